"""A papermill engine: each notebook in a process forked from one warm parent."""

from papermill_forkserver.caller import can_fork, preload, start, stop
from papermill_forkserver.forked import as_in_a_cell
from papermill_forkserver.loading import PreloadError

__all__ = ["PreloadError", "as_in_a_cell", "can_fork", "preload", "start", "stop"]
