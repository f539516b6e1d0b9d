"""Changes since an earlier edition: panels, tables and sentences, each comparing like with like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from woonanalyse.beeld import bevindingen
from woonanalyse.beeld.herkomst import code, codes, met_herkomst
from woonanalyse.beeld.markdown import tabel, veilig
from woonanalyse.beeld.stijl import BLAUW, GEARCEERD, VOL, Vulling, eigen_stijl
from woonanalyse.beeld.tekening import (
    getalas,
    heel_procent,
    leeg,
    namenas,
    normlijn,
    onbekend,
    punt,
    sleutel,
    vel,
)
from woonanalyse.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.getal import ONBEKEND, aantal, band, datum, opsomming, procent, reeks, rond
from woonanalyse.model.oordeel import BUITEN, OP_DE_GRENS, oordeel
from woonanalyse.model.wijzigingen import GEEN_DEFINITIE


def panelen(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    kop_toen: Mapping[str, Any],
    kop_nu: Mapping[str, Any],
    norm: float,
) -> Beeld:
    """One panel per definition in `eigen`, both editions in each: open then, filled now.

    `wijzigingen` is of model.wijzigingen, `eigen` of its `eigen_definities`. Without a definition in
    common there is one panel that says onbekend.
    """
    delen = _per_definitie(wijzigingen, eigen)
    namen = _gemeenten(wijzigingen)
    bekend = wijzigingen[["dekking_toen", "dekking_nu"]].stack().dropna()
    hoogste = max([*bekend, norm]) * 1.08
    with eigen_stijl():
        figuur = vel(34 + 4.2 * len(namen))
        vakken = figuur.subplots(1, len(delen), sharey=True, squeeze=False)[0]
        for assen, deel in zip(vakken, delen, strict=True):
            _paneel(assen, deel, norm, hoogste)
        namenas(vakken[0], list(namen.values()))
        sleutel(
            figuur,
            [
                punt(f"editie {kop_toen['editie']}", "o", BLAUW, "white"),
                punt(f"editie {kop_nu['editie']}", "o", BLAUW),
            ],
        )
    bijschrift = (
        f"{_bevinding(wijzigingen, eigen, kop_nu, norm)} Harde plannen in % van de behoefte in "
        f"{kop_toen['naam']} en {kop_nu['naam']}; per paneel beide edities met dezelfde rekenwijze"
    )
    return maak_beeld(figuur, _alt_panelen(delen, kop_toen, kop_nu), bijschrift)


def _bevinding(
    wijzigingen: pd.DataFrame, eigen: Sequence[str], kop_nu: Mapping[str, Any], norm: float
) -> str:
    """The finding, by the definition of the edition itself."""
    deel = wijzigingen[wijzigingen["definitie"] == kop_nu["definitie"]]
    toen, nu = (_namen(deel, wanneer, norm, BUITEN) for wanneer in ("toen", "nu"))
    return bevindingen.edities(deel, toen, nu, kop_nu["definitie"] in eigen)


def _paneel(assen: Axes, deel: pd.DataFrame, norm: float, hoogste: float) -> None:
    delen = _rekenwijze(deel).split(", ", 1)
    assen.set_title(",\n".join(fill(regel, 40) for regel in delen), pad=18)
    for plek, (_, groep) in enumerate(deel.groupby("gemeentecode", sort=False)):
        for wanneer, hoogte, vulling in (("toen", -0.2, "white"), ("nu", 0.2, BLAUW)):
            waarden = groep[f"dekking_{wanneer}"]
            if waarden.isna().all() and groep["dekking_nu"].isna().all():
                if wanneer == "nu":
                    onbekend(assen, plek)
                continue
            if waarden.isna().any():
                onbekend(assen, plek + hoogte)
                continue
            laag, hoog = float(waarden.min()), float(waarden.max())
            assen.barh(
                plek + hoogte, hoog - laag, left=laag, height=0.26, linewidth=0.7, zorder=2,
                facecolor=vulling, edgecolor=BLAUW,
            )  # fmt: skip
            assen.plot(
                [laag, hoog], [plek + hoogte] * 2, "o", markersize=4, color=BLAUW,
                markerfacecolor=vulling, zorder=5,
            )  # fmt: skip
    normlijn(assen, norm, 13, hoogste)
    getalas(assen, "harde plannen, in % van de behoefte", heel_procent)


def _alt_panelen(
    delen: Sequence[pd.DataFrame], kop_toen: Mapping[str, Any], kop_nu: Mapping[str, Any]
) -> str:
    zinnen = []
    for deel in delen:
        regels = [
            f"{groep['gemeente'].iloc[0]} {band(groep['dekking_toen'], _heel)} en "
            f"{band(groep['dekking_nu'], _heel)}"
            for _, groep in deel.groupby("gemeentecode", sort=False)
        ]
        zinnen.append(f"{_rekenwijze(deel)}: {'; '.join(regels)}.")
    return (
        f"Puntendiagram in panelen, per gemeente eerst editie {kop_toen['editie']} en dan editie "
        f"{kop_nu['editie']}. {' '.join(zinnen)}"
    )


def vergelijking(
    wijzigingen: pd.DataFrame,
    definitie: Mapping[str, Any],
    kop_toen: Mapping[str, Any],
    kop_nu: Mapping[str, Any],
) -> Tabel:
    """Need, capacity and dekking then and now by one definition."""
    deel = wijzigingen[wijzigingen["definitie"] == definitie["id"]]
    rijen = [
        [
            veilig(groep["gemeente"].iloc[0]),
            band(groep["behoefte_toen"], aantal),
            band(groep["behoefte_nu"], aantal),
            band(groep["hard_toen"], aantal),
            band(groep["hard_nu"], aantal),
            band(groep["dekking_toen"], procent),
            band(groep["dekking_nu"], procent),
        ]
        for _, groep in deel.groupby("gemeentecode", sort=False)
    ]
    toen, nu = veilig(kop_toen["editie"]), veilig(kop_nu["editie"])
    koppen = [
        "Gemeente",
        *(f"{wat} {e}" for wat in ("Behoefte", "Hard", "Verhouding") for e in (toen, nu)),
    ]
    return Tabel(
        tabel(
            koppen,
            rijen,
            [18, -12, -16, -10, -10, -14, -20],
            codes("wijzigingen", _gemeenten(deel)),
        ),
        f"Behoefte, harde plancapaciteit en hun verhouding in {kop_toen['naam']} en {kop_nu['naam']}, in "
        f"woningen; beide edities volgens {definitie['naam']}",
    )


def kop(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    kop_toen: Mapping[str, Any],
    kop_nu: Mapping[str, Any],
    norm: float,
) -> str:
    """The finding as a heading: by the edition's own definition, who was above the norm in both."""
    deel = wijzigingen[wijzigingen["definitie"] == kop_nu["definitie"]]
    if kop_nu["definitie"] not in eigen or deel["dekking_verschil"].isna().any():
        return f"Sinds editie {kop_toen['editie']}: de verhouding is niet (geheel) te vergelijken"
    toen, nu = (set(_namen(deel, wanneer, norm, BUITEN)) for wanneer in ("toen", "nu"))
    blijven = sorted(toen & nu)
    wie = (
        f"{opsomming(blijven)} bleven"
        if len(blijven) > 1
        else f"{(blijven or ['geen gemeente'])[0]} bleef"
    )
    return f"Sinds editie {kop_toen['editie']}: {wie} boven {procent(norm, 0)} van de behoefte"


def kort(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    kop_toen: Mapping[str, Any],
    kop_nu: Mapping[str, Any],
    norm: float,
    terug: pd.DataFrame | None,
) -> str:
    """What changed, in a few lines: who moved over the norm by each definition, and what was taken back."""
    zinnen = [f"{kop(wijzigingen, eigen, kop_toen, kop_nu, norm)}."]
    for deel in _per_definitie(wijzigingen, eigen) if eigen else []:
        if deel["dekking_verschil"].isna().any():
            continue
        if deel["definitie"].iloc[0] == kop_nu["definitie"]:
            zinnen.append(_verschuiving(deel, norm))
        else:
            boven = _namen(deel, "nu", norm, BUITEN)
            wie = opsomming(boven) if boven else "geen enkele gemeente"
            ligt = "liggen" if len(boven) > 1 else "ligt"
            zinnen.append(f"Volgens {_wijze(deel)} {ligt} nu {wie} erboven.")
    zinnen += [
        f"{rij.gemeente} nam {str(rij.periode).replace('-', ' tot en met ')} "
        f"{aantal(rij.teruggenomen)} woningen terug."
        for rij in ([] if terug is None else terug.itertuples())
        if pd.notna(rij.teruggenomen)
    ]
    return " ".join(zin for zin in zinnen if zin)


def _verschuiving(deel: pd.DataFrame, norm: float) -> str:
    """Who left the norm behind, and who came above it; by one definition."""
    toen = set(_namen(deel, "toen", norm, BUITEN))
    nu, grens = (set(_namen(deel, "nu", norm, welk)) for welk in (BUITEN, OP_DE_GRENS))
    groepen = [
        ("van erboven naar op de grens", toen & grens),
        ("niet meer erboven", toen - nu - grens),
        ("nieuw erboven", nu - toen),
    ]
    delen = [f"{woorden}: {opsomming(sorted(namen))}" for woorden, namen in groepen if namen]
    zin = "; ".join(delen)
    return f"{zin[0].upper()}{zin[1:]}." if zin else ""


def opening(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    kop_toen: Mapping[str, Any],
    kop_nu: Mapping[str, Any],
    norm: float,
) -> str:
    """The answer at the head of the chapter: who was above the norm then and now, per definition."""
    toen, nu = kop_toen["editie"], kop_nu["editie"]
    if not eigen:
        return (
            f"De edities {toen} en {nu} zijn niet met dezelfde definitie te berekenen. Wat er per gemeente "
            "veranderde in behoefte en verhouding is daarom onbekend."
        )
    zinnen = [_openingszin(deel, toen, nu, norm) for deel in _per_definitie(wijzigingen, eigen)]
    if len(eigen) > 1:
        zinnen.append(
            f"De edities {toen} en {nu} rekenden elk op een eigen manier; hier staan ze steeds allebei "
            "volgens dezelfde definitie."
        )
    if _eenband(wijzigingen):
        zinnen.append(
            f"De prognoses verschillen ({kop_toen['prognose'] or ONBEKEND}; "
            f"{kop_nu['prognose'] or ONBEKEND}), en een van beide edities heeft een bandbreedte: aantallen "
            "gemeenten zijn niet te vergelijken."
        )
    return " ".join(zinnen)


def _openingszin(deel: pd.DataFrame, toen: str, nu: str, norm: float) -> str:
    """Who was above the norm in each edition, by one definition."""
    delen = [
        f"in editie {editie} {_wie_boven(deel, wanneer, norm)}"
        for editie, wanneer in ((toen, "toen"), (nu, "nu"))
    ]
    return (
        f"Volgens {_wijze(deel)} lag de harde plancapaciteit boven "
        f"{procent(norm, 0)} van de behoefte: {delen[0]}; {delen[1]}."
    )


def _wie_boven(deel: pd.DataFrame, wanneer: str, norm: float) -> str:
    """Names above the norm in one edition, and op de grens; how many are onbekend, if any."""
    gaten = deel.loc[deel[f"dekking_{wanneer}"].isna(), "gemeente"].nunique()
    if gaten == deel["gemeente"].nunique():
        return f"van alle gemeenten {ONBEKEND}"
    namen, grens = _namen(deel, wanneer, norm, BUITEN), _namen(deel, wanneer, norm, OP_DE_GRENS)
    wie = f"in {opsomming(namen)}" if namen else "in geen enkele gemeente"
    wie += f", op de grens in {opsomming(grens)}" if grens else ""
    return f"{wie} (van {gaten} {ONBEKEND})" if gaten else wie


def trend(
    wijzigingen: pd.DataFrame,
    eigen: Sequence[str],
    kop_toen: Mapping[str, Any],
    kop_nu: Mapping[str, Any],
) -> str:
    """Dekking of one municipality then and now, a row per definition; `wijzigingen` are its own rows."""
    delen = _per_definitie(wijzigingen, eigen)
    van = code("wijzigingen", wijzigingen["gemeentecode"].iloc[0])
    rijen = [
        [
            veilig(_rekenwijze(deel)),
            met_herkomst(band(deel["dekking_toen"], procent), van),
            met_herkomst(band(deel["dekking_nu"], procent), van),
        ]
        for deel in delen
    ]
    koppen = ["Harde plannen in %", kop_toen["editie"], kop_nu["editie"]]
    redenen = [deel["reden"].dropna() for deel in delen]
    waarom = list(dict.fromkeys(str(reden.iloc[0]) for reden in redenen if len(reden)))
    slot = (
        f"Verschil {ONBEKEND}: {'; '.join(waarom)}."
        if waarom
        else "Elke regel vergelijkt gelijk met gelijk."
    )
    return f"{tabel([veilig(k) for k in koppen], rijen, [40, -16, -24])}\n\n{veilig(slot)}"


def gebouwd(rij: pd.Series) -> str:
    """What was built and demolished in one municipality; `rij` of model.voorraad.naast_elkaar."""
    if pd.isna(rij["nieuwbouw"]) or pd.isna(rij["sloop"]):
        return "Wat er is gebouwd en gesloopt, is onbekend."
    zin = (
        f"Van {_jaren(rij)} zijn er {aantal(rij['nieuwbouw'])} woningen gebouwd en "
        f"{aantal(rij['sloop'])} gesloopt (CBS): {rond(rij['nieuwbouw_per_jaar'])} nieuwe per jaar."
    )
    if pd.isna(rij["behoefte_per_jaar_laag"]):
        return zin
    per_jaar = reeks(rond(rij["behoefte_per_jaar_laag"]), rond(rij["behoefte_per_jaar_hoog"]))
    return f"{zin} De behoefte is, gelijk over de jaren verdeeld, {per_jaar} per jaar."


def kort_terug(terug: pd.DataFrame) -> str:
    """Capacity taken back in one municipality, in short; empty when no source says so."""
    return " ".join(
        f"Van {aantal(rij.capaciteit)} woningen in harde plannen ({datum(rij.peildatum)}) zijn er "
        f"{str(rij.periode).replace('-', ' tot en met ')} {aantal(rij.teruggenomen)} gedeprogrammeerd."
        for rij in terug.itertuples()
    )


def naast_elkaar(naast: pd.DataFrame, kop: Mapping[str, Any]) -> Beeld:
    """Need per year, hard plans, built and demolished per year: three panels, one line per municipality."""
    naast, rij = naast.reset_index(drop=True), naast.iloc[0]
    with eigen_stijl():
        figuur = vel(26 + 3.8 * len(naast))
        behoefte, plannen, gebouwd = figuur.subplots(1, 3, sharey=True)
        _staven(behoefte, naast["behoefte_per_jaar_hoog"], GEARCEERD)
        _staven(behoefte, naast["behoefte_per_jaar_laag"].dropna(), VOL)
        _staven(plannen, naast["hard_totaal"], VOL)
        _staven(gebouwd, naast["nieuwbouw_per_jaar"], VOL)
        _staven(gebouwd, -naast["sloop_per_jaar"].dropna(), GEARCEERD)
        koppen = [
            (behoefte, "Behoefte per jaar", "laagste (vol), hoogste (gearceerd)"),
            (plannen, "Harde plannen", f"woningen op {datum(kop['peildatum'])}"),
            (gebouwd, "Gebouwd per jaar", "links van 0: gesloopt per jaar"),
        ]
        for assen, titel, uitleg in koppen:
            assen.set_title(titel)
            getalas(assen, uitleg, nbins=4)
            if not assen.patches:
                leeg(assen)
        namenas(behoefte, list(naast["gemeente"]))
    bijschrift = (
        f"{bevindingen.gebouwd(naast)} Behoefte en harde plannen volgens {kop['naam']}, gebouwd en gesloopt "
        f"volgens het CBS ({_jaren(rij)}), in woningen; behoefte gelijk over de jaren verdeeld"
    )
    return maak_beeld(figuur, _alt_naast(naast), bijschrift)


def _staven(assen: Axes, waarden: pd.Series, vulling: Vulling) -> None:
    """Bars at the places of the index; what is missing says so."""
    for plek, waarde in waarden.items():
        if pd.notna(waarde):
            assen.barh(plek, float(waarde), height=0.55, **vulling)
        else:
            onbekend(assen, plek)


def _alt_naast(naast: pd.DataFrame) -> str:
    regels = [
        f"{r.gemeente} behoefte {reeks(rond(r.behoefte_per_jaar_laag), rond(r.behoefte_per_jaar_hoog))} "
        f"per jaar, harde plannen {aantal(r.hard_totaal)}, gebouwd {rond(r.nieuwbouw_per_jaar)} en gesloopt "
        f"{rond(r.sloop_per_jaar)} per jaar"
        for r in naast.itertuples()
    ]
    return f"Staafdiagram in drie panelen. {'; '.join(regels)}."


def voorraad(naast: pd.DataFrame) -> Tabel:
    """Built, demolished, other additions and withdrawals apart, and the balance of all mutations."""
    kolommen = [
        "nieuwbouw", "sloop", "overige_toevoeging", "overige_onttrekking", "correctie", "saldo",
    ]  # fmt: skip
    rijen = [
        [veilig(rij["gemeente"]), *(aantal(rij[kolom]) for kolom in kolommen)]
        for _, rij in naast.iterrows()
    ]
    rijen.append(["**Samen**", *(aantal(naast[kolom].sum(skipna=False)) for kolom in kolommen)])
    koppen = [
        "Gemeente",
        "Nieuwbouw",
        "Sloop",
        "Overige toevoeging",
        "Overige onttrekking",
        "Correctie",
        "Saldo",
    ]
    return Tabel(
        tabel(
            koppen,
            rijen,
            [20, -13, -10, -15, -15, -12, -12],
            [*codes("gebouwd", naast["gemeentecode"]), code("gebouwd")],
        ),
        f"Wat er bij de woningvoorraad kwam en wat eraf ging, {_jaren(naast.iloc[0])}, in woningen (CBS)",
    )


def opening_voorraad(naast: pd.DataFrame, regio: str, kop: Mapping[str, Any]) -> str:
    """What was built and demolished, beside need and plans; no cause."""
    jaren = _jaren(naast.iloc[0])
    if naast[["nieuwbouw", "sloop", "saldo"]].isna().any(axis=None):
        wie = opsomming(list(naast.loc[naast["saldo"].isna(), "gemeente"]))
        return (
            f"Wat er van {jaren} in {regio} is gebouwd en gesloopt, is onbekend: cijfers ontbreken van "
            f"{wie}."
        )
    som = naast.sum(numeric_only=True)
    zinnen = [
        f"Van {jaren} zijn in {regio} {aantal(som['nieuwbouw'])} woningen gebouwd en {aantal(som['sloop'])} "
        f"gesloopt. Met {aantal(som['overige_toevoeging'])} overige toevoegingen, "
        f"{aantal(som['overige_onttrekking'])} overige onttrekkingen en correcties erbij veranderde de "
        f"voorraad met {aantal(som['saldo'])} woningen."
    ]
    if naast["behoefte_per_jaar_hoog"].notna().any():
        meer = naast["nieuwbouw_per_jaar"] > naast["behoefte_per_jaar_hoog"]
        zinnen.append(
            f"In {meer.fillna(False).sum()} van de {len(naast)} gemeenten was de nieuwbouw per jaar hoger "
            f"dan de hoogste behoefte van {kop['naam']}, gelijk over de jaren verdeeld."
        )
    boven = naast[(naast["nieuwbouw"] > naast["hard_totaal"]).fillna(False)]
    if len(boven):
        zinnen.append(
            f"In {opsomming(list(boven['gemeente']))} zijn in die jaren meer woningen gebouwd dan er op "
            f"{datum(kop['peildatum'])} in harde plannen zaten; uit welke plannen zij kwamen, zeggen "
            "de cijfers niet."
        )
    return " ".join(zinnen)


def sluitfouten(fouten: pd.DataFrame) -> str:
    """Names the rows of the stock that do not add up; empty when there are none."""
    if fouten.empty:
        return ""
    regels = [
        f"{rij.gemeente} {rij.jaar} ({aantal(abs(rij.verschil))} "
        f"{'woning' if abs(rij.verschil) == 1 else 'woningen'} {'meer' if rij.verschil > 0 else 'minder'})"
        for rij in fouten.itertuples()
    ]
    return (
        "In deze rijen van het CBS sluit de beginstand plus de mutaties niet op de eindstand: "
        f"{opsomming(regels)}. Zij staan hier zoals de bron ze geeft."
    )


def terugname(terug: pd.DataFrame) -> str:
    """Capacity taken back, a pair of sentences per municipality; `terug` of model.herstel.terugname."""
    zinnen = []
    for _, rij in terug.iterrows():
        periode = str(rij["periode"]).replace("-", " tot en met ")
        capaciteit, terug = aantal(rij["capaciteit"]), aantal(rij["teruggenomen"])
        zinnen.append(
            f"Op {datum(rij['peildatum'])} was er in {rij['gemeente']} ruimte voor {capaciteit} woningen in "
            f"harde plannen ({rij['capaciteit_bron']}). Van {periode} is daarvan {terug} gedeprogrammeerd, "
            f"{procent(rij['aandeel'], 0)} ({rij['teruggenomen_bron']}). {capaciteit} min {terug} is "
            f"{aantal(rij['blijft'])}; wat er in die tijd verder is gebouwd of bijgekomen, zeggen deze "
            "bronnen niet."
        )
    return " ".join(zinnen)


def _per_definitie(wijzigingen: pd.DataFrame, eigen: Sequence[str]) -> list[pd.DataFrame]:
    return [wijzigingen[wijzigingen["definitie"] == naam] for naam in (eigen or [GEEN_DEFINITIE])]


def _gemeenten(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["gemeentecode"], frame["gemeente"], strict=True))


def _namen(deel: pd.DataFrame, wanneer: str, norm: float, welk: str) -> list[str]:
    """Names of municipalities with judgement `welk` in one edition, alphabetically."""
    uitkomst = oordeel(deel[f"dekking_{wanneer}"], deel["gemeentecode"], norm)
    return sorted(deel.loc[uitkomst == welk, "gemeente"].unique())


def _eenband(wijzigingen: pd.DataFrame) -> bool:
    """Whether one of the editions has a lowest and a highest need, and the other a single one."""
    per = wijzigingen.groupby(["definitie", "gemeentecode"])[["behoefte_toen", "behoefte_nu"]]
    band = (per.nunique() > 1).any()
    return bool(band["behoefte_toen"] != band["behoefte_nu"]) and bool(
        wijzigingen[["behoefte_toen", "behoefte_nu"]].notna().any().all()
    )


def _wijze(deel: pd.DataFrame) -> str:
    return str(deel["rekenwijze"].iloc[0])


def _rekenwijze(deel: pd.DataFrame) -> str:
    naam = _wijze(deel)
    return f"{naam[:1].upper()}{naam[1:]}"


def _heel(fractie: Any) -> str:
    return procent(fractie, 0)


def _jaren(rij: pd.Series) -> str:
    if pd.isna(rij["gebouwd_van"]):
        return "onbekende jaren"
    return f"{rij['gebouwd_van']} tot en met {rij['gebouwd_tot_en_met']}"
