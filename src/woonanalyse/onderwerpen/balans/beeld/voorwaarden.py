"""The conditions on which the top of the band may be used, and room beside over-programming."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.beeld.veel import per_subregio, per_wat
from woonanalyse.kern.beeld.woorden import deel_van, heeft_band, van_onbekend
from woonanalyse.kern.getal import aantal, band, hoeveel, hoofdletter, opsomming
from woonanalyse.kern.oordeel import BUITEN, NVT, ONBEKEND, OP_DE_GRENS
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld.samen import balanscodes

STATEN = {
    "vervuld": "vervuld",
    "niet vervuld": "niet vervuld",
    ONBEKEND: "onbekend",
    NVT: "niet aan de orde",
}
"""How each state is written, in order."""


def zin(frame: pd.DataFrame, opzet: Opzet) -> str:
    """What the conditions are, and of how many municipalities it is known whether they meet them all."""
    band_ = opzet.bandbreedte
    if band_ is None or frame.empty:
        return "Deze editie noemt geen voorwaarden voor de bovenkant van een bandbreedte."
    teksten = [f"als {v.tekst}" for v in band_.voorwaarden]
    een = len(teksten) == 1
    wat = "; ".join(
        tekst if een else f"({nr}) {tekst}" for nr, tekst in enumerate(teksten, start=1)
    )
    per = frame.groupby("gemeentecode", sort=False)["staat"].agg(set)
    wel = sum(s <= {"vervuld", NVT} and "vervuld" in s for s in per)
    niet = sum("niet vervuld" in s for s in per)
    open_ = len(per) - wel - niet
    staten = (("wel", wel), ("niet", niet), (ONBEKEND, open_))
    delen = [f"{woord} bij {aan}" for woord, aan in staten if aan]
    over = hoeveel(len(per), "gemeente", "gemeenten")
    op = "" if een else "op deze voorwaarden: "
    begin = f"Een gemeente mag de hoogste behoefte alleen gebruiken {op}{wat}."
    if open_ == len(per):
        vervuld = "dat zo is" if een else "zij alle zijn vervuld"
        return f"{begin} Of {vervuld}, is van geen gemeente bekend."
    return f"{begin} Of zij eraan voldoen ({over}): {opsomming(delen)}."


def overzicht(frame: pd.DataFrame, opzet: Opzet) -> Tabel:
    """Per municipality the state of each condition, and what is known beside it."""
    ids = list(frame["voorwaarde"].drop_duplicates())
    rijen = []
    for _, groep in frame.groupby("gemeentecode", sort=False):
        staat = groep.set_index("voorwaarde")["staat"]
        feiten = _feiten(groep)
        cellen = [STATEN[staat[id_]] for id_ in ids]
        rijen.append([veilig(groep["gemeente"].iloc[0]), *cellen, veilig("; ".join(feiten))])
    koppen = ["Gemeente", *(f"Voorwaarde {nr}" for nr in range(1, len(ids) + 1)), "Wat bekend is"]
    van = codes("voorwaarden", list(frame["gemeentecode"].drop_duplicates()))
    return Tabel(
        tabel(koppen, rijen, [15, *[14] * len(ids), 45], van),
        f"De voorwaarden voor de bovenkant van de bandbreedte; {opzet.naam}",
    )


def gemeente(frame: pd.DataFrame, oordeel: str) -> str:
    """The conditions of one municipality, where the top of the band matters for it; else nothing."""
    if frame.empty or oordeel not in (BUITEN, OP_DE_GRENS):
        return ""
    feiten = _feiten(frame)
    bekend = "".join(f" {hoofdletter(feit)}." for feit in feiten)
    return f"{_vervuld(frame)}{bekend}"


def _vervuld(frame: pd.DataFrame) -> str:
    """How many of the conditions of one municipality are met."""
    naam, telling = frame["gemeente"].iloc[0], frame["staat"].value_counts()
    totaal, open_ = len(frame), int(telling.get(ONBEKEND, 0))
    wat = "voorwaarde" if totaal == 1 else f"{totaal} voorwaarden"
    if open_ == totaal:
        return f"Of {naam} aan de {wat} voor de hoogste behoefte voldoet, is onbekend."
    delen = [
        f"{telling[staat]} {woord}"
        for staat, woord in STATEN.items()
        if staat in telling and staat != ONBEKEND
    ]
    zijn = "is" if delen[0].startswith("1 ") else "zijn"
    slot = f"; van {open_} is het onbekend" if open_ else ""
    return (
        f"Van de {wat} voor de hoogste behoefte {zijn} er in {naam} {opsomming(delen)}{slot}."
        if totaal > 1
        else f"De {wat} voor de hoogste behoefte is in {naam} {delen[0].removeprefix('1 ')}."
    )


def _feiten(frame: pd.DataFrame) -> list[str]:
    """What is known, each thing once; a result file holds an empty text as nothing."""
    return [str(feit) for feit in frame["feit"].dropna().drop_duplicates() if feit]


def ruimte(
    balans: pd.DataFrame,
    boven: pd.Series,
    per_bron: Mapping[str, pd.DataFrame],
    titels: Mapping[str, str],
) -> Tabel:
    """Per municipality the need that hard plans do not cover, beside what is above the norm; and soft plans.

    `boven`: dwellings above the norm, per row of `balans`. Of many the sums per subregion.
    """
    leden = balans.drop_duplicates("gemeentecode")[["gemeentecode", "gemeente", "subregio"]]
    zacht = {}
    for naam, frame in per_bron.items():
        kolom = leden["gemeentecode"].map(frame.set_index("gemeentecode")["zacht"])
        som = per_subregio(leden.assign(zacht=kolom.astype("Int64")), ["zacht"])
        zacht[titels[naam]] = som.set_index("gemeentecode")["zacht"]
    kop, van = hoofdletter(per_wat(balans)), balanscodes(balans)
    balans = per_subregio(balans.assign(boven=boven), ["ruimte", "boven"], ["variant"])
    boven = balans["boven"]
    rijen = []
    for nummer, groep in balans.groupby("gemeentecode", sort=False):
        extra = [aantal(kolom.get(nummer)) for kolom in zacht.values()]
        vast = [band(groep["ruimte"], aantal), band(boven.loc[groep.index], aantal)]
        rijen.append([veilig(groep["gemeente"].iloc[0]), *vast, *extra])
    koppen = [kop, "Ruimte", "Boven de norm", *(f"{veilig(t)}: zacht" for t in zacht)]
    return Tabel(
        tabel(koppen, rijen, [20, -20, -20, *[-24] * len(zacht)], van),
        "Ruimte (behoefte die niet in harde plannen zit) naast harde plannen boven de norm, in woningen",
    )


def ruimtezin(balans: pd.DataFrame) -> str:
    """How many municipalities have room also at the lowest need, and what that says."""
    per = balans.groupby("gemeentecode")["ruimte"]
    bekend = ~per.apply(lambda deel: deel.isna().any())
    if not bekend.any():
        return "Hoeveel behoefte niet in harde plannen zit, is van geen gemeente bekend."
    ook = "Ook bij de laagste behoefte is er ruimte" if heeft_band(balans) else "Er is ruimte"
    altijd = int((per.min()[bekend] > 0).sum())
    return (
        f"{ook} in {deel_van(altijd, len(bekend))}"
        f"{van_onbekend(int((~bekend).sum()))}. Ruimte is behoefte die niet in harde plannen zit; of er "
        "te weinig wordt gepland, volgt er niet uit."
    )
