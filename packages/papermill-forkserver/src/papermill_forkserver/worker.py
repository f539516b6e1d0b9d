"""Where the system has no safe fork: a fresh interpreter that has loaded everything, for one notebook.

A program of its own (`python -m papermill_forkserver.worker PORT`). It loads, and only then calls its
caller back, on this machine; a word on standard input shows who it is.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys

from papermill_forkserver.channel import Channel
from papermill_forkserver.parent import add_options, run_notebook, warm_up


def main() -> None:
    """Load, call back, run one notebook, end."""
    options = argparse.ArgumentParser()
    options.add_argument("port", type=int)
    add_options(options)
    chosen = options.parse_args()
    password = sys.stdin.buffer.readline()
    kernel = warm_up(chosen.folder, chosen.preload)
    try:
        sock = socket.create_connection(("127.0.0.1", chosen.port))
    except OSError:
        return  # the caller has gone
    sock.sendall(password)
    if isinstance(kernel, str):
        Channel(sock).send({"failed": kernel})
    else:
        run_notebook(kernel, Channel(sock))
    os._exit(0)


if __name__ == "__main__":
    main()
