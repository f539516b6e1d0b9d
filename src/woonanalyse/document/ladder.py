"""What is known for the ladder, and what is still to be delivered: an empty cell says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.beeld.veel import is_veel, per_subregio
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, reeks
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld.samen import balanscodes
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.plannen.bron import Plannen

NOG_TE_LEVEREN = "nog te leveren"
_SOMMEN = "; per subregio, een som is onbekend zodra zij dat van een gemeente is"


def bouwstenen(
    balans: pd.DataFrame,
    invoer: pd.DataFrame,
    opzet: Opzet,
    zacht: Mapping[str, pd.Series] | None = None,
    *,
    lopend: bool = True,
) -> Tabel:
    """Per municipality: its subregion, need minus hard plans, inside and outside the built-up area, soft. Of
    many per subregion: the sums, unknown as soon as one is.

    `zacht`: soft capacity by municipality code, by the date of the source in words. What is missing is
    asked for only while the edition runs (`lopend`); a look back says that it is onbekend.
    """
    leeg, veel = _leeg(lopend), is_veel(balans)
    van = balanscodes(balans)
    balans, ligging, per_dag = _getoond(balans, invoer, zacht or {})
    rijen = [
        [
            *([] if veel else [veilig(groep["gemeente"].iloc[0])]),
            veilig(groep["subregio"].iloc[0]),
            _saldo(groep["saldo"], leeg),
            _getal(ligging.loc[nummer, "hard_inbreiding"], leeg),
            _getal(ligging.loc[nummer, "hard_uitbreiding"], leeg),
            *(_getal(kolom.get(nummer), leeg) for kolom in per_dag.values() or [pd.Series()]),
        ]
        for nummer, groep in balans.groupby("gemeentecode", sort=False)
    ]
    koppen = [
        *([] if veel else ["Gemeente"]), "Subregio", "Behoefte min harde plannen",
        "Hard, binnen bebouwd gebied", "Hard, daarbuiten",
        *(f"Zacht, {dag} (telt niet mee)" for dag in per_dag),
        *([] if per_dag else ["Zacht (telt niet mee)"]),
    ]  # fmt: skip
    wanneer = datum(opzet.peildatum) if opzet.peildatum else "onbekende datum"
    breed = [*([] if veel else [24]), 22, -22, -16, -14]
    breed += [-16 if per_dag else 16] * max(len(per_dag), 1)
    wel = zonder_onbekend(koppen, rijen, breed, leeg)
    return Tabel(
        tabel(wel.koppen, wel.rijen, wel.breed, van),
        f"Bouwstenen voor een ladderonderbouwing, in woningen, stand {wanneer}; een negatief getal: er zijn "
        f"meer harde plannen dan behoefte{_SOMMEN if veel else ''}{wel.weg}",
    )


def _getoond(
    balans: pd.DataFrame, invoer: pd.DataFrame, zacht: Mapping[str, pd.Series]
) -> tuple[pd.DataFrame, pd.DataFrame, Mapping[str, pd.Series]]:
    """The balance, the columns on where plans are and the soft capacity, the last two by code: of each
    municipality, or of many the sums of each subregion by its name."""
    plekken = invoer.drop_duplicates("gemeentecode").set_index("gemeentecode")
    plekken = plekken[["hard_inbreiding", "hard_uitbreiding"]]
    if not is_veel(balans):
        return balans, plekken, zacht
    leden = balans.drop_duplicates("gemeentecode")[["gemeentecode", "gemeente", "subregio"]]

    def som(vast: pd.DataFrame) -> pd.DataFrame:
        erbij = leden.join(vast.astype("Int64"), on="gemeentecode")
        return per_subregio(erbij, list(vast.columns)).set_index("gemeentecode")

    per_dag = {dag: som(kolom.rename("zacht").to_frame())["zacht"] for dag, kolom in zacht.items()}
    return per_subregio(balans, ["saldo"], ["variant"]), som(plekken), per_dag


def iets_bekend(dossier: Dossier, balans: pd.DataFrame) -> bool:
    """Whether any building block is known, or there is a plan list."""
    plekken = dossier.editie.invoer[["hard_inbreiding", "hard_uitbreiding"]]
    er = balans["saldo"].notna().any() or plekken.notna().any(axis=None)
    return bool(er) or bool(zacht(dossier)) or dossier.eventuele_bron(Plannen) is not None


def zacht(dossier: Dossier) -> dict[str, pd.Series]:
    """Soft capacity by municipality code, of every source that has it; by its date in words."""
    plannen = dossier.eventuele_bron(Plannen)
    dagen = {zij["bestand"]: zij["peildatum"] for zij in dossier.zijbestanden}
    titels = {zij["titel"]: zij["bestand"] for zij in dossier.zijbestanden}
    per_bestand = {titels[titel]: f for titel, f in (plannen.ernaast if plannen else {}).items()}
    per_bestand |= dossier.editie.capaciteiten
    return {
        datum(dagen[bestand]): frame.set_index("gemeentecode")["zacht"]
        for bestand, frame in sorted(per_bestand.items(), key=lambda paar: str(dagen[paar[0]]))
        if frame["zacht"].notna().any()
    }


def kwaliteit(
    onderwerpen: Sequence[Mapping[str, Any]], lijst: pd.DataFrame | None, *, lopend: bool = True
) -> Tabel:
    """What is known of the quality of plans, by subject; `lijst` is the plan list, if there is one.

    `lopend`: as in `bouwstenen`.
    """
    rijen = [
        [
            veilig(o["onderwerp"]),
            _in_de_lijst(o, lijst),
            _leeg(lopend),
            veilig(o["levert"]),
        ]
        for o in onderwerpen
    ]
    return Tabel(
        tabel(
            [
                "Onderwerp",
                "Bekend in de plannenlijst",
                "Stand",
                "Wie levert" if lopend else "Van wie",
            ],
            rijen,
            [26, 34, 18, 30],
            [] if lijst is None else [code("plannen")] * len(rijen),
        ),
        f"Kwaliteit van de plannen: wat bekend is en wat {'nog moet worden geleverd' if lopend else 'niet'}",
    )


def bekend(onderwerp: Mapping[str, Any], lijst: pd.DataFrame | None) -> int | None:
    """Of how many dwellings in the plan list a subject of quality is known; None where it has it not."""
    kolom = onderwerp.get("kolom_onbekend")
    if kolom is None or lijst is None:
        return None
    return int(lijst["woningen"].sum() - lijst[kolom].sum())


def _in_de_lijst(onderwerp: Mapping[str, Any], lijst: pd.DataFrame | None) -> str:
    woningen = bekend(onderwerp, lijst)
    if woningen is None or lijst is None:
        return "staat er niet in"
    return f"van {aantal(woningen)} van de {aantal(int(lijst['woningen'].sum()))} woningen"


def _leeg(lopend: bool) -> str:
    return NOG_TE_LEVEREN if lopend else ONBEKEND


def _saldo(saldo: pd.Series, leeg: str) -> str:
    return reeks(aantal(saldo.min()), aantal(saldo.max())) if saldo.notna().all() else leeg


def _getal(waarde: Any, leeg: str) -> str:
    return leeg if pd.isna(waarde) else aantal(waarde)
