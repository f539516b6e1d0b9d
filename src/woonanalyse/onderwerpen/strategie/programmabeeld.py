"""The programme per year and the bounds of an excess: tables and sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import (
    ONBEKEND,
    aantal,
    hoofdletter,
    opsomming,
    procent,
    reeks,
    rond,
    telwoord,
)
from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd
from woonanalyse.onderwerpen.strategie.stand import NORM

ZONDER = "Programma per jaar en subregio"
GEMEENTE, SUBREGIO, REGIO = "gemeente", "subregio", "regio"


def band(rij: Any, naam: str) -> str:
    """Both ends of a range, whole; onbekend where one is."""
    laag, hoog = rij[f"{naam}_laag"], rij[f"{naam}_hoog"]
    if pd.isna(laag) or pd.isna(hoog):
        return rond(laag if pd.isna(laag) else hoog)
    return reeks(rond(laag), rond(hoog))


def van(rijen: pd.DataFrame, naam: str) -> list[str]:
    """The code of each row: of a municipality its own, of what is larger that of the whole."""
    return codes(naam, [rij or 0 for rij in rijen["gemeentecode"].fillna("")]) or [code(naam)]


def regio_eerst(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows, those of the region first."""
    regio = (frame["niveau"] == REGIO).astype(bool)
    return pd.concat([frame[regio], frame[~regio]])


def jaren(rij: Any) -> str:
    """The years of a row, both included."""
    return reeks(str(rij["van"]), str(rij["tot_en_met"]), " t/m ")


def kop(programma: pd.DataFrame) -> str:
    """The finding as a heading: what was built in the first years, or else is expected, beside the need."""
    eerste = _eerste(programma)
    zonder = ZONDER if (programma["niveau"] == SUBREGIO).any() else ZONDER.split(" en ")[0]
    if eerste is None:
        return zonder
    gebouwd = pd.notna(eerste["gebouwd"])
    wat = aantal(eerste["gebouwd"]) if gebouwd else band(eerste, "verwacht")
    behoefte = band(eerste, "behoefte")
    if {ONBEKEND, AFGESCHERMD} & {wat, behoefte}:
        return zonder
    return (
        f"Programma: {wat} woningen {'gebouwd' if gebouwd else 'verwacht'} in {jaren(eerste)}, bij een "
        f"behoefte van {behoefte}"
    )


def _eerste(programma: pd.DataFrame) -> Any:
    regio = programma[programma["niveau"] == REGIO]
    return None if regio.empty else regio.iloc[0]


def zin(
    programma: pd.DataFrame, strategie: pd.DataFrame, parameters: Mapping[str, Mapping[str, Any]]
) -> str:
    """What the programme is made from, what the need is, and of which areas it is unknown."""
    per = programma[programma["niveau"] != GEMEENTE]
    bronnen = sorted({deel for tekst in per["gepland_bron"] for deel in str(tekst).split("; ")})
    uitleg = {
        "fasering": "wat het planregister per jaar noemt",
        "eigen tempo": "wat een gemeente in eerdere jaren per jaar bouwde, waar een plan geen jaren noemt",
    }
    if bronnen == ["eigen tempo"]:
        uitleg["eigen tempo"] = (
            "wat een gemeente in eerdere jaren per jaar bouwde: van geen plan zijn de jaren bekend"
        )
    bekend = [uitleg[bron] for bron in uitleg if bron in bronnen]
    if not bekend:
        return (
            "Wanneer er wordt gebouwd, is onbekend: er is geen fasering en geen eerder bouwtempo."
        )
    marge = (per["gepland_laag"] != per["gepland_hoog"]).any() and "fasering" in bronnen
    delen = [
        f"Gepland is {', en '.join(bekend)}{_WAAROM_MARGE if marge else ''}.",
        f"Verwacht is wat daarvan overblijft bij {_aannames(parameters)}.",
        _behoefte(strategie),
        "De behoefte is gelijk over de jaren verdeeld.",
    ]
    dicht = per["verwacht_laag"].map(is_afgeschermd).astype(bool)
    for wat, welke in ((ONBEKEND, per["verwacht_laag"].isna() & ~dicht), (AFGESCHERMD, dicht)):
        if namen := list(dict.fromkeys(per.loc[welke, "gebied"])):
            delen.append(f"Van {opsomming(namen)} is het {wat}.")
    return " ".join(deel for deel in delen if deel)


_WAAROM_MARGE = (
    "; een marge is er waar het jaar van plannen niet precies bekend of niet openbaar is"
)


def _aannames(parameters: Mapping[str, Mapping[str, Any]]) -> str:
    """Drop-out and delay as they are assumed."""
    uitval, later = parameters["uitval"], parameters["vertraging"]
    deel = reeks(procent(uitval["laag"], 0), procent(uitval["hoog"], 0))
    return f"{deel} uitval en {reeks(str(later['laag']), str(later['hoog']))} jaar vertraging"


def _behoefte(strategie: pd.DataFrame) -> str:
    """Where what a norm still asks stands in the place of the need; empty where it does nowhere."""
    leden = strategie[strategie["niveau"] == GEMEENTE]
    norm = leden["behoefte_bron"] == NORM
    if not norm.any():
        return ""
    wie = "Behoefte" if norm.all() else f"Van {opsomming(leden.loc[norm, 'gebied'])} is de behoefte"
    is_ = " is hier" if norm.all() else ""
    return f"{wie}{is_} wat de norm nog vraagt: een prognose is er niet."


def samen(programma: pd.DataFrame) -> pd.DataFrame:
    """The rows of the region and its subregions."""
    return programma[programma["niveau"].isin([REGIO, SUBREGIO])]


def per_gebied(programma: pd.DataFrame) -> Tabel:
    """Region and subregions in periods of three years."""
    return _tabel(regio_eerst(samen(programma)), "Gebied", "Programma per drie jaar")


def geteld(programma: pd.DataFrame) -> bool:
    """Whether of any of these years was counted what was built or demolished."""
    return bool(programma[["gebouwd", "gesloopt"]].notna().any(axis=None))


def getelde_jaren(programma: pd.DataFrame) -> str:
    """The years of which of every municipality was counted what was built, in words; empty where of none."""
    per = programma[programma["niveau"] == GEMEENTE]
    heel = per["gebouwd"].notna().groupby(per["van"]).all()
    return opsomming([str(jaar) for jaar in heel.index[heel]])


def per_jaar(programma: pd.DataFrame) -> Tabel:
    """Every municipality in every year."""
    rijen = programma[programma["niveau"] == GEMEENTE]
    return _tabel(rijen, "Gemeente", "Programma per gemeente en jaar")


@dataclass(frozen=True)
class _Kolom:
    """A column of the programme: its head, its name in a caption, its width, and what a row has there."""

    kop: str
    heet: str
    breed: int
    cel: Callable[[Any], str]


_KOLOMMEN = (
    _Kolom("Behoefte", "behoefte", -18, lambda rij: band(rij, "behoefte")),
    _Kolom("Gepland", "gepland", -18, lambda rij: band(rij, "gepland")),
    _Kolom("Gebouwd (gesloopt)", "gebouwd en gesloopt (CBS)", -17, lambda rij: _gebouwd(rij)),
    _Kolom("Verwacht", "verwacht", -18, lambda rij: band(rij, "verwacht")),
    _Kolom("Hard over", "wat er aan het eind hard over is", -18, lambda rij: band(rij, "hard")),
)


def _tabel(rijen: pd.DataFrame, wie: str, titel: str) -> Tabel:
    """The rows with each column of which something is known."""
    alle = [rij for _, rij in rijen.iterrows()]
    per_kolom = [(kolom, [kolom.cel(rij) for rij in alle]) for kolom in _KOLOMMEN]
    wel = [(kolom, cellen) for kolom, cellen in per_kolom if {*cellen} - {ONBEKEND}]
    cellen = [
        [veilig(rij["gebied"]), jaren(rij), *(van_kolom[nr] for _, van_kolom in wel)]
        for nr, rij in enumerate(alle)
    ] or [["geen", "", *[""] * len(wel)]]
    koppen = [wie, "Jaren", *(kolom.kop for kolom, _ in wel)]
    breed = [17, 20, *(kolom.breed for kolom, _ in wel)]
    wat = f": {opsomming([kolom.heet for kolom, _ in wel])}" if wel else ""
    bijschrift = f"{titel}{wat}, in woningen"
    return Tabel(tabel(koppen, cellen, breed, van(rijen, "programma")), bijschrift)


def _gebouwd(rij: Any) -> str:
    if pd.isna(rij["gebouwd"]) and pd.isna(rij["gesloopt"]):
        return ONBEKEND
    return f"{aantal(rij['gebouwd'])} ({aantal(rij['gesloopt'])})"


def gemeente(eigen: pd.DataFrame) -> str:
    """The programme of one municipality, its rows, in one sentence, over all years; empty without rows."""
    if eigen.empty:
        return ""
    laatste = eigen.iloc[-1]
    over, eind = band(laatste, "hard"), f"eind {laatste['tot_en_met']}"
    if over in (ONBEKEND, AFGESCHERMD):
        return f"Wat er {eind} aan harde plannen over is, is {over}."
    if over == "0":
        return f"{hoofdletter(eind)} is er naar verwachting geen woning in harde plannen meer over."
    zijn, wat = ("is", "woning") if over.split()[-1] == "1" else ("zijn", "woningen")
    return f"{hoofdletter(eind)} {zijn} er naar verwachting nog {over} {wat} in harde plannen over."


def _boven(strategie: pd.DataFrame) -> pd.DataFrame:
    """The municipalities that are above the norm at one end of the need."""
    return strategie[(strategie["niveau"] == GEMEENTE) & (strategie["te_veel_hoog"] > 0)]


def te_veel_zin(strategie: pd.DataFrame, woord: str, norm: str) -> str:
    """How much is above the norm in all, and how much of it is sure to lie in direct titles; `woord` is what
    the norm is called, `norm` says what it is."""
    boven = _boven(strategie)
    hoe = f" ({norm})" if norm else ""
    if boven.empty:
        return f"Van geen gemeente is bekend dat zij boven {woord} ligt{hoe}."
    wie = (
        "Eén gemeente ligt"
        if len(boven) == 1
        else f"{hoofdletter(telwoord(len(boven)))} gemeenten liggen"
    )
    if (boven["te_veel_laag"] == 0).fillna(False).any():
        wie = f"{wie} bij de laagste behoefte"
    som = boven[["te_veel_laag", "te_veel_hoog", "direct_laag", "direct_hoog"]].sum(skipna=False)
    kanten = ", aan de ene en de andere kant van de behoefte"
    samen = "" if len(boven) == 1 else "samen "
    over = band(som, "te_veel")
    if over in (ONBEKEND, AFGESCHERMD):
        return f"{wie} boven {woord}{hoe}; met hoeveel woningen {samen}is {over}."
    een = som["te_veel_laag"] == som["te_veel_hoog"]
    return f"{wie} boven {woord}{hoe}, met {samen}{over} woningen{'' if een else kanten}; {_zeker(som)}."


def _zeker(som: pd.Series) -> str:
    """How much of what is above the norm is sure to lie in direct titles."""
    direct = band(som, "direct")
    if direct in (ONBEKEND, AFGESCHERMD):
        return f"hoeveel daarvan zeker in direct te gebruiken titels zit, is {direct}"
    if som["direct_hoog"] == 0:
        return "dat kan geheel in plannen zitten die nog worden uitgewerkt"
    return f"daarvan zit {direct} zeker in direct te gebruiken titels"


def te_veel(strategie: pd.DataFrame, woord: str) -> Tabel:
    """Of every municipality that is above the norm at one end of the need: how much, and in which plans;
    `woord` is what the norm is called."""
    boven = _boven(strategie)
    mist = bool((boven["mist"] != "").any())
    rijen = [
        [
            veilig(rij["gebied"]),
            aantal(rij["hard"]),
            aantal(rij["hard_uitwerk"]),
            band(rij, "te_veel"),
            band(rij, "direct"),
            *([veilig(rij["mist"] or "niets")] if mist else []),
        ]
        for _, rij in boven.iterrows()
    ] or [["geen", *[""] * (5 if mist else 4)]]
    koppen = ["Gemeente", "Hard", "Nog uit te werken", f"Boven {woord}", "Zeker in directe titels"]
    breed = [16, -9, -14, -15, -17]
    if mist:
        koppen, breed = [*koppen, "Mist"], [*breed, 29]
    wel = zonder_onbekend(koppen, rijen, breed)
    zeker = koppen[4] in wel.koppen
    wat = (
        ", en hoeveel daarvan zeker in direct te gebruiken titels zit: meer dan er uit te werken is, kan "
        "niet uit uit te werken plannen komen"
    )
    return Tabel(
        tabel(wel.koppen, wel.rijen, wel.breed, van(boven, "strategie")),
        f"Wat boven {woord} ligt{wat if zeker else ''}{wel.weg}",
    )
