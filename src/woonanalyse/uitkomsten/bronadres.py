"""What stands at an address that declarations use for a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import Editie, normbestanden


def op_adres(dossier: Dossier, adres: str) -> list[Any]:
    """What stands at an address: "editie:", "voorganger:", "regio:", "instelling:" or "register:".

    Of "rol:" it is the article of the agreement that has this role, of "soort:" those of this kind.
    """
    soort, _, pad = adres.partition(":")
    if soort == "register":
        return [
            bestand
            for bestand in _registers(dossier, pad)
            if bestand in dossier.vindplaatsen.tabellen
        ]
    if soort in ("rol", "soort"):
        return [*dossier.regio.artikelen_bij([adres])]
    if soort == "regio":
        naam, *rest = pad.split(".")
        return _stap(dossier.regio.plek(naam), rest)
    if soort in ("editie", "voorganger"):
        editie: Editie | None = dossier.editie if soort == "editie" else dossier.voorganger
        return [] if editie is None else _stap(_bronnen(editie), pad.split("."))
    naam, *rest = pad.split(".")
    bestand = str(dossier.regio.plek(naam))
    return _stap(dossier.vindplaatsen.instellingen.get(bestand), rest)


def _registers(dossier: Dossier, naam: str) -> list[str]:
    paden = dossier.regio.paden
    verzonnen = f"{paden.voorbeelddata}/voorbeelddata_{naam}.csv"
    return [
        f"{paden.registers}/{naam}.csv",
        *([verzonnen] if dossier.voorbeelddata else []),
    ]


def _bronnen(editie: Editie) -> dict[str, Any]:
    """What an edition says of its sources, by its keys."""
    opzet = editie.opzet
    return {
        "balans": opzet.balans,
        "gepubliceerd": opzet.gepubliceerd,
        "gebiedsbehoefte": opzet.gebiedsbehoefte,
        "ernaast": list(opzet.ernaast),
        "regiototalen": opzet.regiototalen,
        "voorbeeldplannen": editie.voorbeeldplannen and editie.voorbeeldplannen.bestanden,
        **dict(zip(("normen", "verdeling"), normbestanden(editie), strict=False)),
    }


def _stap(tak: Any, pad: Sequence[str]) -> list[Any]:
    """What stands below `tak` along `pad`, each entry of a list apart; `*` is every entry of a list, or every
    value but files."""
    if tak is None:
        return []
    if not pad:
        return list(tak) if isinstance(tak, list) else [tak]
    eerste, *rest = pad
    if eerste == "*":
        inhoud = tak if isinstance(tak, list) else [w for n, w in tak.items() if n != "bestand"]
        return [gevonden for deel in inhoud for gevonden in _stap(deel, rest)]
    return _stap(tak.get(eerste), rest)
