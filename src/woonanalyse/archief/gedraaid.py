"""A notebook that has run, as it is kept: what it gave, without when and where it ran."""

from __future__ import annotations

import json


def zonder_tijden(ruw: bytes) -> bytes:
    """The notebook without the times of its cells and the folders of this machine: what is left follows from
    its source and its parameters, which stay."""
    boek = json.loads(ruw)
    gelopen = boek["metadata"].pop("papermill", {})
    boek["metadata"]["papermill"] = {"parameters": gelopen.get("parameters", {})}
    for cel in boek["cells"]:
        for naam in ("papermill", "execution"):
            cel["metadata"].pop(naam, None)
    return (json.dumps(boek, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
