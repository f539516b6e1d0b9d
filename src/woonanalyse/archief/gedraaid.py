"""A notebook that has run, as it is kept: what it gave, without when and where it ran."""

from __future__ import annotations

import json

_ERBIJ = "injected-parameters"
"""The tag of the cell that papermill puts in, with a name drawn by lot."""


def zonder_tijden(ruw: bytes) -> bytes:
    """The notebook without the times of its cells, the folders of this machine and names drawn by lot: what
    is left follows from its source and its parameters, which stay."""
    boek = json.loads(ruw)
    gelopen = boek["metadata"].pop("papermill", {})
    boek["metadata"]["papermill"] = {"parameters": gelopen.get("parameters", {})}
    for cel in boek["cells"]:
        for naam in ("papermill", "execution"):
            cel["metadata"].pop(naam, None)
        if _ERBIJ in cel["metadata"].get("tags", ()):
            cel["id"] = _ERBIJ
    return (json.dumps(boek, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
