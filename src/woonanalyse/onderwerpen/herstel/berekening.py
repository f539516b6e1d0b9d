"""The table of this subject, and the way back, from an edition's dossier."""

from __future__ import annotations

import pandas as pd

from woonanalyse.afspraken.besluit import besloten_op
from woonanalyse.afspraken.termijnregister import gevallentabel
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.onderwerpen.dossier import Dossier, Uit
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.herstel import model
from woonanalyse.onderwerpen.herstel import terugweg as wegen


def aandachtspunten(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """Points for consultation, beside the previous edition by this one's definition."""
    editie, eerder = dossier.editie, []
    if dossier.voorganger:
        ouder = dossier.voorganger
        eerder = [model.eerdere(ouder.invoer, ouder.opzet, editie.definitie, editie.norm)]
    besluit = besloten_op(editie.registers, dossier.regio.gemeenten, editie.opzet)
    return model.aandachtspunten(
        uit("balans"),
        editie.opzet,
        editie.norm,
        editie.maximum["artikel"],
        editie.volledig,
        besluit,
        eerder,
    )


def terugweg(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The way back under each reading, with what was done, built and published since."""
    editie = dossier.editie
    assert editie.termijn is not None
    omgeving = Omgeving(editie.feiten, uit("balans"), editie.opzet)
    gebouwd = uit("gebouwd") if dossier.heeft_tabel("gebouwd") else None
    return wegen.terugweg(omgeving, editie.termijn, editie.norm, gebouwd, gepubliceerd(editie))


def gepubliceerd(editie: Editie) -> list[wegen.Gepubliceerd]:
    """The capacities that other sources published, those of which the day or year is known."""
    zij = {een["bestand"]: een for een in editie.zijbestanden}
    eigen = (editie.opzet.balans or {}).get("bestand")
    return [
        wegen.Gepubliceerd(zij[bestand]["peildatum"], zij[bestand]["titel"], frame)
        for bestand, frame in editie.capaciteiten.items()
        if bestand != eigen and zij[bestand]["peildatum"]
    ]


def herstelpad(dossier: Dossier, uit: Uit) -> pd.DataFrame:
    """The way back of every municipality."""
    editie, balans = dossier.editie, uit("balans")
    gevallen = gevallentabel(balans, editie.registers, editie.opzet, editie.termijn)
    return model.herstelpad(balans, gevallen, editie.norm, editie.datum)
