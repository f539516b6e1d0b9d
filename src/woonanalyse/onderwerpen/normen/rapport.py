"""What this subject gives to the report: the values of its chapter, and its answer on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.norm import Normen
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.normen import beeld


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings on the norms; an edition that is about nothing else opens with them."""
    editie, frame = dossier.editie, uit["normen"]
    assert editie.normen is not None
    eigen = {
        "normen": veilig(_inleiding(editie.normen, frame, kort=editie.alleen_normen)),
        "normbestand": f"`{editie.opzet.normen}`",
    }
    if editie.alleen_normen:
        eigen |= {
            "kop_oogopslag": veilig(beeld.kop(frame, dossier.regio.naam)),
            "antwoord": veilig(beeld.antwoord(frame, editie.normen)),
            "stand": veilig(editie.normen.toelichting or beeld.onbekend(frame)),
        }
    return eigen


def _inleiding(normen: Normen, frame: pd.DataFrame, *, kort: bool) -> str:
    """How it is with the norms; where the report did not open with it (`kort`) also what they are worth."""
    wat = "" if kort else normen.toelichting
    return f"{wat} {beeld.onbekend(frame)}".strip()


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether a made division was read."""
    return {"normverdeling": dossier.editie.verdeling is not None}


def vak(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str]]:
    """The norms, with the made part of one municipality (by its code) where a division was read; a page that
    is about nothing else has what they are worth, what is missing and the sources as well."""
    editie, frame, namen = dossier.editie, uit["normen"], dossier.regio.namen
    assert editie.normen is not None
    vooraf, erna = [], [veilig(beeld.deel_onbekend(frame))]
    if editie.alleen_normen:
        vooraf = [veilig(editie.normen.toelichting)]
        erna += [beeld.nodig(frame).markdown, beeld.bronnen(frame)]

    def van(code: str) -> tuple[str, str]:
        delen = [*vooraf, beeld.van_gemeente(frame, code, namen[code]), *erna]
        return "Normen van deze editie", "\n\n".join(deel for deel in delen if deel)

    return van


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """The norms, each with its bound and state."""
    editie, frame = dossier.editie, uit["normen"]
    assert editie.normen is not None
    rijen = [
        [rij["titel"], rij["gebied"], beeld.grens(rij), rij["zekerheid"], rij["stand"]]
        for rij in frame.to_dict("records")
    ]
    koppen = ["Norm", "Voor", "Grens", "Zekerheid", "Stand"]
    zin = f"{editie.normen.titel}. {editie.normen.toelichting}"
    return Antwoord(zin, [Staat(koppen, rijen, tekst=(0, 1, 2, 3, 4))])
