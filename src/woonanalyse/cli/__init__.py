"""The command line."""

import sys

try:
    from woonanalyse.cli.opdrachten import app
except KeyboardInterrupt:  # loading takes a moment
    print("Afgebroken; er is nog niets gedaan.", file=sys.stderr)
    sys.exit(130)

__all__ = ["app"]
