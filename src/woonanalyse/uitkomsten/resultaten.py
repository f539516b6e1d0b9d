"""The result files of an edition, read once: what a run makes takes its typed tables from here."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from woonanalyse.kern.bestanden import schrijf_cellen
from woonanalyse.kern.bewaakt import herstel
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.merk import AFGESCHERMD, met_merk

if TYPE_CHECKING:
    import pandas as pd

_SOORTEN = {"integer": "Int64", "number": "Float64"}


class Resultaten:
    """The results folder `map_` as one run uses it.

    A file is read and typed when it is first asked for, and again only after it was written: by inode,
    size and times. Only what is typed is kept, as there are thousands of slices. Tasks side by side may ask
    at the same time. Who gets a frame may change it: it shares its cells with the others until then. Raises
    OSError for a file that is not there.
    """

    def __init__(self, map_: Path) -> None:
        self.map_ = map_
        self._gelezen: dict[tuple[str, str], tuple[tuple[int, ...], Any]] = {}
        self._slot = RLock()

    @property
    def pakket(self) -> dict[str, Any]:
        """The content of `datapackage.json`; not to be changed."""
        return self._eens("pakket", "datapackage.json", _lees_json)

    def tabellen(self) -> dict[str, pd.DataFrame]:
        """The typed tables that the data package names, in its order, by name."""
        namen = [Path(tabel["path"]).stem for tabel in self.pakket["resources"]]
        return {naam: self.tabel(naam) for naam in namen}

    def tabel(self, naam: str) -> pd.DataFrame:
        """The typed result table `naam` of the catalogue."""
        return self.deel(naam, f"{naam}.csv")

    def deel(self, naam: str, pad: str) -> pd.DataFrame:
        """The typed rows of table `naam` in a slice, `pad` from the results folder.

        Integer Int64, number Float64, or object where any is shielded (MERK); the rest, and what the
        schema does not know, text or <NA> (object), without the apostrophe that guards it in the file.
        """
        return self._eens("getypt", pad, lambda vol: typeer(naam, _lees_csv(_lees(vol)))).copy(
            deep=False
        )

    def delen(self, naam: str, paden: Sequence[str]) -> pd.DataFrame:
        """The typed rows of table `naam` in several slices, one below the other."""
        return typeer(naam, self.samen(paden))

    def samen(self, paden: Sequence[str]) -> pd.DataFrame:
        """Slices of one table, one below the other, as text, cell by cell as it is; an empty cell is an empty
        text. Read at once, as there may be hundreds."""
        return _lees_samen([_lees(self.map_ / pad) for pad in paden])

    def schrijf(self, naam: str, ruw: pd.DataFrame, getypt: pd.DataFrame) -> None:
        """Write result table `naam`, cell by cell as `ruw` has it; `getypt` is the same typed, so that it is
        not read back."""
        with self._slot:
            schrijf_cellen(self.map_ / f"{naam}.csv", ruw)
            self._gelezen["getypt", f"{naam}.csv"] = (self._stand(f"{naam}.csv"), getypt)

    def _eens(self, soort: str, pad: str, maak: Callable[[Path], Any]) -> Any:
        """What `maak` gives of a file, made anew only when the file was written since."""
        with self._slot:
            stand = self._stand(pad)
            oud = self._gelezen.get((soort, pad))
            if oud is None or oud[0] != stand:
                oud = self._gelezen[soort, pad] = (stand, maak(self.map_ / pad))
            return oud[1]

    def _stand(self, pad: str) -> tuple[int, ...]:
        stat = (self.map_ / pad).stat()
        return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _lees_json(pad: Path) -> Any:
    return json.loads(pad.read_text(encoding="utf-8"))


def _lees(pad: Path) -> str:
    return pad.read_bytes().decode("utf-8")


def _lees_csv(tekst: str) -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(StringIO(tekst), dtype=str, keep_default_na=False)


def samen(delen: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Slices with the same columns as one frame, in that order, cell by cell as they are."""
    import pandas as pd

    return pd.concat(delen, ignore_index=True)


def _lees_samen(teksten: Sequence[str]) -> pd.DataFrame:
    kop, _, _ = teksten[0].partition("\n")
    if not all(tekst.startswith(f"{kop}\n") and tekst.endswith("\n") for tekst in teksten):
        return samen([_lees_csv(tekst) for tekst in teksten])
    geheel = "".join([f"{kop}\n", *(tekst[len(kop) + 1 :] for tekst in teksten)])
    return _lees_csv(geheel)


def _teksten(cellen: list[str]) -> pd.Series:
    """A column of texts, <NA> where a cell is empty."""
    import pandas as pd

    return pd.Series([pd.NA if cel == "" else herstel(cel) for cel in cellen], dtype=object)


def _getallen(cellen: list[str], soort: str) -> Any:
    """A column of the type `soort`; one of numbers with any that is shielded as objects, with their mark."""
    import numpy as np
    import pandas as pd

    if AFGESCHERMD in cellen:
        dicht = [cel == AFGESCHERMD for cel in cellen]
        open_ = ["" if weg else cel for cel, weg in zip(cellen, dicht, strict=True)]
        return met_merk(pd.Series(_getallen(open_, soort)), pd.Series(dicht))
    leeg = np.array([cel == "" for cel in cellen], dtype=bool)
    if soort == "Int64":
        heel = [1 if cel == "" else int(cel) for cel in cellen]
        return pd.arrays.IntegerArray(np.array(heel, dtype="int64"), leeg)
    maten = [1.0 if cel == "" else float(cel) for cel in cellen]
    return pd.arrays.FloatingArray(np.array(maten, dtype="float64"), leeg)


def typeer(naam: str, ruw: pd.DataFrame) -> pd.DataFrame:
    """Rows of table `naam` as text (see `Resultaten.samen`), typed (see `Resultaten.deel`)."""
    import pandas as pd

    velden = tabellen()[naam].velden
    kolommen = {}
    for kolom in ruw.columns:
        soort = _SOORTEN.get(velden.get(kolom, {}).get("type", "string"))
        cellen = ruw[kolom].tolist()
        kolommen[kolom] = _teksten(cellen) if soort is None else _getallen(cellen, soort)
    return pd.DataFrame(kolommen, columns=ruw.columns).set_axis(ruw.index)
