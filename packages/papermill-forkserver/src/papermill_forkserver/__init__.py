"""A papermill engine: each notebook in a process forked from one warm parent."""

from papermill_forkserver.caller import preload, start, stop

__all__ = ["preload", "start", "stop"]
