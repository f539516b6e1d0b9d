"""What this subject gives to the report: a value of its chapter, its box on a factsheet."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.besluit import besloten_op
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.gemeenten import rijen_van
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.registers import GEZAMENLIJK
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.herstel import beeld, bevindingen, verhaal, wegbeeld
from woonanalyse.onderwerpen.herstel.berekening import gepubliceerd
from woonanalyse.onderwerpen.herstel.model import waarom_geen_lijst
from woonanalyse.onderwerpen.herstel.terugweg import op_maat
from woonanalyse.onderwerpen.terugname.bron import Terugname


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The finding on the way back."""
    pad = bereken_een(dossier, "herstelpad")
    assert dossier.editie.termijn is not None
    gemeten = regiotellingen(dossier.editie)
    maat = op_maat_van(dossier)
    sindsdien = wegbeeld.regio_sindsdien(uit["terugweg"], gemeten, maat, dossier.regio.naam)
    kort = wegbeeld.kort(uit["terugweg"], dossier.regio.naam)
    later = [
        wegbeeld.latere_tellingen(*_later(dossier, uit["balans"], code, naam))
        for code, naam in uit["terugweg"][["gemeentecode", "gemeente"]]
        .drop_duplicates()
        .itertuples(index=False)
    ]
    return {
        "herstel": veilig(beeld.opening(pad, dossier.editie.termijn)),
        "herstel_kort": veilig(beeld.kort(pad)),
        "herstel_sindsdien": veilig(sindsdien),
        "herstel_later": veilig(" ".join(zin for zin in later if zin) or wegbeeld.NIET_LATER),
        "kop_herstel": veilig(bevindingen.terugweg_kop(beeld.boven(pad))),
        "sindsdien_kort": veilig(kort),
    }


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether anyone is above the norm, whether anything is known of what was done since, and whether there
    are points to discuss."""
    boven = beeld.boven(bereken_een(dossier, "herstelpad"))
    sindsdien = ["maatregelen", "maatregelen_afgeleid", "gebouwd", "capaciteit", "resterend_hoog"]
    return {
        "herstel": dossier.editie.opzet.toets and bool(len(boven)),
        "sindsdien": bool(uit["terugweg"][sindsdien].notna().any(axis=None)),
        "aandachtspunten": bool(len(uit["aandachtspunten"])),
    }


def vak(dossier: Dossier, uit: Tabellen, code: str) -> tuple[str, str]:
    """The term to restore the balance, what was taken back, and whether it is a point to discuss."""
    editie, balans = dossier.editie, uit["balans"]
    rij = balans[balans["gemeentecode"] == code].iloc[0]
    assert editie.termijn is not None
    maximum = editie.norm_staat_in
    delen = [
        beeld.termijnzin(rij, editie.termijn, maximum, editie.opzet.datum_rapport)
        if editie.opzet.toets
        else beeld.zonder_toets(editie.termijn, maximum)
    ]
    if terugname := dossier.eventuele_bron(Terugname):
        delen.append(beeld.teruggenomen(rijen_van(terugname.terug, code)))
    besluit = besloten_op(editie.registers, dossier.regio.gemeenten, editie.opzet)
    reden = waarom_geen_lijst(editie.opzet, maximum, editie.volledig, besluit)
    weg = uit.get("terugweg")
    eigen = rij_van_weg(weg, code)
    later = verhaal.erna(_gemeten(dossier, balans, code), editie.opzet.peildatum)
    delen += [wegbeeld.tempo(eigen[:1]), wegbeeld.stand_nu(later, eigen, _op_maat(dossier, code))]
    punt = beeld.aandachtspunt(uit.get("aandachtspunten"), code, reden)
    delen.append(punt)
    kop = "Hersteltermijn en aandachtspunt" if punt else "Hersteltermijn"
    return kop, veilig(" ".join(deel for deel in delen if deel))


def vervolg(dossier: Dossier, uit: Tabellen, code: str) -> tuple[str, str] | None:
    """The way back of a municipality that is above the norm, told from the registers: heading, Markdown."""
    eigen = rij_van_weg(uit.get("terugweg"), code)
    if eigen.empty:
        return None
    gemeten = _gemeten(dossier, uit["balans"], code)
    regels = verhaal.verhaal(
        _registers(dossier, code), gemeten, _gebouwd(dossier, code), dossier.regio.nummering
    )
    lijst = "\n".join(f"- {veilig(regel)}" for regel in regels)
    inleiding = veilig(wegbeeld.tempo(eigen))
    return "De weg terug, zoals de registers die kennen", f"{inleiding}\n\n{lijst}".strip()


def rij_van_weg(weg: pd.DataFrame | None, code: str) -> pd.DataFrame:
    """The rows of one municipality; none where the table is not there."""
    return pd.DataFrame() if weg is None else weg[weg["gemeentecode"] == code]


def regiotellingen(editie: Editie) -> list[verhaal.Telling]:
    """What registers and other sources say of the hard plans of the whole region, by date."""
    frame = editie.feiten["capaciteiten"]
    gemeten = verhaal.uit_register(frame[frame["partij"] == GEZAMENLIJK])
    return verhaal.erna(gemeten, editie.opzet.peildatum)


def op_maat_van(dossier: Dossier) -> dict[str, str]:
    """By name of a party, members first, what the register has of agreements with it alone."""
    leden = dossier.regio.gemeenten
    namen = dict(zip(leden["gemeentecode"], leden["gemeente"], strict=True))
    partijen = [*namen, *dossier.editie.feiten["afspraken_op_maat"]["partij"]]
    alle = {namen.get(wie, wie): _op_maat(dossier, wie) for wie in partijen}
    return {naam: wat for naam, wat in alle.items() if wat}


def _op_maat(dossier: Dossier, partij: str) -> str:
    return op_maat(dossier.editie.feiten["afspraken_op_maat"], partij)


def _registers(dossier: Dossier, code: str) -> dict[str, pd.DataFrame]:
    return {naam: rijen_van(f, code, "partij") for naam, f in dossier.editie.feiten.items()}


def _gemeten(dossier: Dossier, balans: pd.DataFrame, code: str) -> list[verhaal.Telling]:
    eigen = balans[balans["gemeentecode"] == code]
    editie = dossier.editie
    register = rijen_van(editie.feiten["capaciteiten"], code, "partij")
    return verhaal.tellingen(eigen, editie.opzet, register, gepubliceerd(editie))


def _later(
    dossier: Dossier, balans: pd.DataFrame, code: str, naam: str
) -> tuple[str, list[verhaal.Telling], list[str]]:
    """The name of a municipality, its counts of after the reference date, when measures took effect."""
    gemeten = _gemeten(dossier, balans, code)
    gevolgen = verhaal.gevolgen(_registers(dossier, code), gemeten, _gebouwd(dossier, code))
    return naam, verhaal.erna(gemeten, dossier.editie.opzet.peildatum), gevolgen


def _gebouwd(dossier: Dossier, code: str) -> dict[int, int]:
    """Dwellings built by year; empty where the region has no such source."""
    bron = dossier.eventuele_bron(Woningvoorraad)
    if bron is None:
        return {}
    eigen = bron.voorraad[bron.voorraad["gemeentecode"] == code].dropna(subset=["nieuwbouw"])
    return {int(r.jaar): int(r.nieuwbouw) for r in per_rij(eigen)}
