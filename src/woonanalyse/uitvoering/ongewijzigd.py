"""Whether all is as a run left it: then there is nothing to do, and neither pytask nor pandas is loaded.

What a run finds up to date follows from bytes alone, those that it reads and those that were made. So the
fingerprint of all of them answers for the whole run. It holds more than matters (a comment in the code,
another edition): where it differs, a run finds out what is stale.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from woonanalyse.kern.bestanden import schrijf_bytes, som_van_map
from woonanalyse.kern.project import productwortel
from woonanalyse.uitvoering.broncode import MOTOR, PAKKET
from woonanalyse.uitvoering.geheugen import lees_geheugen, slot
from woonanalyse.uitvoering.stand import Stand

BESTAND = "ongewijzigd.json"
PYTHON = "python"
GELEZEN = ("data", "notebooks", "report", "_quarto.yml", "requirements.lock")
ONTHOUDEN = ("pytask.lock", "pytask.lock.journal")
GEMAAKT = ("data/processed", "report/_werk", "report/_output", *ONTHOUDEN)


@dataclass(frozen=True)
class Antwoord:
    """Of a run that left everything up to date: the key of its plan, how many tasks it had, and its main
    finding where it joined the results."""

    plan: str
    taken: int
    bevinding: str = ""


class Vraag:
    """What a command was asked (values that JSON has), in the project as it is now.

    To be made before anything is read: what is edited while the run is busy must not pass for used.
    """

    def __init__(self, wortel: Path, gevraagd: Sequence[object]) -> None:
        self.wortel = wortel
        self.gevraagd = json.dumps(gevraagd)
        self._bestand = wortel / ".pytask" / BESTAND
        self._gelezen = self._stand()

    def antwoord(self) -> Antwoord | None:
        """What the run answered that left all as it is now; None when no run did, or one is busy."""
        bewaard = lees_geheugen(self._bestand)
        try:
            antwoord = Antwoord(**bewaard[self.gevraagd])
            with slot(self.wortel):
                zelfde = _is_als(self.wortel, bewaard["afdruk"])
        except (OSError, KeyError, TypeError, AttributeError):
            return None
        return antwoord if zelfde else None

    def bewaar(self, antwoord: Antwoord, producten: Mapping[str, str]) -> None:
        """Keep the answer of the run that ended now; `producten`: SHA-256 by path of what its tasks make.

        Not when a file was touched since the question was asked, or a product differs from what was made.
        """
        with suppress(OSError), slot(self.wortel):
            sommen = _sommen(self.wortel)
            heel = all(_som_van(sommen, pad) == som for pad, som in producten.items())
            if not heel or self._gelezen is None or self._stand() != self._gelezen:
                return
            afdruk, eerder = {**sommen, PYTHON: sys.version}, lees_geheugen(self._bestand)
            geldig = eerder if eerder.get("afdruk") == afdruk else {"afdruk": afdruk}
            inhoud = {**geldig, self.gevraagd: asdict(antwoord)}
            schrijf_bytes(self._bestand, json.dumps(inhoud).encode("ascii"))

    def _stand(self) -> Stand | None:
        """When the files that are read were last touched; None where that cannot be seen."""
        gemaakt = tuple(f"{self.wortel / naam}{os.sep}" for naam in GEMAAKT)
        with suppress(OSError):
            paden = [pad for pad in _bestanden(self.wortel) if not pad.endswith(os.sep)]
            return Stand.van(Path(pad) for pad in paden if not f"{pad}{os.sep}".startswith(gemaakt))
        return None


def _is_als(wortel: Path, afdruk: Mapping[str, str]) -> bool:
    """Whether Python and all files are those of a fingerprint.

    What was touched last is looked at first: where something differs, it is most likely that.
    """
    paden = sorted(_bestanden(wortel), key=os.path.getmtime, reverse=True)
    return (
        afdruk.get(PYTHON) == sys.version
        and len(paden) == len(afdruk.keys() - {PYTHON})
        and all(afdruk.get(_naam(pad, wortel)) == _som(pad) for pad in paden)
    )


def _sommen(wortel: Path) -> dict[str, str]:
    """SHA-256 of every file by its path from the root, as pytask writes it; empty of a folder."""
    return {_naam(pad, wortel): _som(pad) for pad in _bestanden(wortel)}


def _naam(pad: str, wortel: Path) -> str:
    """The path from the root."""
    begin = f"{wortel}{os.sep}"
    if pad.startswith(begin):
        return pad.removeprefix(begin).removesuffix(os.sep).replace(os.sep, "/")
    return Path(os.path.relpath(pad, wortel)).as_posix()


def _som(pad: str) -> str:
    return "" if pad.endswith(os.sep) else hashlib.sha256(Path(pad).read_bytes()).hexdigest()


def _som_van(sommen: Mapping[str, str], pad: str) -> str | None:
    """SHA-256 of a product; of a folder the fingerprint of all in it, which has none of its own."""
    if sommen.get(pad) != "":
        return sommen.get(pad)
    map_ = f"{pad}/"
    return som_van_map(
        {
            naam.removeprefix(map_): som
            for naam, som in sommen.items()
            if naam.startswith(map_) and som
        }
    )


def _bestanden(wortel: Path) -> Iterator[str]:
    """All files that a run reads or makes, of project, product, code and engine; folders end in a slash.

    Raises OSError for what is neither, or cannot be looked into; for a link to a folder too.
    """
    delen = {basis / naam for basis in (wortel, productwortel()) for naam in (*GELEZEN, *ONTHOUDEN)}
    for deel in sorted({*delen, PAKKET, MOTOR}):
        if deel.is_dir():
            yield from _daarin(str(deel))
        elif deel.exists():
            yield str(deel)


def _daarin(map_: str) -> Iterator[str]:
    yield f"{map_}{os.sep}"
    with os.scandir(map_) as inhoud:
        for deel in inhoud:
            if deel.is_dir(follow_symlinks=False):
                if deel.name != "__pycache__":
                    yield from _daarin(deel.path)
            elif deel.is_file():
                yield deel.path
            else:
                raise OSError(f"{deel.path}: geen bestand of map")
