"""What each notebook uses of a dossier: it gets that and nothing else, so only that can change it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import catalogus
from woonanalyse.kern.afspraak import van_lid
from woonanalyse.kern.beeld.tonen import merk_scenario
from woonanalyse.kern.gemeenten import kies_gemeente, rijen_van
from woonanalyse.kern.onderwerp import Leest
from woonanalyse.kern.parameters import controleer_parameters
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.vindplaats import Vindplaatsen
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.dossierlezer import lees_dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.editielezer import standaardeditie
from woonanalyse.onderwerpen.reeks import lees_koppen
from woonanalyse.onderwerpen.registerbalans import geen_afscherming
from woonanalyse.onderwerpen.voorbeeldplannen import Voorbeeldplannen

_EDITIEVELDEN = (
    "invoer",
    "gebiedsbehoefte",
    "behoefte_later",
    "capaciteiten",
    "normen",
    "verdeling",
    "gepubliceerd",
    "totalen",
    "planstand",
    "voorbeeldplannen",
)


def lees_snede(
    wortel: Path,
    notitieboek: str,
    editie: str,
    gemeente: str | None = None,
    *,
    voorbeelddata: bool = False,
) -> Dossier:
    """Read what `notitieboek` uses of edition `editie`; without a name of the newest complete one, or of the
    newest with norms of its own where it is about those.

    `gemeente`: a member of the region, and then only its own rows; or the region, or the province. An empty
    name is the first member.
    Raises InvoerFout with the problems of all files together, or for a name that is none of these, or a
    parameter that the notebook does not have.
    """
    controleer_parameters()
    editie = editie or _zonder_keuze(wortel, notitieboek)
    dossier = lees_dossier(wortel, editie, voorbeelddata=voorbeelddata)
    merk_scenario(dossier.editie.opzet.scenario)
    return snede(dossier, notitieboek, gemeente)


def _zonder_keuze(wortel: Path, notitieboek: str) -> str:
    regio = lees_regio(wortel)
    if any("normen" in o.vereist for o in catalogus.van_notitieboek(notitieboek)):
        koppen = lees_koppen(wortel, regio)
        if met := [naam for naam, kop in koppen.items() if kop.normen and not kop.scenario]:
            return met[-1]
    return standaardeditie(wortel, regio)[0]


def snede(dossier: Dossier, notitieboek: str, gemeente: str | None = None) -> Dossier:
    """The part of `dossier` that `notitieboek` uses, for one member or (else) the region as a whole.

    A field of edition or source that its subjects do not name is None: using it is an error. The date of
    the report is no part of it: what a notebook computes is of the dates of the edition.
    """
    leest, regio = catalogus.leest(notitieboek), dossier.regio
    lid = gemeente in set(regio.gemeenten["gemeente"])  # a member may be called as its province is
    geheel = not lid and gemeente in (None, regio.naam, regio.provincie, regio.hele_provincie)
    naam = str(gemeente or regio.gemeenten["gemeente"].iloc[0])
    code = None if geheel else str(kies_gemeente(regio.gemeenten, naam)["gemeentecode"])
    klein = _regio(regio, leest, code)
    ouder = dossier.voorganger if leest.voorganger else None
    bronnen = {
        naam: dossier.bronnen[naam].met(velden)
        for naam, velden in leest.bronnen.items()
        if naam in dossier.bronnen
    }
    return Dossier(
        editie=_editie(dossier.editie, klein, leest, code),
        voorganger=_editie(ouder, klein, replace(leest, registers=()), code) if ouder else None,
        bronnen={
            naam: bron if code is None else bron.van_gemeente(code)
            for naam, bron in bronnen.items()
        },
        voorbeelddata=dossier.voorbeelddata,
    )


def van_gemeente(dossier: Dossier, code: str) -> Dossier:
    """All of `dossier`, with only the rows of one member wherever rows are of members."""
    regio = replace(dossier.regio, gemeenten=_rijen(dossier.regio.gemeenten, code))

    def klein(editie: Editie) -> Editie:
        return replace(
            editie,
            regio=regio,
            invoer=_rijen(editie.invoer, code),
            afgeschermd=_rijen(editie.afgeschermd, code),
            verdeling=None if editie.verdeling is None else _rijen(editie.verdeling, code),
            voorbeeldplannen=_plannen(editie.voorbeeldplannen, code),
            feiten={n: _rijen(f, code, "partij") for n, f in editie.feiten.items()},
            gepubliceerd=(
                None if editie.gepubliceerd is None else _rijen(editie.gepubliceerd, code)
            ),
            planstand=None if editie.planstand is None else editie.planstand.van_gemeente(code),
        )

    voor = dossier.voorganger
    return replace(
        dossier,
        editie=klein(dossier.editie),
        voorganger=None if voor is None else klein(voor),
        bronnen={naam: bron.van_gemeente(code) for naam, bron in dossier.bronnen.items()},
    )


def _regio(regio: Regio, leest: Leest, code: str | None) -> Regio:
    rollen = [regio.met_rol(rol) for rol in leest.normen]
    return replace(
        regio,
        gemeenten=_rijen(regio.gemeenten, code),
        definities=regio.definities if leest.normen else {},
        afspraken=[a if code is None else van_lid(a, code) for a in rollen if a is not None],
        edities=(),
        vindplaatsen=Vindplaatsen(),
    )


def _editie(editie: Editie, regio: Regio, leest: Leest, code: str | None) -> Editie:
    velden: dict[str, Any] = dict.fromkeys(_EDITIEVELDEN)
    for naam, kolommen in leest.editie.items():
        waarde = getattr(editie, naam)
        velden[naam] = waarde if kolommen is None else waarde[list(kolommen)]
    if velden["invoer"] is not None:
        velden["invoer"] = _rijen(velden["invoer"], code)
    dicht = editie.afgeschermd if velden["invoer"] is not None else geen_afscherming()
    if velden["planstand"] is not None and code is not None:
        velden["planstand"] = velden["planstand"].van_gemeente(code)
    if velden["gepubliceerd"] is not None:
        velden["gepubliceerd"] = _rijen(velden["gepubliceerd"], code)
    velden["voorbeeldplannen"] = _plannen(velden["voorbeeldplannen"], code)
    titels = [
        {naam: zij[naam] for naam in ("bestand", "titel", "peildatum")}
        for zij in editie.zijbestanden
        if velden["capaciteiten"] is not None and zij["bestand"] in editie.capaciteiten
    ]
    return replace(
        editie,
        opzet=replace(editie.opzet, rapportdatum="", wijzigingsbesluiten=()),
        regio=regio,
        zijbestanden=titels,
        afgeschermd=_rijen(dicht, code),
        eerder=(),
        feiten={naam: _rijen(editie.feiten[naam], code, "partij") for naam in leest.registers},
        **velden,
    )


def _plannen(plannen: Voorbeeldplannen | None, code: str | None) -> Voorbeeldplannen | None:
    return plannen if plannen is None or code is None else plannen.van_gemeente(code)


def _rijen(frame: pd.DataFrame, code: str | None, kolom: str = "gemeentecode") -> pd.DataFrame:
    """The rows of one member, numbered from 0; all rows when `code` is None."""
    return frame if code is None else rijen_van(frame, code, kolom)
