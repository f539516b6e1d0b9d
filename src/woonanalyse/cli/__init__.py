"""The command line."""

from woonanalyse.cli.opdrachten import app

__all__ = ["app"]
