"""The plan list by status and size, beside other sources; suggested coordination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import pandas as pd

from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import (
    GEARCEERD,
    GESTIPPELD,
    LICHT_VOL,
    VOL,
    Vulling,
    eigen_stijl,
)
from woonanalyse.kern.beeld.tekening import (
    bij,
    getalas,
    namenas,
    onbekend,
    sleutel,
    staaf,
    vel,
    vlakje,
)
from woonanalyse.kern.beeld.tonen import Beeld, Tabel, maak_beeld
from woonanalyse.kern.beeld.veel import per_subregio, per_wat, rijcodes
from woonanalyse.kern.beeld.woorden import hoe_geteld
from woonanalyse.kern.getal import ONBEKEND, aantal, hoeveel, hoofdletter, opsomming
from woonanalyse.kern.nummering import ARTIKEL, Nummering
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.plannen import bevindingen
from woonanalyse.onderwerpen.plannen.model import HARDHEDEN, WOORDEN, lijstnaam

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_VULLING: dict[str, Vulling] = {
    "hard": VOL,
    "hard_uitwerk": LICHT_VOL,
    "zacht": GEARCEERD,
    ONBEKEND: GESTIPPELD,
}


def per_gemeente(lijst: pd.DataFrame, lezing: Mapping[str, Any]) -> Beeld:
    """Bars of dwellings in the plan list per municipality, by hardheid, for one reading.

    Of many per subregion: what the list has of it.
    """
    alle = lijst[lijst["lezing"] == lezing["id"]]
    eigen = per_subregio(alle, ["woningen"], ["hardheid"], leeg_telt_niet=True)
    gemeenten = eigen.drop_duplicates("gemeentecode")
    breed = eigen.pivot(index="gemeentecode", columns="hardheid", values="woningen")
    rijen = [breed.loc[code] for code in gemeenten["gemeentecode"]]
    with eigen_stijl():
        figuur = vel(26 + 4.6 * len(gemeenten))
        assen = figuur.subplots()
        for plek, rij in enumerate(rijen):
            if rij.isna().any():
                onbekend(assen, plek, "niet in de lijst")
            else:
                _stapel(assen, plek, rij)
        namenas(assen, list(gemeenten["gemeente"]))
        getalas(assen, "nog te bouwen woningen, bruto")
        assen.set_xlim(0, max(int(breed[list(_VULLING)].sum(axis=1).max()), 1) * 1.1)
        sleutel(figuur, [vlakje(WOORDEN[soort], vulling) for soort, vulling in _VULLING.items()])
    return maak_beeld(
        figuur,
        _alt(gemeenten, breed, per_wat(alle)),
        f"{bevindingen.plannenlijst(alle, 'hard')} Nog te bouwen woningen in de plannenlijst naar status "
        f"({lezing['naam']})",
    )


def _stapel(assen: Axes, plek: int, waarden: Mapping[str, Any]) -> None:
    """One bar by hardheid, with its total."""
    begin = 0
    for soort, vulling in _VULLING.items():
        if waarden[soort] > 0:
            staaf(assen, plek, int(waarden[soort]), begin=begin, hoogte=0.55, **vulling)
            begin += int(waarden[soort])
    bij(assen, begin, plek, aantal(begin))


def naar_grootte(klassen: pd.DataFrame, lezing: Mapping[str, Any]) -> Beeld:
    """Plans and dwellings by size of the plan, two panels; `klassen` of model.per_grootte."""
    namen = klassen.drop_duplicates("van")["klasse"]
    with eigen_stijl():
        figuur = vel(32 + 6 * len(namen))
        vakken = figuur.subplots(1, 2, sharey=True)
        for assen, wat in zip(vakken, ("plannen", "woningen"), strict=True):
            breed = klassen.pivot(index="van", columns="hardheid", values=wat).sort_index()
            for plek, (_, rij) in enumerate(breed.iterrows()):
                _stapel(assen, plek, rij)
            assen.set_title(wat.capitalize())
            getalas(assen, f"aantal {wat}", nbins=4)
            assen.set_xlim(0, max(int(breed[list(_VULLING)].sum(axis=1).max()), 1) * 1.16)
        namenas(vakken[0], [f"{naam} woningen" for naam in namen])
        sleutel(figuur, [vlakje(WOORDEN[soort], vulling) for soort, vulling in _VULLING.items()])
    som = klassen.groupby(["van", "klasse"])[["plannen", "woningen"]].sum().reset_index()
    regels = [
        f"{r.klasse} woningen: {aantal(r.plannen)} plannen, {aantal(r.woningen)} woningen"
        for r in per_rij(som)
    ]
    return maak_beeld(
        figuur,
        f"Staafdiagram in twee panelen, naar het aantal woningen per plan. {'; '.join(regels)}.",
        f"{bevindingen.grootte(klassen)} Plannen in de plannenlijst naar grootte en status "
        f"({lezing['naam']})",
    )


def _alt(gemeenten: pd.DataFrame, breed: pd.DataFrame, per: str) -> str:
    regels = []
    for nummer, naam in gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False):
        rij = breed.loc[nummer]
        if rij.isna().any():
            regels.append(f"{naam} niet in de lijst")
            continue
        delen = [f"{aantal(rij[s])} {WOORDEN[s]}" for s in _VULLING if rij[s] > 0]
        regels.append(f"{naam} {', '.join(delen) or 'geen woningen meer te bouwen'}")
    return f"Gestapeld staafdiagram van woningen in de plannenlijst per {per}. {'; '.join(regels)}."


def status(
    lijst: pd.DataFrame,
    lezing: Mapping[str, Any],
    artikelen: Sequence[int],
    woord: Nummering = ARTIKEL,
) -> Tabel:
    """Plans, dwellings and demolition by hardheid, for the municipalities in the list together.

    `artikelen`: where it stands what does not count.
    """
    nummers = opsomming([str(artikel) for artikel in artikelen])
    niet_mee = f"wat onder {woord.een} {nummers} niet meetelt" if nummers else "wat niet meetelt"
    eigen = lijst[lijst["lezing"] == lezing["id"]]
    rijen = []
    for soort in HARDHEDEN:
        deel = eigen[eigen["hardheid"] == soort]
        som = deel[["plannen", "leeg", "woningen", "te_slopen"]].sum(min_count=1)
        rijen.append([WOORDEN[soort], *(aantal(waarde) for waarde in som)])
    return Tabel(
        tabel(
            ["Status", "Plannen", "Waarvan zonder restcapaciteit", "Woningen (bruto)", "Te slopen"],
            rijen,
            [30, -14, -20, -18, -14],
            [code("plannen")] * len(rijen),
        ),
        f"De plannenlijst naar status ({lezing['naam']}); {niet_mee}, is in deze lijst "
        f"{_uitgezonderd(eigen)}",
    )


def _uitgezonderd(lijst: pd.DataFrame) -> str:
    if lijst["uitgezonderd"].isna().all():
        return ONBEKEND
    return f"{aantal(lijst['uitgezonderd'].sum())} woningen"


def grootte(klassen: pd.DataFrame, lezing: Mapping[str, Any]) -> Tabel:
    """Plans with dwellings left by size and hardheid; `klassen` of model.per_grootte."""
    soorten = list(dict.fromkeys(klassen["hardheid"]))
    rijen = []
    for _, groep in klassen.groupby("van"):
        vast = groep.set_index("hardheid")
        cellen = [f"{aantal(vast['plannen'][s])} ({aantal(vast['woningen'][s])})" for s in soorten]
        rijen.append([groep["klasse"].iloc[0], *cellen])
    return Tabel(
        tabel(
            ["Woningen per plan", *(WOORDEN[s].capitalize() for s in soorten)],
            rijen,
            [22, *[-20] * len(soorten)],
            [code("plannen")] * len(rijen),
        ),
        f"Plannen waarin nog gebouwd kan worden naar grootte, en tussen haakjes de woningen "
        f"({lezing['naam']})",
    )


def bronnen(naast: pd.DataFrame, lezingen: Sequence[Mapping[str, Any]]) -> Tabel:
    """Hard and soft capacity of every source as it is, per municipality or, of many, per subregion; the
    list by each of `lezingen`.

    Readings of the list that give the same numbers share their columns.
    """
    gelijk = _gelijke_lezingen(naast, lezingen)
    titels = [titel for titel in dict.fromkeys(naast["bron"]) if titel not in gelijk]
    letters = dict(zip(titels, ascii_uppercase, strict=False))
    koppen = [f"{letters[t]}: {wat}" for t in titels for wat in ("hard", "zacht")]
    rijen, getoond = [], per_subregio(naast, ["hard", "zacht"], ["bron"])
    for _, groep in getoond.groupby("gemeentecode", sort=False):
        vast = groep.set_index("bron")
        cellen = [aantal(vast[wat][titel]) for titel in titels for wat in ("hard", "zacht")]
        rijen.append([veilig(groep["gemeente"].iloc[0]), *cellen])
    tellingen = naast.dropna(subset="telling").drop_duplicates("bron").set_index("bron")["telling"]
    een = _een_lijst([letters[t] for t in map(lijstnaam, lezingen) if t in letters])
    ook = {titel: [t for t, als in gelijk.items() if als == titel] for titel in titels}
    wie = "; ".join(
        f"{letters[t]}: {' en '.join([t, *ook[t]])}, {hoe_geteld(tellingen[t])}" for t in titels
    )
    return Tabel(
        tabel(
            [hoofdletter(per_wat(naast)), *koppen],
            rijen,
            [18, *[-11] * (2 * len(titels))],
            rijcodes("plannen", naast),
        ),
        f"Harde en zachte plancapaciteit volgens elke bron, in woningen. {wie}. "
        f"{een}De bronnen verschillen in datum, "
        "telling en inhoud",
    )


def _gelijke_lezingen(naast: pd.DataFrame, lezingen: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """By name of the list in a reading that gives the numbers of an earlier one: that earlier one."""
    gelijk: dict[str, str] = {}
    per_bron = {bron: deel[["hard", "zacht"]] for bron, deel in naast.groupby("bron", sort=False)}
    namen = [lijstnaam(lezing) for lezing in lezingen]
    for nr, naam in enumerate(namen):
        getallen = per_bron[naam].reset_index(drop=True)
        for eerder in namen[:nr]:
            if getallen.equals(per_bron[eerder].reset_index(drop=True)):
                gelijk.setdefault(naam, eerder)
    return gelijk


def _een_lijst(letters: list[str]) -> str:
    """That columns are one list, read in several ways, with a space after it; may be empty."""
    return f"{opsomming(letters)} zijn dezelfde lijst, anders gelezen. " if len(letters) > 1 else ""


def afstemming(
    voorstel: pd.DataFrame,
    gemeenten: pd.DataFrame,
    parameters: Mapping[str, Any],
    woord: Nummering = ARTIKEL,
) -> Tabel:
    """Coordination by the thresholds, per municipality: plans, with whom, and how many are recorded; without
    `parameters` there are none."""
    rijen, herkomst = [], []
    for nummer, naam in gemeenten[["gemeentecode", "gemeente"]].itertuples(index=False):
        eigen = voorstel[voorstel["gemeentecode"] == nummer]
        if eigen.empty:
            continue
        herkomst.append(code("afstemming", nummer))
        bekend = eigen["afgestemd"].isin(["ja", "nee"])
        rijen.append(
            [
                veilig(naam),
                aantal(eigen["plan_id"].nunique()),
                veilig(opsomming(list(dict.fromkeys(eigen["met_gemeente"])))),
                aantal((eigen["afgestemd"] == "ja").sum()) if bekend.any() else ONBEKEND,
            ]
        )
    return Tabel(
        tabel(
            ["Gemeente", "Plannen", "Af te stemmen met", "Vastgelegd"],
            rijen or [["geen", "", "", ""]],
            [16, -10, 56, -14],
            herkomst,
        ),
        _drempels(parameters, woord) if parameters else "Drempels voor afstemming zijn er niet",
    )


def _drempels(parameters: Mapping[str, Any], woord: Nummering) -> str:
    return (
        f"{_welke(parameters)} plannen die voor afstemming in aanmerking komen "
        f"({woord.bij(parameters['artikel'])}): {_vanaf(parameters, 'drempel_binnen')} binnen bebouwd gebied "
        f"met {_hoe_ver(parameters)}, {_vanaf(parameters, 'drempel_buiten')} daarbuiten met gemeenten binnen "
        f"{aantal(parameters['afstand_m'])} meter, zonder plannen die gesloopte woningen vervangen; een "
        "aanwijzing, geen oordeel: de ligging volgt uit het plantype"
    )


def _vanaf(parameters: Mapping[str, Any], drempel: str) -> str:
    return f"vanaf {hoeveel(parameters.get(drempel, 1), 'woning', 'woningen')}"


def _welke(parameters: Mapping[str, Any]) -> str:
    """Which plans are looked at: those of some statuses, or all."""
    return "Nieuwe of gewijzigde" if "statussen" in parameters else "De"


def _hoe_ver(parameters: Mapping[str, Any]) -> str:
    """With whom a plan inside the built-up area is coordinated."""
    hoogste = parameters.get("hoogste_afstand_m")
    binnen = "" if hoogste is None else f" binnen {aantal(hoogste)} meter"
    return f"gemeenten van de subregio{binnen}"


def plannen_afstemming(
    voorstel: pd.DataFrame, artikelen: Sequence[int], woord: Nummering = ARTIKEL
) -> Tabel:
    """Coordination as a table of plan × neighbours × date; without a record onbekend."""
    rijen = [
        [
            veilig(groep["gemeente"].iloc[0]),
            veilig(groep["naam"].iloc[0]),
            aantal(groep["woningen"].iloc[0]),
            veilig(groep["ligging"].iloc[0]),
            veilig(
                "; ".join(
                    f"{r.met_gemeente}: {r.afgestemd if pd.isna(r.datum) else r.datum}"
                    for r in per_rij(groep)
                )
            ),
        ]
        for _, groep in voorstel.groupby("plan_id", sort=False)
    ]
    return Tabel(
        tabel(
            ["Gemeente", "Plan", "Woningen", "Ligging", "Afgestemd met"],
            rijen,
            [14, 28, -10, 10, 40],
            codes("afstemming", voorstel.drop_duplicates("plan_id")["gemeentecode"]),
        ),
        f"Afstemming per plan met de gemeenten volgens grootte en afstand{woord.tussen(artikelen)}",
    )


def plandelen(rijen: pd.DataFrame, invoer: pd.DataFrame) -> list[list[str]]:
    """Rows of what the hard plans of one municipality are made up of; `invoer` are its own rows."""
    rij, bron = rijen.iloc[0], invoer.iloc[0]
    return [
        ["Hard, direct te bouwen", aantal(rij["hard_direct"])],
        ["Hard, nog uit te werken", aantal(rij["hard_uit_te_werken"])],
        ["Hard, inbreiding (binnen bebouwd gebied)", aantal(bron["hard_inbreiding"])],
        ["Hard, uitbreiding (daarbuiten)", aantal(bron["hard_uitbreiding"])],
    ]
