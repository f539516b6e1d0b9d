"""The command line."""

import sys


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


__all__ = ["app", "main"]
