"""What each notebook uses of a dossier: it gets that and nothing else, so only that can change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern.gemeenten import kies_gemeente
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.vindplaats import Vindplaatsen
from woonanalyse.onderwerpen.dossier import Dossier, lees_dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.kaart.bron import Kaartbron
from woonanalyse.onderwerpen.planbronnen import Planbronnen
from woonanalyse.onderwerpen.statushouders.bron import Statushouders
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken


@dataclass(frozen=True)
class Gebruik:
    """What a notebook uses.

    `artikelen`: agreements whose norm it takes; `registers` by name; `editie`: fields of the edition,
    of its predecessor too when `voorganger`; `plannen`: fields of the plan sources; `plankop`: settings
    among them.
    """

    artikelen: tuple[int, ...] = ()
    registers: tuple[str, ...] = ()
    editie: tuple[str, ...] = ()
    voorganger: bool = False
    plannen: tuple[str, ...] = ()
    plankop: tuple[str, ...] = ()
    wijkaanpak: bool = False
    statushouders: bool = False
    kaart: bool = False


GEBRUIK = {
    "balans": Gebruik(artikelen=(13, 15), registers=("termijnen",), editie=("invoer",)),
    "regio": Gebruik(
        artikelen=(13, 15),
        registers=("termijnen", "besluiten"),
        editie=("invoer", "gebiedsbehoefte", "capaciteiten"),
        voorganger=True,
    ),
    "wijzigingen": Gebruik(
        artikelen=(13,), editie=("invoer",), voorganger=True, plannen=("voorraad", "terug")
    ),
    "plannen": Gebruik(
        plannen=("lijst", "hardheid", "vlakken", "ernaast"),
        plankop=("plannen", "lezingen", "afstemming", "grootteklassen"),
    ),
    "wijkaanpak": Gebruik(wijkaanpak=True),
    "statushouders": Gebruik(statushouders=True, editie=("invoer",)),
    "kaarten": Gebruik(
        artikelen=(13,),
        editie=("invoer",),
        plannen=("lijst", "hardheid"),
        plankop=("lezingen", "grootteklassen"),
        kaart=True,
    ),
}
"""By notebook. A field that is not named is None in what the notebook gets: using it is an error."""

_PLANVELDEN = ("lijst", "hardheid", "vlakken", "voorraad", "terug", "ernaast")
_EDITIEVELDEN = ("invoer", "gebiedsbehoefte", "capaciteiten")


def lees_snede(
    wortel: Path,
    notitieboek: str,
    editie: str,
    gemeente: str | None = None,
    *,
    voorbeelddata: bool = False,
) -> Dossier:
    """Read what `notitieboek` uses of edition `editie`.

    `gemeente`: a member of the region, and then only its own rows; or the region, or the province.
    Raises InvoerFout with the problems of all files together, or for a name that is none of these.
    """
    return snede(lees_dossier(wortel, editie, voorbeelddata=voorbeelddata), notitieboek, gemeente)


def snede(dossier: Dossier, notitieboek: str, gemeente: str | None = None) -> Dossier:
    """The part of `dossier` that `notitieboek` uses, for one member or (else) the region as a whole."""
    gebruik, regio = GEBRUIK[notitieboek], dossier.regio
    geheel = gemeente in (None, regio.naam, regio.kop["provincie"])
    code = None if geheel else str(kies_gemeente(regio.gemeenten, str(gemeente))["gemeentecode"])
    klein = _regio(regio, gebruik, code)
    ouder = dossier.voorganger if gebruik.voorganger else None
    return Dossier(
        editie=_editie(dossier.editie, klein, gebruik, code),
        voorganger=_editie(ouder, klein, replace(gebruik, registers=()), code) if ouder else None,
        wijkaanpak=_wijkaanpak(dossier.wijkaanpak, code) if gebruik.wijkaanpak else None,
        statushouders=_statushouders(dossier.statushouders, code)
        if gebruik.statushouders
        else None,
        plannen=_plannen(dossier.plannen, gebruik) if gebruik.plannen else None,
        kaart=_kaart(dossier.kaart) if gebruik.kaart else None,
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
            registers={n: _rijen(f, code, "partij") for n, f in editie.registers.items()},
        )

    voor = dossier.voorganger
    return replace(
        dossier,
        editie=klein(dossier.editie),
        voorganger=None if voor is None else klein(voor),
        wijkaanpak=_wijkaanpak(dossier.wijkaanpak, code),
        statushouders=_statushouders(dossier.statushouders, code),
    )


def _regio(regio: Regio, gebruik: Gebruik, code: str | None) -> Regio:
    return replace(
        regio,
        gemeenten=_rijen(regio.gemeenten, code),
        definities=regio.definities if gebruik.artikelen else {},
        afspraken=[a for a in regio.afspraken if a["artikel"] in gebruik.artikelen],
        edities=(),
        vindplaatsen=Vindplaatsen(),
    )


def _editie(editie: Editie, regio: Regio, gebruik: Gebruik, code: str | None) -> Editie:
    velden: dict[str, Any] = {
        naam: getattr(editie, naam) if naam in gebruik.editie else None for naam in _EDITIEVELDEN
    }
    if velden["invoer"] is not None:
        velden["invoer"] = _rijen(velden["invoer"], code)
    if gebruik.statushouders:
        velden["invoer"] = velden["invoer"][["gemeentecode", "uitgezonderd"]] if not code else None
    titels = [
        {naam: zij[naam] for naam in ("bestand", "titel")}
        for zij in editie.zijbestanden
        if "capaciteiten" in gebruik.editie and zij["bestand"] in editie.capaciteiten
    ]
    return replace(
        editie,
        regio=regio,
        zijbestanden=titels,
        registers={
            naam: _rijen(editie.registers[naam], code, "partij") for naam in gebruik.registers
        },
        **velden,
    )


def _wijkaanpak(bron: Wijkaanpakken | None, code: str | None) -> Wijkaanpakken | None:
    if bron is None:
        return None
    return replace(bron, register=_rijen(bron.register, code), zijbestanden=[], bestanden=[])


def _statushouders(bron: Statushouders | None, code: str | None) -> Statushouders | None:
    if bron is None:
        return None
    zonder = replace(bron, zijbestanden=[], bestanden=[])
    if code is None:
        return zonder
    samen = [s for s in bron.kop["samenvoegingen"] if s["nieuw"] == code]
    codes = {code, *(oud for s in samen for oud in s["oud"])}
    van, naar = (bron.register[k].isin(codes) for k in ("gemeentecode", "naar_gemeentecode"))
    return replace(
        zonder,
        kop={**bron.kop, "samenvoegingen": samen},
        perioden=bron.perioden[bron.perioden["niveau"] == "provincie"].reset_index(drop=True),
        toezicht=_rijen(bron.toezicht, code),
        inwoners=bron.inwoners[bron.inwoners["gemeentecode"].isin(codes)].reset_index(drop=True),
        register=bron.register[van | naar].reset_index(drop=True),
    )


def _plannen(bron: Planbronnen | None, gebruik: Gebruik) -> Planbronnen | None:
    if bron is None:
        return None
    weg: dict[str, Any] = {naam: None for naam in _PLANVELDEN if naam not in gebruik.plannen}
    kop = {naam: bron.kop[naam] for naam in gebruik.plankop}
    return replace(bron, kop=kop, zijbestanden=[], bestanden=[], **weg)


def _kaart(bron: Kaartbron | None) -> Kaartbron | None:
    return None if bron is None else replace(bron, zijbestanden=[], bestanden=[])


def _rijen(frame: pd.DataFrame, code: str | None, kolom: str = "gemeentecode") -> pd.DataFrame:
    """The rows of one member, numbered from 0; all rows when `code` is None."""
    return frame if code is None else frame[frame[kolom] == code].reset_index(drop=True)
