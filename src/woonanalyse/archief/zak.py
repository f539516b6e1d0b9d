"""A pack as BagIt 1.0 (RFC 8493): what is in it below data/, and of every file a SHA-256 beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

INHOUD = "data"
"""The folder of a bag with what it is about."""
MANIFEST, TAGMANIFEST, KENMERKEN = "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"
BAGIT = "bagit.txt"
_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

Delen = Mapping[str, bytes | Path]
"""By path its content, or the file that holds it."""


def zak(
    naam: str, inhoud: Delen, ernaast: Mapping[str, bytes], kenmerken: Mapping[str, str]
) -> Iterator[tuple[str, bytes | Path]]:
    """The files of a bag in folder `naam`, in a fixed order, what is `ernaast` first; `inhoud` by the path
    below its data/, `kenmerken` what bag-info.txt says besides how much there is."""
    sommen = {f"{INHOUD}/{pad}": _som_en_grootte(deel) for pad, deel in sorted(inhoud.items())}
    bytes_ = sum(grootte for _, grootte in sommen.values())
    info = {**kenmerken, "Payload-Oxum": f"{bytes_}.{len(sommen)}"}
    tags = {
        **ernaast,
        BAGIT: _BAGIT,
        KENMERKEN: "".join(f"{veld}: {wat}\n" for veld, wat in info.items()).encode(),
        MANIFEST: lijst({pad: som for pad, (som, _) in sommen.items()}),
    }
    tags[TAGMANIFEST] = lijst({pad: _som_en_grootte(tekst)[0] for pad, tekst in tags.items()})
    yield from ((f"{naam}/{pad}", tekst) for pad, tekst in tags.items())
    yield from ((f"{naam}/{INHOUD}/{pad}", deel) for pad, deel in sorted(inhoud.items()))


def lijst(sommen: Mapping[str, str]) -> bytes:
    """A manifest: as `sha256sum -c` reads it, with the characters that RFC 8493 wants written otherwise."""
    return "".join(f"{som}  {_geschreven(pad)}\n" for pad, som in sommen.items()).encode()


def lees_lijst(tekst: str) -> dict[str, str]:
    """The SHA-256 by path of a manifest; raises ValueError for a line that is none."""
    sommen = {}
    for regel in tekst.splitlines():
        som, _, pad = regel.partition("  ")
        if len(som) != 64 or not pad:
            raise ValueError(regel)
        sommen[_gelezen(pad)] = som
    return sommen


def _geschreven(pad: str) -> str:
    return pad.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _gelezen(pad: str) -> str:
    return pad.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def _som_en_grootte(deel: bytes | Path) -> tuple[str, int]:
    ruw = deel if isinstance(deel, bytes) else deel.read_bytes()
    return hashlib.sha256(ruw).hexdigest(), len(ruw)
