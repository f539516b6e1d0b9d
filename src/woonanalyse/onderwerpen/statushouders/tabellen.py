"""Tables of the statutory task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.codes import code, codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.getal import ONBEKEND, aantal, datum, opsomming, procent, tienden
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.statushouders.model import woningen_nodig
from woonanalyse.onderwerpen.statushouders.woorden import halfjaar, in_delen, van_dagen

_GETALLEN = ("taakstelling", "overloop", "opgave", "gerealiseerd", "saldo")


def taaktabel(frame: pd.DataFrame, naam: str) -> Tabel:
    """Every half-year of one municipality; `frame` as `halfjaren`."""
    eigen = frame[frame["gemeente"] == naam].sort_values("halfjaar")
    rijen = [
        [
            rij.halfjaar,
            *(aantal(getattr(rij, kolom)) for kolom in _GETALLEN),
            procent(in_delen(rij.percentage)),
            ONBEKEND if pd.isna(rij.inwonersdatum) else datum(rij.inwonersdatum),
        ]
        for rij in per_rij(eigen)
    ]
    koppen = [
        "Halfjaar", "Taakstelling", "Overloop", "Opgave", "Gehuisvest", "Saldo", "Percentage",
        "Inwoners van",
    ]  # fmt: skip
    return Tabel(
        tabel(
            koppen,
            rijen,
            [12, -14, -12, -12, -15, -12, -13, 18],
            codes("statushouders", eigen["gemeentecode"]),
        ),
        f"Taakstelling en huisvesting van statushouders in {naam}, in personen",
    )


def gemeententabel(
    frame: pd.DataFrame, toezicht: pd.DataFrame, per_woning: Mapping[str, Any] | None
) -> Tabel:
    """All municipalities in the last half-year with a task: task, dwellings, what the province said."""
    bekend = frame[frame["taakstelling"].notna()]
    laatste = bekend["halfjaar"].max() if len(bekend) else None
    rijen = frame[frame["halfjaar"] == laatste]
    woningen = woningen_nodig(rijen["taakstelling"], per_woning)
    gezegd = toezicht.set_index("gemeentecode")
    cellen = [
        [
            veilig(rij.gemeente),
            aantal(rij.taakstelling),
            aantal(nodig),
            aantal(rij.gerealiseerd),
            veilig(gezegd["oordeel"].get(rij.gemeentecode, ONBEKEND)),
        ]
        for rij, nodig in zip(per_rij(rijen), woningen, strict=True)
    ] or [["geen", "", "", "", ""]]
    jaar = opsomming([str(j) for j in dict.fromkeys(toezicht["jaar"])])
    koppen = [
        "Gemeente", "Taakstelling", "Woningen (ongeveer)", "Gehuisvest", f"Toezicht over {jaar}",
    ]  # fmt: skip
    wanneer = halfjaar(laatste) if laatste else "een onbekend halfjaar"
    return Tabel(
        tabel(
            koppen,
            cellen,
            [20, -16, -20, -16, 36],
            codes("statushouders", rijen["gemeentecode"]) or [code("statushouders")],
        ),
        f"Taakstelling per gemeente in {wanneer}, in personen, naar rato van inwoners{van_dagen(rijen)}, en "
        f"wat de provincie over {jaar} zei",
    )


def somtabel(som: pd.DataFrame) -> Tabel:
    """The rounded tasks added up against the region's unrounded share."""
    rijen = [
        [
            rij.halfjaar,
            aantal(rij.som),
            tienden(rij.aandeel),
            tienden(rij.verschil),
        ]
        for rij in per_rij(som)
    ]
    koppen = ["Halfjaar", "Som van de gemeenten", "Aandeel van de regio, niet afgerond", "Verschil"]
    return Tabel(
        tabel(koppen, rijen, [14, -26, -38, -16], [code("statushouders")] * len(rijen)),
        "De afgeronde taakstellingen opgeteld, naast het aandeel van de regio, in personen",
    )


def provincietabel(controle: pd.DataFrame, provincie: str) -> Tabel:
    """Published tasks of the province against the method, where it can be compared."""
    rijen = [
        [
            f"{datum(rij.periode_van)} t/m {datum(rij.periode_tot_en_met)}",
            aantal(rij.gepubliceerd),
            aantal(rij.berekend),
            f"{rij.bekend} van {rij.halfjaren}",
            "niet te vergelijken" if pd.isna(rij.verschil) else aantal(rij.verschil),
        ]
        for rij in per_rij(controle)
    ]
    koppen = ["Periode", "Gepubliceerd", "Berekend", "Halfjaren met landelijk cijfer", "Verschil"]
    return Tabel(
        tabel(koppen, rijen, [36, -15, -13, -24, 20], [code("statushouders")] * len(rijen)),
        f"Gepubliceerde taakstelling van {provincie} naast dezelfde berekening, in personen",
    )


def landtabel(controle: pd.DataFrame) -> Tabel:
    """Published national totals against task plus arrears."""
    rijen = [
        [
            rij.halfjaar,
            aantal(rij.taakstelling),
            aantal(rij.achterstand) + (" (berekend)" if rij.herkomst == "berekend" else ""),
            aantal(rij.berekend),
            aantal(rij.gepubliceerd),
            aantal(rij.verschil),
        ]
        for rij in per_rij(controle)
    ]
    koppen = ["Halfjaar", "Taakstelling", "Achterstand", "Som", "Gepubliceerde opgave", "Verschil"]
    return Tabel(
        tabel(koppen, rijen, [12, -16, -22, -14, -24, -14], [code("statushouders")] * len(rijen)),
        "Landelijke taakstelling plus achterstand naast de gepubliceerde opgave, in personen",
    )
