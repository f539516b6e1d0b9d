"""Make a project of all municipalities of the Netherlands, of national open tables.

The project is one that `woonanalyse begin` makes, of the municipalities of 2026 with the provinces as its
subregions. Hard and soft capacity (2021), the stock of dwellings (2012-2020) and the plan list (2020) are in
older divisions; the product brings them to this one by its table of mergers. No source gives the need for
dwellings of each municipality, so it is unknown, and so is what follows from it.

With `--rekenhulp` editions proef-001 and on have what stands in its place to measure speed, and for nothing
else: "rekenhulp voor de snelheidsmeting, geen behoefte". It is the growth of the population in the forecast
from 1 January 2021 to 1 January 2030, divided by the average household size of the municipality on 1 January
2021 (inhabitants / private households), and 0 where the population shrinks. The ends of the band are 10% below
and above it; every next edition takes 5% more. It is empty where the forecast or the household size is missing,
or where the forecast's inhabitants of 2021 differ by more than 5% from those counted. The name of the region,
its editions and its definition say what it is, and no edition is a test.

    python benchmarks/nederland/maak.py DOEL [--gemeenten N] [--rekenhulp [--edities K]]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from woonanalyse.begin import voorzet
from woonanalyse.begin.keuze import Wens
from woonanalyse.begin.maak import maak as begin
from woonanalyse.kern.indeling import lijst
from woonanalyse.kern.indeling.herleiding import herleid
from woonanalyse.kern.indeling.lijst import Gemeente
from woonanalyse.kern.indeling.opvolging import waarin

EIGEN = Path(__file__).resolve().parent
RAUW = EIGEN / "raw"

NAAM = "Nederland"
LABEL = "rekenhulp voor de snelheidsmeting, geen behoefte"
WAARSCHUWING = (
    f"Verzonnen tabel: {LABEL}. De behoefte is de groei van de bevolking in de prognose van 2021 tot 2030, "
    "gedeeld door de gemiddelde huishoudensgrootte van 2021. Niet te gebruiken in een rapport."
)
PEILDATUM = "2020-01-01"
AFSPRAKEN = ("maximum", "afstemming")
"""What every region has, and what a plan list needs; both are proposals of nobody."""

CAPACITEIT = "data/raw/inventarisatie/2021/plancapaciteit_hard_zacht_2021.csv"
VOORRAAD = "data/raw/cbs/2020-12-31/cbs_woningvoorraad_2012_2020.csv"
PLANNEN = "data/raw/eib/2020/plannen_eib_2020.csv"
PROGNOSE = "prognose_bevolking_pbl_cbs_2021_2030.csv"
INWONERS = "cbs_inwoners_2021_2024.csv"

NIET_GELEZEN = ["provincie", "niet_verdeeld", "telling", "periode", "toelichting"]
"""Columns of raw tables that no reader of the product has a use for."""
VERDELINGEN = (
    (["op_2019", "op_2020_2024", "op_2025_2029", "op_2030_2050"], "op_onbekend"),
    (["type_grondgebonden", "type_appartement"], "type_onbekend"),
    (["huur", "koop"], "huur_koop_onbekend"),
)
"""The parts of a plan that are known, and what is left."""

VAN, TOT = 2021, 2030
AFWIJKING = 0.05
BAND = {"laag": 0.9, "hoog": 1.1}
STAP = 0.05


def maak(
    doel: Path, gemeenten: int | None = None, *, rekenhulp: bool = False, edities: int = 1
) -> Path:
    """Build the project at `doel` (new or empty) and return it.

    `gemeenten` takes the first so many in the order of `volgorde`. With `rekenhulp` it has so many `edities`
    with the stand-in, proef-001 and on, in the place of the real ones: municipalities x editions is the number
    of balance notebooks. Raises InvoerFout where something is in `doel`.
    """
    leden = volgorde()[:gemeenten]
    per_provincie = {
        naam: [lid.code for lid in leden if lid.provincie == naam] for naam in lijst.provincies()
    }
    wens = Wens(
        naam=f"{NAAM} ({LABEL})" if rekenhulp else NAAM,
        provincie=leden[0].provincie,
        subregios=[f"{naam}={','.join(codes)}" for naam, codes in per_provincie.items() if codes],
        afspraken=AFSPRAKEN,
    )  # fmt: skip
    begin(doel, wens)
    shutil.rmtree(doel / "data/edities")
    shutil.copytree(EIGEN / "data", doel / "data", dirs_exist_ok=True)
    _schrijf_yaml(doel / "data/afspraken.yml", voorzet.afspraken(AFSPRAKEN, PEILDATUM))
    _schrijf_regio(doel)
    codes = [lid.code for lid in leden]
    for bestand in (CAPACITEIT, VOORRAAD):
        _neem_over(doel, bestand, codes)
    _schrijf_plannen(doel, codes)
    if rekenhulp:
        _schrijf_proeven(doel, leden, edities)
    return doel


def volgorde() -> list[Gemeente]:
    """All municipalities in an order that never changes and mixes the provinces: by hash of the code."""
    return sorted(lijst.op(lijst.DAG), key=lambda een: hashlib.sha256(een.code.encode()).digest())


def _lees(naam: str) -> pd.DataFrame:
    """A raw table as text; an empty cell is an empty text."""
    return pd.read_csv(RAUW / Path(naam).name, dtype=str, keep_default_na=False)


def _schrijf_regio(doel: Path) -> None:
    """What the region has beside what it begins with."""
    pad = doel / "data/regio.yml"
    regio = yaml.safe_load(pad.read_text(encoding="utf-8"))
    regio["kaart"].pop("provincie", None)  # of a few municipalities that of one province
    regio |= {
        "provincie": "alle provincies",
        "overeenkomst_toelichting": (
            "Er is geen landelijke overeenkomst: de afspraken in dit rapport zijn een voorzet van woonanalyse."
        ),
        "planlijst": "data/planlijst.yml",
        "woningvoorraad": VOORRAAD,
    }
    _schrijf_yaml(pad, regio)


def _neem_over(doel: Path, bestand: str, leden: Collection[str]) -> None:
    """The rows of a raw table that are, or came to be, in one of the members."""
    frame = _lees(bestand)
    past = {
        code: code in leden or bool(waarin(code, leden)) for code in frame["gemeentecode"].unique()
    }
    _schrijf_tabel(doel, bestand, frame[frame["gemeentecode"].map(past)])


def _schrijf_plannen(doel: Path, leden: Collection[str]) -> None:
    """The plans of the members; where the source divides more dwellings than a plan has, its division is unknown."""
    plannen = _lees(PLANNEN)
    plannen = plannen[[bool(waarin(code, leden)) for code in plannen["gemeentecode"]]]
    te_veel = pd.Series(False, plannen.index)
    for delen, rest in VERDELINGEN:
        fout = plannen[rest].astype(int) < 0
        plannen.loc[fout, delen] = "0"
        plannen.loc[fout, rest] = plannen["restcapaciteit_woningen"]
        te_veel |= fout
    let_op = f"Bij {te_veel.sum()} plannen verdeelt de bron meer woningen dan het plan heeft; die verdeling is hier onbekend."
    _schrijf_tabel(doel, PLANNEN, plannen, let_op=let_op)


def _schrijf_proeven(doel: Path, leden: Sequence[Gemeente], edities: int) -> None:
    """Editions with the stand-in, in the place of the real ones, and the definition that they use."""
    pad = doel / "data/definities.yml"
    definitie = yaml.safe_load(pad.read_text(encoding="utf-8"))[0]
    eigen = {
        "id": "rekenhulp",
        "naam": LABEL,
        "uitleg": WAARSCHUWING,
        "bron": "benchmarks/nederland/maak.py",
    }
    _schrijf_yaml(pad, [definitie | eigen])
    basis = yaml.safe_load((doel / "data/edities/2021.yml").read_text(encoding="utf-8"))
    shutil.rmtree(doel / "data/edities")
    hard = herleid(
        _lees(CAPACITEIT)[["gemeentecode", "hard_totaal"]].assign(
            hard_totaal=lambda frame: pd.to_numeric(frame["hard_totaal"]).astype("Int64")
        ),
        {lid.code: lid.naam for lid in leden},
        ["hard_totaal"],
    )[0].set_index("gemeentecode")["hard_totaal"]  # fmt: skip
    behoefte = rekenhulp(leden)
    for nummer in range(1, edities + 1):
        _schrijf_proef(doel, leden, basis, nummer, hard, behoefte * (1 + STAP * (nummer - 1)))


def _schrijf_proef(
    doel: Path,
    leden: Sequence[Gemeente],
    basis: dict[str, Any],
    nummer: int,
    hard: pd.Series,
    behoefte: pd.Series,
) -> None:
    editie = f"proef-{nummer:03}"
    bestand = f"data/raw/rekenhulp/{editie}/balans.csv"
    codes = [lid.code for lid in leden]
    banden = {
        f"behoefte_{naam}": (behoefte.reindex(codes) * deel).round().astype("Int64").to_list()
        for naam, deel in BAND.items()
    }
    frame = pd.DataFrame({"gemeentecode": codes, **banden, "hard": hard.reindex(codes).to_list()})
    zij = {
        "titel": f"Nederland, {editie}: {LABEL}",
        "let_op": WAARSCHUWING,
        "vindplaats": "benchmarks/nederland/maak.py",
        "kolommen": [{"naam": n, "omschrijving": n, "eenheid": None} for n in frame],
    }
    _schrijf_tabel(doel, bestand, frame, bron=CAPACITEIT, **zij)
    kolommen = {
        "gemeentecode": "gemeentecode",
        "netto_behoefte_laag": "behoefte_laag",
        "netto_behoefte_hoog": "behoefte_hoog",
        "hard_ongesplitst": "hard",
    }
    kop = {naam: waarde for naam, waarde in basis.items() if naam != "voorganger"} | {
        "editie": editie,
        "naam": f"{editie} ({LABEL})",
        "periode": {"van": VAN, "tot_en_met": TOT - 1, "gepubliceerd": None},
        "prognose": f"geen ({LABEL})",
        "definitie": "rekenhulp",
        "toets_toelichting": WAARSCHUWING,
        "noten": [WAARSCHUWING],
        "balans": {
            "vorm": "tabel",
            "bestand": bestand,
            "telling": "onbekend",
            "kolommen": kolommen,
        },
    }
    _schrijf_yaml(doel / f"data/edities/{editie}.yml", kop)


def rekenhulp(leden: Sequence[Gemeente]) -> pd.Series:
    """The stand-in for the need by gemeentecode (dwellings, Float64, <NA> unknown); see the module."""
    namen = {lid.code: lid.naam for lid in leden}

    def stand(bestand: str, jaar: int, getallen: list[str]) -> pd.DataFrame:
        frame = _lees(bestand)
        frame = frame.loc[frame["jaar"] == str(jaar), ["gemeentecode", *getallen]]
        heel, _ = herleid(frame.astype(dict.fromkeys(getallen, "Int64")), namen, getallen)
        return heel.set_index("gemeentecode")[getallen].astype("Float64")

    begin_, einde = (stand(PROGNOSE, jaar, ["bevolking"])["bevolking"] for jaar in (VAN, TOT))
    geteld = stand(INWONERS, VAN, ["inwoners", "huishoudens"])
    behoefte = ((einde - begin_) / (geteld["inwoners"] / geteld["huishoudens"])).clip(lower=0)
    past = (begin_ / geteld["inwoners"] - 1).abs() <= AFWIJKING
    return behoefte.where(past.fillna(False)).astype("Float64")


def _schrijf_tabel(
    doel: Path, bestand: str, frame: pd.DataFrame, *, bron: str = "", **zij: Any
) -> None:
    """Write a table and its sidecar: that of the raw file `bron` (without it the one of the same name), with `zij`."""
    pad, frame = doel / bestand, frame.drop(columns=NIET_GELEZEN, errors="ignore")
    pad.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(pad, index=False, encoding="utf-8", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    van = RAUW / f"{Path(bron or bestand).name}.yml"
    velden = yaml.safe_load(van.read_text(encoding="utf-8")) | zij
    velden["kolommen"] = [k for k in velden["kolommen"] if k["naam"] in frame]
    velden["sha256"] = hashlib.sha256(pad.read_bytes()).hexdigest()
    _schrijf_yaml(pad.with_name(f"{pad.name}.yml"), velden)


def _schrijf_yaml(pad: Path, inhoud: dict[str, Any] | Iterable[Any]) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    tekst = yaml.safe_dump(inhoud, allow_unicode=True, sort_keys=False, width=100)
    pad.write_text(tekst, encoding="utf-8", newline="\n")


def main() -> None:
    """The command line."""
    lezer = argparse.ArgumentParser(description="Maak een project van heel Nederland.")
    lezer.add_argument("doel", type=Path, help="nieuwe of lege map")
    lezer.add_argument("--gemeenten", type=int, help="de eerste zoveel")
    lezer.add_argument("--rekenhulp", action="store_true", help=f"met een {LABEL}")
    lezer.add_argument("--edities", type=int, default=1, help="met rekenhulp zoveel edities")
    opties = lezer.parse_args()
    print(maak(opties.doel, opties.gemeenten, rekenhulp=opties.rekenhulp, edities=opties.edities))


if __name__ == "__main__":
    main()
