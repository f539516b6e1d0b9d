"""Housing of statushouders in figures, tables and sentences: context, it judges no article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from woonanalyse.afscherming.regels import Regels
from woonanalyse.kern.beeld.stijl import GEARCEERD, GRIJS, HOOFDSTUKKEN, eigen_stijl
from woonanalyse.kern.beeld.tekening import (
    KLEIN,
    bij,
    getalas,
    leeg,
    namenas,
    onbekend,
    staaf,
    telas,
    vel,
)
from woonanalyse.kern.beeld.tonen import Beeld, maak_beeld
from woonanalyse.kern.getal import (
    ONBEKEND,
    aantal,
    datum,
    geen_getal,
    hoeveel,
    opsomming,
    procent,
    rond,
    tienden,
)
from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd
from woonanalyse.kern.nummering import ARTIKEL, Nummering
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.statushouders import bevindingen
from woonanalyse.onderwerpen.statushouders.model import (
    gevraagde_inwoners,
    halfjaren,
    reden_onbekend,
    woningen_nodig,
)
from woonanalyse.onderwerpen.statushouders.woorden import halfjaar, van_dagen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KLEUR = HOOFDSTUKKEN["statushouders"]


def antwoord(frame: pd.DataFrame, regio: str) -> str:
    """The chapter's opening: the task of the last half-year that is known, and what is not known."""
    bekend = frame[frame["taakstelling"].notna()]
    if bekend.empty:
        return f"De taakstelling voor {regio} is onbekend. Zij weegt bij geen enkele afspraak mee."
    laatste = bekend["halfjaar"].max()
    rijen = bekend[bekend["halfjaar"] == laatste]
    alle, met = frame["halfjaar"].nunique(), bekend["halfjaar"].nunique()
    hele = "samen" if len(rijen) == frame["gemeentecode"].nunique() else "voor zover bekend"
    eerste = (
        f"{_wie_hadden(len(rijen), regio)} in {halfjaar(laatste)} {hele} een wettelijke "
        f"taakstelling van {aantal(rijen['taakstelling'].sum())} te huisvesten statushouders, berekend "
        f"naar rato van inwoners{van_dagen(rijen)}."
    )
    weg = _zonder_landelijk(alle - met, alle)
    return f"{eerste} {_geleverd(frame)}{weg}. Deze cijfers wegen bij geen enkele afspraak mee."


def _geleverd(frame: pd.DataFrame) -> str:
    """Of how many municipalities it is known how many were housed, and of how many it is known and not
    shown."""
    dicht = frame.loc[frame["gerealiseerd"].map(is_afgeschermd).astype(bool), "gemeentecode"]
    open_ = frame.loc[frame["gerealiseerd"].notna(), "gemeentecode"].nunique()
    if not open_ and dicht.empty:
        return "Hoeveel er per gemeente zijn gehuisvest is onbekend: die levering ontbreekt"
    wat = "hoeveel er in ten minste één halfjaar zijn gehuisvest"
    delen = [
        f"an {hoeveel(aan, 'gemeente', 'gemeenten')} is {hoe} {wat}"
        for aan, hoe in ((open_, "bekend"), (dicht.nunique(), AFGESCHERMD))
        if aan
    ]
    return f"V{'; v'.join(delen)}"


def _wie_hadden(aan: int, regio: str) -> str:
    return f"De gemeente van {regio} had" if aan == 1 else f"De {aan} gemeenten van {regio} hadden"


def _zonder_landelijk(aan: int, totaal: int) -> str:
    """Of how many half-years there is no national task; may be empty."""
    if not aan:
        return ""
    return f"; van {aan} van de {totaal} halfjaren is de landelijke taakstelling onbekend"


def inwonerszin(frame: pd.DataFrame) -> str:
    """Of which date the inhabitants are that the tasks were computed with, and where that is another than
    the rule asks for; empty without a known task."""
    bekend = frame[frame["taakstelling"].notna() & frame["inwonersdatum"].notna()]
    per_dag = bekend.groupby("inwonersdatum")["halfjaar"].agg(lambda deel: sorted(set(deel)))
    delen = [f"van {datum(dag)} ({opsomming(list(hj))})" for dag, hj in per_dag.items()]
    anders = sorted(
        {h for dag, deel in per_dag.items() for h in deel if dag != gevraagde_inwoners(h)}
    )
    if not delen:
        return ""
    zin = f"Gerekend is met de inwoners {opsomming(delen)}."
    if not anders:
        return zin
    return (
        f"{zin} Voor {opsomming(anders)} zijn die van 1 januari van het jaar ervoor niet in ons bezit, en is "
        "de dichtstbijzijnde datum genomen."
    )


def gemeente(
    frame: pd.DataFrame,
    naam: str,
    per_woning: Mapping[str, Any] | None,
) -> str:
    """What is known of one municipality: task, rate or why not, dwellings."""
    eigen = frame[(frame["gemeente"] == naam) & frame["taakstelling"].notna()]
    if eigen.empty:
        zinnen = [f"De taakstelling van {naam} is onbekend."]
    else:
        rij = eigen.sort_values("halfjaar").iloc[-1]
        zinnen = [
            f"Naar rato van inwoners ({datum(rij['inwonersdatum'])}) is voor {naam} in "
            f"{halfjaar(rij['halfjaar'])} een taakstelling van {_personen(rij['taakstelling'])} berekend.",
            _voortgang(rij),
            _woningen(eigen.tail(1), per_woning),
        ]
    return " ".join(zin for zin in zinnen if zin)


def _voortgang(rij: pd.Series) -> str:
    reden, gedaan = reden_onbekend(rij), rij["gerealiseerd"]
    if reden is not None and pd.isna(gedaan) and not is_afgeschermd(gedaan):
        return "Hoeveel er zijn gehuisvest, is niet geleverd."
    if reden is not None:
        return f"Welk deel daarvan is gehuisvest is {geen_getal(rij['percentage'])}: {reden}."
    deel = procent(float(rij["percentage"]) / 100)
    return (
        f"Met de overloop was de opgave {aantal(rij['opgave'])}; daarvan zijn er "
        f"{aantal(rij['gerealiseerd'])} gehuisvest ({deel})."
    )


def _woningen(rijen: pd.DataFrame, per_woning: Mapping[str, Any] | None) -> str:
    if per_woning is None:
        return (
            "Hoeveel woningen daarvoor nodig zijn is onbekend: er is geen bron voor het aantal personen per "
            "woning."
        )
    opgave = rijen["opgave"].notna().all()
    basis, woord = (
        ("opgave", "opgave") if opgave else ("taakstelling", "taakstelling zonder overloop")
    )
    nodig = woningen_nodig(rijen[basis], per_woning).iloc[0]
    return (
        f"Bij {tienden(per_woning['personen'] / per_woning['woningen'])} personen per woning (een aanname) "
        f"vraagt de {woord} om ongeveer {aantal(nodig)} "
        f"woning{'' if nodig == 1 else 'en'}."
    )


def buiten_programma(
    uitgezonderd: pd.Series,
    eigen: Sequence[int],
    alle: Sequence[int],
    woord: Nummering = ARTIKEL,
) -> str:
    """Capacity outside the programme, from `uitgezonderd` of the edition.

    `eigen`: the article on statushouders; `alle`: those on all that is left out.
    """
    if uitgezonderd.isna().all():
        return (
            "Hoeveel plancapaciteit in bestaande voorraad specifiek voor statushouders is bedoeld en buiten "
            f"het woningbouwprogramma blijft{woord.tussen(eigen)} is onbekend: die levering ontbreekt."
        )
    woningen = aantal(uitgezonderd.sum())
    return f"Buiten het woningbouwprogramma blijven {woningen} woningen{woord.tussen(alle)}."


def taken(frame: pd.DataFrame, naam: str) -> Beeld:
    """The task per half-year of one area (summed over the rows given); a gap stays a gap."""
    groep = frame.groupby("halfjaar")["taakstelling"]
    waarden = groep.sum().astype("Int64").where(groep.count() == groep.size())
    hoogste = max([int(w) for w in waarden.dropna()], default=1) or 1
    with eigen_stijl():
        figuur = vel(66)
        assen = figuur.subplots()
        for plek, waarde in enumerate(waarden):
            if pd.isna(waarde):
                assen.text(
                    plek, hoogste * 0.03, ONBEKEND, rotation=90, ha="center", va="bottom",
                    color=GRIJS, fontstyle="italic", fontsize=KLEIN,
                )  # fmt: skip
                continue
            assen.bar(plek, int(waarde), width=0.62, color=KLEUR)
            assen.text(plek, int(waarde), aantal(waarde), ha="center", va="bottom", fontsize=KLEIN)
        assen.set_xticks(range(len(waarden)), list(waarden.index), rotation=90, fontsize=KLEIN)
        assen.set_xlim(-0.6, len(waarden) - 0.4)
        assen.set_ylim(0, hoogste * 1.14)
        assen.yaxis.set_major_formatter(lambda waarde, _: rond(waarde))
        telas(assen, "personen")
    woorden = {halfjaar(str(h)): w for h, w in waarden.items()}
    bijschrift = (
        f"{bevindingen.taak(woorden, naam)} Wettelijke taakstelling per halfjaar, berekend naar rato van "
        f"inwoners{van_dagen(frame)}"
    )
    delen = [f"{h} {aantal(w)}" for h, w in waarden.items() if pd.notna(w)]
    gaten = [str(h) for h, w in waarden.items() if pd.isna(w)]
    alt = f"Staafdiagram van {naam} per halfjaar: {opsomming(delen) or 'geen bekende waarde'}."
    alt += f" Onbekend: {opsomming(gaten)}." if gaten else ""
    return maak_beeld(figuur, alt, bijschrift)


def overloop(land: pd.DataFrame, controle: pd.DataFrame) -> Beeld:
    """The national task, backlog and number housed per half-year, side by side; what is missing says so.

    `land` of the sources, `controle` of model.land_controle for a backlog that is computed.
    """
    rijen = _landrijen(land, controle)
    panelen = [
        ("taakstelling", "Taakstelling"),
        ("achterstand", "Achterstand bij het begin"),
        ("gerealiseerd", "Gehuisvest"),
    ]
    with eigen_stijl():
        figuur = vel(24 + 4.4 * len(rijen))
        vakken = figuur.subplots(1, len(panelen), sharey=True)
        for assen, (veld, titel) in zip(vakken, panelen, strict=True):
            for plek, rij in enumerate(rijen.to_dict("records")):
                _landstaaf(assen, plek, rij, veld)
            assen.set_title(titel)
            getalas(assen, "personen", nbins=3)
            if rijen[veld].isna().all():
                leeg(assen)
            else:
                assen.set_xlim(min(0, int(rijen[veld].min())), max(int(rijen[veld].max()), 1) * 1.5)
        namenas(vakken[0], list(rijen["halfjaar"]))
    regels = [
        f"{r.halfjaar} taakstelling {aantal(r.taakstelling)}, achterstand {aantal(r.achterstand)}"
        f"{' (berekend)' if r.herkomst == 'berekend' else ''}, gehuisvest {aantal(r.gerealiseerd)}"
        for r in per_rij(rijen)
    ]
    woorden = rijen.assign(halfjaar=rijen["halfjaar"].map(halfjaar))
    gerekend = (rijen["herkomst"] == "berekend") & rijen["achterstand"].notna()
    return maak_beeld(
        figuur,
        f"Staafdiagram in drie panelen, per halfjaar voor heel Nederland. {'; '.join(regels)}.",
        f"{bevindingen.achterstand(woorden)} Taakstelling, achterstand en gehuisveste statushouders in heel "
        f"Nederland per halfjaar, in personen{'; gearceerd is berekend' if gerekend.any() else ''}",
    )


def _landrijen(land: pd.DataFrame, controle: pd.DataFrame) -> pd.DataFrame:
    """Every half-year from the first to the last, known or not, with where its backlog comes from."""
    gerekend = controle[controle["herkomst"] == "berekend"].set_index("halfjaar")
    rijen = land.set_index("halfjaar").reindex(halfjaren(land["halfjaar"]))
    zelf = gerekend["achterstand"].reindex(rijen.index)
    rijen["herkomst"] = zelf.notna().map({True: "berekend", False: "gepubliceerd"})
    rijen["achterstand"] = rijen["achterstand_begin"].fillna(zelf)
    velden = ["halfjaar", "taakstelling", "achterstand", "herkomst", "gerealiseerd"]
    return rijen.rename_axis("halfjaar").reset_index()[velden]


def _landstaaf(assen: Axes, plek: int, rij: Mapping[Any, Any], veld: str) -> None:
    if pd.isna(rij[veld]):
        onbekend(assen, plek)
        return
    gerekend = veld == "achterstand" and rij["herkomst"] == "berekend"
    vol = {"facecolor": KLEUR, "edgecolor": KLEUR}
    staaf(assen, plek, int(rij[veld]), hoogte=0.6, **(GEARCEERD if gerekend else vol))
    bij(assen, max(int(rij[veld]), 0), plek, aantal(rij[veld]))


def controlezin(som: pd.DataFrame, provincie: pd.DataFrame, naam: str) -> str:
    """What the checks of the method say."""
    bekend = som[som["verschil"].notna()]
    zinnen = []
    if len(bekend):
        grootste = bekend["verschil"].abs().max()
        zinnen.append(
            "Door het afronden wijkt de som van de gemeenten ten hoogste "
            f"{tienden(grootste)} personen af van het aandeel van de regio."
        )
    vergeleken = provincie[provincie["verschil"].notna()]
    if vergeleken.empty:
        zinnen.append(
            f"Geen van de {len(provincie)} gepubliceerde taakstellingen van {naam} is geheel na te rekenen: "
            "van elke periode ontbreekt ten minste één landelijk cijfer."
        )
    else:
        zinnen.append(
            f"Van {len(vergeleken)} van de {len(provincie)} gepubliceerde taakstellingen van {naam} is de "
            f"berekening te vergelijken; het grootste verschil is "
            f"{aantal(vergeleken['verschil'].abs().max())}."
        )
    return " ".join(zinnen)


def taaknoten(land: pd.DataFrame) -> str:
    """What the sources add to the national tasks that are used, such as that one is an estimate."""
    bekend = land[land["taakstelling"].notna() & (land["toelichting"] != "")]
    noten = [f"{rij.halfjaar}: {rij.toelichting}" for rij in per_rij(bekend)]
    return f"Bij de landelijke taakstelling zegt de bron: {'; '.join(noten)}." if noten else ""


def kleine_aantallenzin(regels: Regels) -> str:
    """The rule on small counts."""
    return (
        f"Aantallen gehuisveste personen van {regels.klein_van} tot en met {regels.klein_tot} zijn "
        f"{AFGESCHERMD}, en alles waaruit zij zijn terug te rekenen (saldo, percentage, latere overloop en "
        "opgave) ook: bij zulke aantallen kan iemand te herkennen zijn. Een nul wordt wel getoond."
    )


def woningenzin(per_woning: Mapping[str, Any] | None) -> str:
    """Where the number of persons per dwelling comes from."""
    if per_woning is None:
        return "Het aantal personen per woning is onbekend."
    noot = f" {per_woning['let_op']}" if "let_op" in per_woning else ""
    return f"Gerekend is met {_per_woning(per_woning)} ({per_woning['bron']}).{noot}"


def _per_woning(per_woning: Mapping[str, Any]) -> str:
    return f"{aantal(per_woning['personen'])} personen in {aantal(per_woning['woningen'])} woningen"


def _personen(aan: Any) -> str:
    return "1 persoon" if aan == 1 else f"{aantal(aan)} personen"
