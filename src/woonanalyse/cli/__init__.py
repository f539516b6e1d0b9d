"""The command line."""

import atexit
import os
import sys
import threading


def _stop() -> None:
    print("Afgebroken; er is nog niets gedaan.", file=sys.stderr)
    sys.exit(130)


try:
    from woonanalyse.cli.opdrachten import app
except KeyboardInterrupt:  # loading takes a moment
    _stop()


def main() -> None:
    """The command `woonanalyse`."""
    try:
        app()
    except KeyboardInterrupt:  # before a command is chosen
        _stop()
    except SystemExit as einde:
        _ga_weg(einde.code)
        raise


def _ga_weg(code: object) -> None:
    """End here, after what was asked to be done at the end: taking all apart that is in memory takes Python
    long after a report, and is of no use. Where something still runs, or looks on, it ends as ever."""
    if (
        not isinstance(code, int)
        or threading.active_count() > 1
        or sys.gettrace()
        or sys.getprofile()
    ):
        return
    atexit._run_exitfuncs()
    for stroom in (sys.stdout, sys.stderr):
        if stroom is not None:
            stroom.flush()
    os._exit(code)


__all__ = ["app", "main"]
