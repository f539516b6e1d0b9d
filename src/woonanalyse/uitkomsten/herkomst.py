"""Where every number comes from: a line per row of a result file, down to the rows of the raw files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.editie import Editie, editiebestand
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.registers import REGISTERS
from woonanalyse.onderwerpen.dossier import Dossier

KOLOMMEN = [
    "code", "onderwerp", "uitkomst", "uitkomstrijen", "notitieboek", "uitvoering", "functie", "artikel",
    "bronbestand", "bronrijen", "brontitel", "uitgever", "bronpeildatum",
]  # fmt: skip
"""Columns of herkomst.csv, one row per code and source. Rows are counted as a spreadsheet does: the head
is row 1; in YAML they are lines. "2, 5-8" are five rows, an empty cell is the whole file."""


class Groep(NamedTuple):
    """What all rows of a result file share: notebook, function, articles."""

    notitieboek: str
    functie: str
    artikel: str


GROEPEN = {
    "balans": Groep("balans", "woonanalyse.onderwerpen.balans.model.balans", "12, 13, 15 en 20"),
    "balans_vergelijking": Groep(
        "balans", "woonanalyse.onderwerpen.balans.model.vergelijking", "13 en 20"
    ),
    "balans_gebied": Groep("regio", "woonanalyse.onderwerpen.gebied.model.gebieden", "17"),
    "afspraken": Groep("", "woonanalyse.afspraken.beoordeel.beoordeel", ""),
    "aandachtspunten": Groep(
        "regio", "woonanalyse.onderwerpen.herstel.model.aandachtspunten", "15 en 23"
    ),
    "wijzigingen": Groep(
        "wijzigingen", "woonanalyse.onderwerpen.wijzigingen.model.wijzigingen", "11 en 16"
    ),
    "gebouwd": Groep(
        "wijzigingen", "woonanalyse.onderwerpen.gebouwd.model.naast_elkaar", "11 en 16"
    ),
    "plannen": Groep(
        "plannen", "woonanalyse.onderwerpen.plannen.model.per_gemeente", "12, 13 en 24"
    ),
    "afstemming": Groep("plannen", "woonanalyse.onderwerpen.plannen.model.afstemming", "18"),
    "wijkaanpak": Groep("wijkaanpak", "woonanalyse.onderwerpen.wijkaanpak.model.wijkaanpak", "7"),
    "statushouders": Groep(
        "statushouders",
        "woonanalyse.onderwerpen.statushouders.model.statushouders",
        "1 en 22 (achtergrond)",
    ),
}
"""By result file, without extension."""

PER_GEMEENTE = {"balans", "wijkaanpak", "statushouders"}
"""Notebooks that run once per municipality."""

Bron = tuple[str, list[int] | None]
"""A source file, and its rows; None for the whole file."""


class Regel(NamedTuple):
    """One line: the key of its code, what it is about, its rows in the result file, its sources."""

    sleutel: str | int
    onderwerp: str
    rijen: list[int]
    bronnen: list[Bron]


def herkomst(dossier: Dossier, tabellen: Mapping[str, pd.DataFrame], wortel: Path) -> pd.DataFrame:
    """A row per code and source (columns KOLOMMEN) for the result files `tabellen`, by name.

    Reads the raw files below `wortel` again, to count their rows. What an edition has no source for stands
    there without one.
    """
    bronnen = Bronnen(dossier, wortel)
    rijen: list[dict[str, Any]] = []
    for naam, maak in _MAKERS.items():
        if naam not in tabellen:
            continue
        for regel in maak(bronnen, _als_blad(tabellen[naam])):
            rijen += _als_rijen(bronnen, naam, regel)
    return pd.DataFrame(rijen, columns=KOLOMMEN)


def als_reeks(rijen: Sequence[int]) -> str:
    """Row numbers as text: [2, 5, 6, 7] is "2, 5-7"."""
    stukken: list[list[int]] = []
    for rij in sorted(set(rijen)):
        if stukken and rij == stukken[-1][-1] + 1:
            stukken[-1].append(rij)
        else:
            stukken.append([rij])
    return ", ".join(str(s[0]) if len(s) == 1 else f"{s[0]}-{s[-1]}" for s in stukken)


def uit_reeks(tekst: str) -> list[int]:
    """The row numbers of a text of `als_reeks`."""
    stukken = [[int(getal) for getal in deel.split("-")] for deel in tekst.split(", ") if deel]
    return [rij for stuk in stukken for rij in range(stuk[0], stuk[-1] + 1)]


def code_per_rij(regels: pd.DataFrame, uitkomst: str) -> dict[int, str]:
    """By row of result file `uitkomst` its code: that of the row itself before that of all together."""
    eigen = (
        regels[regels["uitkomst"] == uitkomst]
        .drop_duplicates("code")
        .dropna(subset="uitkomstrijen")
    )
    gevonden: dict[int, str] = {}
    for een, rijen in eigen[["code", "uitkomstrijen"]].itertuples(index=False):
        for rij in uit_reeks(str(rijen)):
            gevonden.setdefault(rij, str(een))
    return gevonden


def lees_bron(wortel: Path, bestand: str) -> pd.DataFrame:
    """A CSV as text, indexed by the row that a spreadsheet shows; of another file its lines."""
    if not bestand.endswith(".csv"):
        regels = (wortel / bestand).read_text(encoding="utf-8").splitlines()
        return pd.DataFrame({"tekst": regels}, index=range(1, len(regels) + 1))
    return _als_blad(pd.read_csv(wortel / bestand, dtype=str, keep_default_na=False))


def _als_blad(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis(range(2, len(frame) + 2), axis="index")


class Bronnen:
    """The dossier with its raw files as text, each read once."""

    def __init__(self, dossier: Dossier, wortel: Path) -> None:
        self.dossier = dossier
        self.wortel = wortel
        self.leden = list(
            dossier.regio.gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False, name=None)
        )
        self.alle = f"alle {len(self.leden)} gemeenten"
        kop = dossier.regio.kop
        namen = {"definities": "Rekenwijzen", "planlijst": "Hoe de plannenlijst is gelezen"}
        namen |= {"wijkaanpak": "Wat als gestart telt", "statushouders": "Regels en parameters"}
        self.instellingen = {kop[naam]: titel for naam, titel in namen.items() if naam in kop}
        self._gelezen: dict[str, pd.DataFrame] = {}

    def lees(self, bestand: str) -> pd.DataFrame:
        """The file as text."""
        if bestand not in self._gelezen:
            self._gelezen[bestand] = lees_bron(self.wortel, bestand)
        return self._gelezen[bestand]

    @cached_property
    def afspraakregels(self) -> defaultdict[int, list[int]]:
        """The lines of the file with agreements that each article takes; none for another article."""
        tekst = (self.wortel / self.dossier.regio.kop["afspraken"]).read_text(encoding="utf-8")
        regels: defaultdict[int, list[int]] = defaultdict(list)
        lijst = yaml.compose(tekst)
        for afspraak in lijst.value if lijst else []:
            velden = {sleutel.value: waarde.value for sleutel, waarde in afspraak.value}
            eind = afspraak.end_mark
            tot = eind.line + (eind.column > 0) + 1
            regels[int(velden["artikel"])] += range(afspraak.start_mark.line + 1, tot)
        return regels

    def waar(self, bestand: str, **kolommen: set[str]) -> list[Bron]:
        """The rows in which each of these columns holds one of these values; no source without rows."""
        frame = self.lees(bestand)
        for kolom, waarden in kolommen.items():
            frame = frame[frame[kolom].isin(waarden)]
        return [(bestand, list(frame.index))] if len(frame) else []

    def invoer(self, editie: Editie | None, codes: set[str]) -> list[Bron]:
        """What the balance of an edition reads of these municipalities, and how it counts."""
        balans = None if editie is None else editie.kop.get("balans")
        if editie is None or balans is None:
            return []
        return [
            *self.waar(balans["bestand"], gemeentecode=codes),
            (editie.regio.kop["definities"], None),
        ]

    def registers(self, naam: str, **kolommen: set[str]) -> list[Bron]:
        """The rows of a register, and of its made rows where those were read."""
        kop = self.dossier.regio.kop
        verzonnen = f"{kop['voorbeelddata']}/voorbeelddata_{naam}.csv"
        bestanden = [
            f"{kop['registers']}/{naam}.csv",
            *([verzonnen] if self.dossier.voorbeelddata else []),
        ]
        er = [bestand for bestand in bestanden if (self.wortel / bestand).is_file()]
        return [bron for bestand in er for bron in self.waar(bestand, **kolommen)]

    def beschrijving(self, bestand: str) -> tuple[str, str, str]:
        """Title, publisher and reference date of a source file."""
        for zij in self.dossier.zijbestanden:
            if zij["bestand"] == bestand:
                datum = zij["peildatum"] or zij["peildatum_toelichting"]
                return zij["titel"], zij["uitgever"], " ".join(str(datum).split())
        regio, stand = self.dossier.regio, str(self.dossier.editie.kop["stand_per"])
        if bestand == regio.kop["afspraken"]:
            return regio.kop["overeenkomst"], "de partijen bij de overeenkomst", stand
        for naam in REGISTERS:
            if bestand.endswith((f"/{naam}.csv", f"voorbeelddata_{naam}.csv")):
                merk = " (voorbeelddata)" if "voorbeelddata_" in bestand else ""
                return f"Register {naam}{merk}", "eigen register; de bron staat per rij", stand
        if bestand in self.instellingen:
            return self.instellingen[bestand], "eigen beschrijving; de bron staat erbij", stand
        if bestand == editiebestand(regio, self.dossier.editie.naam):
            kop = self.dossier.editie.kop
            return (
                str(kop["naam"]),
                "eigen beschrijving van de editie",
                str(kop["peildatum"] or stand),
            )
        return "", "", ""


def _als_rijen(bronnen: Bronnen, naam: str, regel: Regel) -> Iterator[dict[str, Any]]:
    """One line of the result, a row per source; a single one without source where there is none."""
    groep = GROEPEN[naam]
    vast = {
        "code": code(naam, regel.sleutel),
        "onderwerp": regel.onderwerp,
        "uitkomst": f"{naam}.csv",
        "uitkomstrijen": als_reeks(regel.rijen),
        "notitieboek": f"notebooks/{groep.notitieboek}.ipynb" if groep.notitieboek else "",
        "uitvoering": _uitvoering(groep.notitieboek, regel.sleutel),
        "functie": groep.functie,
        "artikel": groep.artikel or str(regel.sleutel),
    }
    for bestand, rijen in dict(regel.bronnen or [("", None)]).items():
        titel, uitgever, datum = bronnen.beschrijving(bestand)
        yield {
            **vast,
            "bronbestand": bestand,
            "bronrijen": "" if rijen is None else als_reeks(rijen),
            "brontitel": titel,
            "uitgever": uitgever,
            "bronpeildatum": datum,
        }


def _uitvoering(notitieboek: str, sleutel: str | int) -> str:
    """The executed notebook below the results folder; of all municipalities together there is none."""
    if notitieboek not in PER_GEMEENTE:
        return f"notebooks/{notitieboek}.ipynb" if notitieboek else ""
    if str(sleutel).startswith("GM"):
        return f"notebooks/{notitieboek}-{sleutel}.ipynb"
    return f"notebooks/{notitieboek}.ipynb" if notitieboek != "balans" else ""


Maker = Callable[[Bronnen, pd.DataFrame], list[Regel]]


def _leden(
    bronnen: Bronnen, blad: pd.DataFrame, zoek: Callable[[set[str]], list[Bron]]
) -> list[Regel]:
    """A line per municipality, and one for all of them together; `zoek` finds the sources."""
    codes = {nummer for nummer, _ in bronnen.leden}
    regels = [
        Regel(nummer, naam, list(blad.index[blad["gemeentecode"] == nummer]), zoek({nummer}))
        for nummer, naam in bronnen.leden
    ]
    return [*regels, Regel(0, bronnen.alle, list(blad.index), zoek(codes))]


def _balans(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    editie, plannen = bronnen.dossier.editie, bronnen.dossier.plannen

    def zoek(codes: set[str]) -> list[Bron]:
        naast = [bron["bestand"] for bron in editie.kop.get("ernaast", [])]
        feiten = {} if plannen is None else dict(plannen.kop["terugname"])
        terug = feiten.pop("bestand", None)
        return [
            *bronnen.invoer(editie, codes),
            *(deel for bestand in naast for deel in bronnen.waar(bestand, gemeentecode=codes)),
            *bronnen.registers("termijnen", partij=codes, editie={editie.naam}),
            *(
                bronnen.waar(terug, gemeentecode=codes, onderwerp=set(feiten.values()))
                if terug
                else []
            ),
        ]

    return _leden(bronnen, blad, zoek)


def _vergelijking(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    return _leden(bronnen, blad, lambda codes: bronnen.invoer(bronnen.dossier.editie, codes))


def _aandachtspunten(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    regels = _balans(bronnen, blad)
    return [regel for regel in regels if regel.rijen or regel.sleutel == 0]


def _gebied(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    editie, regels = bronnen.dossier.editie, []
    for nummer, (naam, rijen) in enumerate(blad.groupby("gebied", sort=False), start=1):
        regio = rijen["niveau"].iloc[0] == "regio"
        eigen = editie.invoer[regio | (editie.invoer["subregio"] == naam)]
        bron = bronnen.invoer(editie, set(eigen["gemeentecode"]))
        feit = editie.kop.get("gebiedsbehoefte") if regio else None
        if feit:
            onderwerp = {feit["onderwerp"], feit.get("ambitie", "")}
            bron += bronnen.waar(feit["bestand"], gebied={feit["gebied"]}, onderwerp=onderwerp)
        regels.append(Regel(nummer, str(naam), list(rijen.index), bron))
    return regels


def _afspraken(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    regels, regio = [], bronnen.dossier.regio
    codes = {nummer for nummer, _ in bronnen.leden}
    for nummer, rijen in blad.groupby("artikel", sort=False):
        eigen = [a for a in regio.afspraken if a["artikel"] == nummer]
        titels = opsomming(list(dict.fromkeys(a["titel"] for a in eigen)))
        bron: list[Bron] = [(regio.kop["afspraken"], bronnen.afspraakregels[int(str(nummer))])]
        for soort in dict.fromkeys(a.get("register") for a in eigen):
            bron += _bewijs(bronnen, str(soort), str(nummer), codes, eigen)
        regels.append(Regel(int(str(nummer)), titels, list(rijen.index), bron))
    return regels


def _bewijs(
    bronnen: Bronnen,
    register: str,
    artikel: str,
    codes: set[str],
    eigen: Sequence[Mapping[str, Any]],
) -> list[Bron]:
    """Where the evidence of an agreement stands, by the name of its register."""
    editie = bronnen.dossier.editie
    if register == "voortgang":
        return bronnen.registers(register, artikel={artikel})
    if register == "besluiten":
        return bronnen.registers(register, soort={str(a["bewijs"]) for a in eigen if "bewijs" in a})
    if register in REGISTERS:
        return bronnen.registers(register)
    if register == "balans":
        return bronnen.invoer(editie, codes)
    if register == "editie":
        return [(editiebestand(editie.regio, editie.naam), None)]
    return []


def _wijzigingen(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    nu, toen = bronnen.dossier.editie, bronnen.dossier.voorganger
    return _leden(bronnen, blad, lambda c: [*bronnen.invoer(toen, c), *bronnen.invoer(nu, c)])


def _gebouwd(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    plannen = bronnen.dossier.plannen
    bekend = blad["gebouwd_van"].notna()
    if plannen is None or not bekend.any():
        return _leden(bronnen, blad, lambda c: bronnen.invoer(bronnen.dossier.editie, c))
    van, tot = blad.loc[bekend, ["gebouwd_van", "gebouwd_tot_en_met"]].iloc[0]
    jaren = {str(jaar) for jaar in range(int(van), int(tot) + 1)}
    return _leden(
        bronnen,
        blad,
        lambda c: [
            *bronnen.waar(plannen.kop["voorraad"], gemeentecode=c, jaar=jaren),
            *bronnen.invoer(bronnen.dossier.editie, c),
        ],
    )


def _plannen(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    plannen = bronnen.dossier.plannen
    assert plannen is not None
    kop = plannen.kop

    def zoek(codes: set[str]) -> list[Bron]:
        lijst = bronnen.waar(kop["plannen"]["bestand"], gemeentecode=codes)
        naast = [b for e in kop["ernaast"] for b in bronnen.waar(e["bestand"], gemeentecode=codes)]
        hoe = (bronnen.dossier.regio.kop["planlijst"], None)
        return [*lijst, *([(kop["hardheid"], None), hoe] if lijst else []), *naast]

    return _leden(bronnen, blad, zoek)


def _afstemming(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    plannen = bronnen.dossier.plannen
    assert plannen is not None
    kop = plannen.kop

    def zoek(codes: set[str]) -> list[Bron]:
        nummers = set(blad.loc[blad["gemeentecode"].isin(codes), "plan_id"])
        lijst = bronnen.waar(kop["plannen"]["bestand"], plan_id=nummers)
        return [*lijst, (kop["grenzen"], None)] if lijst else []

    return [regel for regel in _leden(bronnen, blad, zoek) if regel.rijen]


def _wijkaanpak(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    regio, aanpak = bronnen.dossier.regio, bronnen.dossier.wijkaanpak
    assert aanpak is not None
    register, doelen = (zij["bestand"] for zij in aanpak.zijbestanden)
    regels = [
        Regel(
            nummer,
            naam,
            list(blad.index[blad["gemeente"] == naam]),
            bronnen.waar(register, gemeentecode={nummer}),
        )
        for nummer, naam in bronnen.leden
    ]
    provincie = regio.kop["provincie"]
    bron: list[Bron] = [
        *bronnen.waar(doelen),
        (regio.kop["afspraken"], bronnen.afspraakregels[int(GROEPEN["wijkaanpak"].artikel)]),
        *bronnen.waar(register),
        (regio.kop["wijkaanpak"], None),
    ]
    return [*regels, Regel(0, provincie, list(blad.index[blad["gemeente"] == provincie]), bron)]


def _statushouders(bronnen: Bronnen, blad: pd.DataFrame) -> list[Regel]:
    mensen = bronnen.dossier.statushouders
    assert mensen is not None
    kop = mensen.kop
    inwoners = kop["inwoners"]
    data = {str(dag) for dag in blad["inwonersdatum"].dropna()}
    jaren = {dag[:4] for dag in data}

    def zoek(codes: set[str]) -> list[Bron]:
        return [
            *bronnen.waar(kop["taakstelling"]),
            *bronnen.waar(inwoners["gemeenten"], gemeentecode=codes, jaar=jaren),
            *bronnen.waar(inwoners["land"], jaar=jaren),
            *bronnen.waar(
                inwoners["los"],
                gebiedscode={inwoners["code_land"]},
                onderwerp={"inwoners"},
                periode=data,
            ),
            *bronnen.waar(kop["toezicht"], gemeentecode=codes),
            *(bronnen.waar(kop["register"], gemeentecode=codes) if kop["register"] else []),
            (bronnen.dossier.regio.kop["statushouders"], None),
        ]

    return _leden(bronnen, blad, zoek)


_MAKERS: dict[str, Maker] = {
    "balans": _balans,
    "balans_vergelijking": _vergelijking,
    "balans_gebied": _gebied,
    "afspraken": _afspraken,
    "aandachtspunten": _aandachtspunten,
    "wijzigingen": _wijzigingen,
    "gebouwd": _gebouwd,
    "plannen": _plannen,
    "afstemming": _afstemming,
    "wijkaanpak": _wijkaanpak,
    "statushouders": _statushouders,
}
