"""Where the system has no safe fork: a fresh interpreter that has loaded everything, for one notebook.

A program of its own (`python -m woonanalyse.uitvoering.motor.werker PORT`). It loads, and only then calls
its caller back, on this machine; a word on standard input shows who it is.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path

from woonanalyse.uitvoering.motor.kanaal import Kanaal
from woonanalyse.uitvoering.motor.ouder import draai_notitieboek, verwarm, voeg_keuzes_toe


def main() -> None:
    """Load, call back, run one notebook, end."""
    keuzes = argparse.ArgumentParser()
    keuzes.add_argument("poort", type=int)
    voeg_keuzes_toe(keuzes)
    gekozen = keuzes.parse_args()
    wachtwoord = sys.stdin.buffer.readline()
    kern = verwarm(Path(gekozen.map), gekozen.voorlezen)
    try:
        sock = socket.create_connection(("127.0.0.1", gekozen.poort))
    except OSError:
        return  # the caller has gone
    sock.sendall(wachtwoord)
    draai_notitieboek(kern, Kanaal(sock))
    os._exit(0)


if __name__ == "__main__":
    main()
