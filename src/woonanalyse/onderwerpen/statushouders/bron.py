"""Housing of statushouders: national and provincial tasks, deliveries, supervision, inhabitants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import pandas as pd

from woonanalyse.kern.bron import Bron
from woonanalyse.kern.formulier import formulieren
from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.gemeenten import controleer_leden, rijen_van
from woonanalyse.kern.gemeentenamen import met_eigen_namen
from woonanalyse.kern.indeling.ledentabel import van_nu, zonder_oude
from woonanalyse.kern.indeling.opvolging import samenvoegingen
from woonanalyse.kern.kolomeis import geheel, gemeentecode, jaar, patroon, tekst, woningen
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.tabel import dubbele_rijen, dubbele_sleutels, lees_tabel
from woonanalyse.kern.yamlbestand import controleer_verwijzingen, lees_yaml
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.statushouders import inwoners

_MAAND = patroon(r"(19|20)\d\d-(0[1-9]|1[0-2])", "een maand als 2016-07", "datum")
_DAG = r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"

TAAKSTELLING = {
    "niveau": patroon("land|provincie|gemeente", "land, provincie of gemeente"),
    "gebied": tekst(),
    "gemeentecode": gemeentecode(leeg=True),
    "periode_van": _MAAND,
    "periode_tot_en_met": _MAAND,
    "taakstelling": woningen(leeg=True, grens="mensen"),
    "achterstand_begin": geheel(leeg=True, grens="mensen"),
    "opgave_totaal": geheel(leeg=True, grens="mensen"),
    "gerealiseerd": woningen(leeg=True, grens="mensen"),
    "peildatum_realisatie": patroon(f"({_DAG})?", "een datum als 2016-12-31; leeg mag", "datum"),
    "toelichting": tekst(leeg=True),
    "bron": tekst(),
    "bron_url": tekst(leeg=True),
}

TOEZICHT = {
    "gemeentecode": gemeentecode(),
    "gemeentenaam": tekst(),
    "jaar": jaar(),
    "oordeel_statushouders": tekst(),
    "toelichting": tekst(leeg=True),
    "bron": tekst(),
    "bron_url": tekst(leeg=True),
}

REGISTER = formulieren()["statushouders"].kolommen
"""What a delivery holds. gerealiseerd: people housed in the half-year; overloop: arrears (+) or lead (-)
at its start; verplaatst: task that goes from gemeentecode to naar_gemeentecode by the decision in bron.
Several rows of one kind for one half-year: the latest datum holds (a correction after the fact)."""


@dataclass(frozen=True)
class Statushouders(Bron):
    """All that is known of the task and the housing of statushouders; numbers are people.

    `land`: halfjaar, taakstelling, achterstand_begin, opgave_totaal, gerealiseerd, toelichting, bron.
    `perioden` (province and single municipalities): niveau, gebied, gemeentecode, periode_van,
    periode_tot_en_met (months) and the same numbers. `toezicht`: gemeentecode, gemeente, jaar, oordeel,
    bron. `inwoners`: gemeentecode, datum, inwoners; `inwoners_land` and `inwoners_provincie`: datum,
    inwoners. `register`: the columns of REGISTER, maybe without rows. `samenvoegingen` of members;
    `personen_per_woning`: rules and parameters, as the file gives them.
    """

    land: pd.DataFrame
    perioden: pd.DataFrame
    toezicht: pd.DataFrame
    inwoners: pd.DataFrame
    inwoners_land: pd.DataFrame
    inwoners_provincie: pd.DataFrame
    register: pd.DataFrame
    samenvoegingen: list[dict[str, Any]]
    personen_per_woning: dict[str, Any]

    def van_gemeente(self, code: str) -> Self:
        """What one member needs: its own rows, and those of what it was merged from."""
        samen = samenvoegingen([code])
        codes = {code, *(oud for s in samen for oud in s["oud"])}
        van, naar = (self.register[k].isin(codes) for k in ("gemeentecode", "naar_gemeentecode"))
        eigen = self.inwoners["gemeentecode"].isin(codes)
        return replace(
            self,
            samenvoegingen=samen,
            perioden=rijen_van(self.perioden, "provincie", "niveau"),
            toezicht=rijen_van(self.toezicht, code),
            inwoners=self.inwoners[eigen].reset_index(drop=True),
            register=self.register[van | naar].reset_index(drop=True),
        )


def lees(wortel: Path, regio: Regio, bestand: str) -> Statushouders:
    """Read `bestand` and the files it names; raises InvoerFout with all problems of all of them."""
    gemeenten = regio.gemeenten
    regels, problemen = lees_yaml(wortel, bestand, "onderwerpen/statushouders/instellingen")
    if regels is None:
        raise InvoerFout(problemen)
    codes = _codes(regio)
    bron = regels["inwoners"]
    paden = {
        "taakstelling": regels["taakstelling"],
        "toezicht": regels["toezicht"],
        **{f"inwoners.{naam}": bron[naam] for naam in ("gemeenten", "land", "los")},
        **({"register": regels["register"]} if regels["register"] else {}),
    }
    if weg := controleer_verwijzingen(wortel, bestand, paden):
        raise InvoerFout(weg)
    taken, p1 = lees_tabel(wortel, regels["taakstelling"], TAAKSTELLING)
    p1 += [] if taken is None else _controleer_perioden(taken, regels["taakstelling"])
    toezicht, p2 = lees_toezicht(wortel, regels["toezicht"], gemeenten, regels["toezicht_woorden"])
    leden, p3 = inwoners.lees_gemeenten(wortel, bron["gemeenten"], codes, gemeenten)
    land, p4 = inwoners.lees_land(wortel, bron["land"], bron["los"], bron["code_land"])
    provincie, p5 = inwoners.lees_gebied(wortel, bron["los"], bron["code_provincie"])
    register, p6 = lees_register(wortel, regels["register"], codes)
    rauw = list(paden.values())
    zij = [lees_zijbestand(wortel, pad) for pad in rauw]
    alles = [*p1, *p2, *p3, *p4, *p5, *p6, *(p for _, fouten in zij for p in fouten)]
    gelezen = (taken, toezicht, leden, land, provincie, register)
    if alles or any(frame is None for frame in gelezen):
        raise InvoerFout(dict.fromkeys(alles))
    assert taken is not None
    return Statushouders(
        land=_land(taken),
        perioden=taken[taken["niveau"] != "land"].reset_index(drop=True),
        toezicht=toezicht,
        inwoners=leden,
        inwoners_land=land,
        inwoners_provincie=provincie,
        register=register,
        samenvoegingen=samenvoegingen(gemeenten["gemeentecode"]),
        personen_per_woning=regels["personen_per_woning"],
        zijbestanden=[inhoud for inhoud, _ in zij if inhoud],
        bestanden=[bestand, *rauw],
    )


def lees_toezicht(
    wortel: Path, bestand: str, gemeenten: pd.DataFrame, woorden: Mapping[str, str]
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """What the province said of each member: gemeentecode, gemeente, jaar, oordeel (by `woorden`), bron.

    Of a member that was merged since then nothing was said: it has no row."""
    frame, problemen = lees_tabel(wortel, bestand, TOEZICHT)
    if frame is None:
        return None, problemen
    vreemd = frame.loc[~frame["oordeel_statushouders"].isin(woorden), "oordeel_statushouders"]
    leden = van_nu(frame, gemeenten)
    frame = zonder_oude(frame, bestand, gemeenten)
    problemen = controleer_leden(frame, bestand, leden) + [
        Probleem(
            bestand,
            "een van " + ", ".join(woorden),
            rij=int(rij),
            kolom="oordeel_statushouders",
            waarde=waarde,
        )
        for rij, waarde in vreemd.items()
    ]
    if problemen:
        return None, problemen
    frame = met_eigen_namen(frame, gemeenten)
    kern = pd.DataFrame(
        {
            "gemeentecode": frame["gemeentecode"],
            "gemeente": frame["gemeentenaam"],
            "jaar": frame["jaar"],
            "oordeel": frame["oordeel_statushouders"].map(dict(woorden)),
            "bron": frame["bron"],
        }
    )
    volgorde = list(leden["gemeentecode"])
    return kern.set_index("gemeentecode").loc[volgorde].reset_index(), []


def controleer_register(wortel: Path, regio: Regio, bestand: str) -> list[Probleem]:
    """What is wrong with the rows of a register by the rules of the region."""
    regelbestand = regio.instellingen["statushouders"]
    regels, problemen = lees_yaml(wortel, regelbestand, "onderwerpen/statushouders/instellingen")
    if regels is None:
        return problemen
    return lees_register(wortel, bestand, _codes(regio))[1]


def _codes(regio: Regio) -> list[str]:
    """The members, and what they were merged from."""
    leden = list(regio.gemeenten["gemeentecode"])
    return [*leden, *(oud for samen in samenvoegingen(leden) for oud in samen["oud"])]


def lees_register(
    wortel: Path, bestand: str | None, codes: list[str]
) -> tuple[pd.DataFrame | None, list[Probleem]]:
    """The deliveries; without a file an empty table."""
    if bestand is None:
        return leeg_register(), []
    frame, problemen = lees_tabel(wortel, bestand, REGISTER, bewaakt=True)
    if frame is None:
        return None, problemen
    problemen = [
        Probleem(
            bestand, verwacht, rij=int(rij.Index), kolom=kolom, waarde=str(getattr(rij, kolom))
        )
        for rij in per_rij(frame)
        for kolom, verwacht in _bezwaren(rij, codes)
    ]
    sleutel = ["halfjaar", "soort", "gemeentecode", "naar_gemeentecode", "datum"]
    problemen += [
        Probleem(bestand, "één aantal per soort, halfjaar en datum", rij=int(rij), kolom="datum")
        for rij in frame.index[frame.duplicated(sleutel)]
    ]
    return (None, problemen) if problemen else (frame.reset_index(drop=True), [])


def _bezwaren(rij: Any, codes: list[str]) -> Iterator[tuple[str, str]]:
    """What is wrong between the cells of one delivery: the column, and what was expected."""
    verplaatst = rij.soort == "verplaatst"
    if rij.gemeentecode not in codes and not (verplaatst and rij.naar_gemeentecode in codes):
        yield "gemeentecode", "een gemeente van de regio"
    if verplaatst != bool(rij.naar_gemeentecode) or rij.naar_gemeentecode == rij.gemeentecode:
        yield "naar_gemeentecode", "een andere gemeente bij verplaatst, leeg bij de rest"
    if rij.aantal < 0 and rij.soort != "overloop":
        yield "aantal", "een aantal van 0 of meer; alleen overloop kan negatief zijn"


def leeg_register() -> pd.DataFrame:
    """A register without rows, typed as REGISTER."""
    return pd.DataFrame({naam: pd.Series(dtype="object") for naam in REGISTER}).astype(
        {"aantal": "Int64"}
    )


def _land(taken: pd.DataFrame) -> pd.DataFrame:
    """The national rows by half-year."""
    rijen = taken[taken["niveau"] == "land"]
    halfjaren = [f"{van[:4]}-{1 if van[5:] == '01' else 2}" for van in rijen["periode_van"]]
    kolommen = [
        "halfjaar", "taakstelling", "achterstand_begin", "opgave_totaal", "gerealiseerd",
        "toelichting", "bron",
    ]  # fmt: skip
    return rijen.assign(halfjaar=halfjaren)[kolommen].sort_values("halfjaar").reset_index(drop=True)


def _controleer_perioden(taken: pd.DataFrame, bestand: str) -> list[Probleem]:
    """National rows are half-years, each once; no period ends before it begins."""
    problemen = dubbele_rijen(taken, bestand)
    land = taken[taken["niveau"] == "land"]
    problemen += dubbele_sleutels(land, bestand, ["periode_van"], "elk halfjaar één keer")
    for rij, niveau, van, tot in taken[["niveau", "periode_van", "periode_tot_en_met"]].itertuples(
        name=None
    ):
        halfjaar = van[:4] == tot[:4] and (van[5:], tot[5:]) in (("01", "06"), ("07", "12"))
        if tot < van or (niveau == "land" and not halfjaar):
            verwacht = "een halfjaar bij land (01 t/m 06 of 07 t/m 12); einde niet voor begin"
            problemen.append(
                Probleem(bestand, verwacht, rij=rij, kolom="periode_tot_en_met", waarde=tot)
            )
    return problemen
