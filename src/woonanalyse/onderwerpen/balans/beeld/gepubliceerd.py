"""What the source printed itself, beside ours: tables and sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tekening import heel_procent
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.beeld.woorden import deel_van
from woonanalyse.kern.getal import ONBEKEND, aantal, band, hoeveel, opsomming, tienden
from woonanalyse.kern.opzet import Opzet
from woonanalyse.kern.perrij import per_rij

GEEN = "De bron van deze editie publiceerde geen uitkomsten naast haar invoer."


def zin(naast: pd.DataFrame, tegenspraken: pd.DataFrame) -> str:
    """How often ours is the printed percentage, and where the source contradicts itself."""
    if naast.empty:
        return GEEN
    bekend = naast["gelijk_na_afronding"].dropna()
    zinnen = []
    if len(bekend):
        gelijk = int((bekend == "ja").sum())
        zinnen.append(
            f"Van de {len(bekend)} gepubliceerde percentages zijn er {gelijk} gelijk aan het berekende, "
            "afgerond zoals de bron dat doet."
        )
    niet = tegenspraken[tegenspraken["binnen_afronding"] == "nee"]
    if tegenspraken.empty:
        zinnen.append("De bron spreekt zichzelf nergens tegen.")
    else:
        keer = hoeveel(len(tegenspraken), "keer", "keer")
        zinnen.append(f"De bron past {keer} niet bij haar eigen getallen.")
    if len(niet):
        wie = opsomming(list(niet["gemeente"].drop_duplicates()))
        zinnen.append(f"Door afronden alleen is dat niet te verklaren bij {wie}.")
    return " ".join(zinnen)


def kort(naast: pd.DataFrame, tegenspraken: pd.DataFrame) -> str:
    """In how many municipalities the source printed another total than its parts give, by how much at most,
    and where rounding cannot explain what it printed."""
    if naast.empty:
        return GEEN
    verschil = ["verschil_behoefte", "verschil_hard_totaal"]
    groot = naast[verschil].abs().max(axis=1).groupby(naast["gemeentecode"]).max().dropna()
    anders = groot[groot > 0]
    zinnen = ["Behoefte en harde plannen zijn onze som van de delen"]
    if anders.empty:
        ook = "; de bron drukt dezelfde totalen" if len(groot) else ""
        return f"{zinnen[0]}{ook}."
    zinnen[0] += (
        f"; bij {deel_van(len(anders), naast['gemeentecode'].nunique())} drukt de bron een ander totaal, met "
        f"een verschil van ten hoogste {hoeveel(anders.max(), 'woning', 'woningen')}."
    )
    niet = tegenspraken.loc[tegenspraken["binnen_afronding"] == "nee", "gemeente"]
    if len(niet):
        wie = opsomming(list(niet.drop_duplicates()))
        zinnen.append(f"Door afronden is niet te verklaren wat zij drukt bij {wie}.")
    return " ".join(zinnen)


def naast_elkaar(naast: pd.DataFrame, opzet: Opzet) -> Tabel:
    """Per municipality the printed need, hard plans and percentage, and how far ours is off."""
    rijen = [
        [
            veilig(groep["gemeente"].iloc[0]),
            band(groep["behoefte_bron"], aantal),
            aantal(groep["hard_totaal_bron"].iloc[0]),
            band(groep["dekking_bron"], heel_procent),
            band(groep["verschil_behoefte"], aantal),
            aantal(groep["verschil_hard_totaal"].iloc[0]),
            band(groep["verschil_dekking"], _punten),
        ]
        for _, groep in naast.groupby("gemeentecode", sort=False)
    ]
    koppen = [
        "Gemeente",
        "Behoefte",
        "Harde plannen",
        "In % van behoefte",
        "Verschil behoefte",
        "Verschil harde plannen",
        "Verschil in procentpunten",
    ]
    van = codes("balans_gepubliceerd", list(naast["gemeentecode"].drop_duplicates()))
    return Tabel(
        tabel(koppen, rijen, [15, -14, -10, -14, -13, -14, -16], van),
        f"Wat {opzet.naam} zelf publiceerde; verschil: berekend min gepubliceerd",
    )


def tegenspraken(frame: pd.DataFrame) -> Tabel:
    """Every number of the source that does not follow from its own other numbers."""
    rijen = [
        [
            veilig(rij.gemeente),
            f"{veilig(rij.gegeven)}{_VARIANT[rij.variant]}",
            _getal(rij.gepubliceerd, rij.eenheid),
            _getal(rij.uit_delen, rij.eenheid),
            f"{_kaal(rij.verschil)} {veilig(rij.eenheid)}",
            ONBEKEND if pd.isna(rij.binnen_afronding) else str(rij.binnen_afronding),
        ]
        for rij in per_rij(frame)
    ]
    koppen = [
        "Gemeente",
        "Gegeven",
        "Gepubliceerd",
        "Uit eigen getallen",
        "Verschil",
        "Door afronden te verklaren",
    ]
    return Tabel(
        tabel(
            koppen,
            rijen,
            [15, 27, -12, -14, -18, 14],
            codes("balans_tegenspraken", frame["gemeentecode"]),
        ),
        "Waar de bron niet bij haar eigen getallen past",
    )


_VARIANT = {"laag": ", laagste behoefte", "hoog": ", hoogste behoefte", "midden": "", "alle": ""}


def _getal(waarde: Any, eenheid: str) -> str:
    return f"{_kaal(waarde)}%" if eenheid == "procentpunten" else _kaal(waarde)


def _kaal(waarde: Any) -> str:
    """A whole number without a decimal, another with one."""
    return aantal(round(waarde)) if waarde == round(waarde) else tienden(waarde)


def _punten(waarde: Any) -> str:
    return tienden(waarde)
