"""What this subject gives to the report: values of its chapter, its box on a factsheet."""

from __future__ import annotations

from collections.abc import Callable

from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.wijzigingen import beeld, boven, zinnen
from woonanalyse.onderwerpen.wijzigingen.model import eigen_definities


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings on what changed."""
    editie, voor = dossier.editie, dossier.voorganger
    assert voor is not None
    toen, nu, frame = voor.opzet, editie.opzet, uit["wijzigingen"]
    eigen = eigen_definities(toen, nu)
    opening = boven.opening(frame, eigen, toen, nu, editie.norm)
    oordelen = dict(zip(uit["balans"]["gemeente"], uit["balans"]["oordeel"], strict=True))
    kort = boven.kort(frame, eigen, toen, nu, editie.norm, oordelen)
    eerst, later = (list(een.invoer["telling"]) for een in (voor, editie))
    anders = zinnen.anders_geteld(eerst, later, (str(toen.editie), str(nu.editie)))
    capaciteit = " ".join(zin for zin in (zinnen.capaciteit(frame, eigen), anders) if zin)
    kop = boven.kop(frame, eigen, toen, nu, editie.norm)
    verder = kort.removeprefix(f"{kop}.").strip()
    past_niet = boven.prognoses(frame, toen, nu)
    return {
        "kop_wijzigingen": veilig(kop),
        "kort_wijzigingen": veilig(kort),
        "wijzigingen": veilig(f"{opening} {capaciteit}".strip()),
        "wijzigingen_kort": veilig(
            " ".join(zin for zin in (verder, capaciteit, past_niet) if zin) or f"{kop}."
        ),
        "voorganger": veilig(toen.naam),
    }


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether the two editions can be compared."""
    return {"gelijk": bool(uit["wijzigingen"]["dekking_verschil"].notna().any())}


def met_vak(dossier: Dossier, uit: Tabellen) -> bool:
    """Whether there is an edition to compare with."""
    return dossier.voorganger is not None and "wijzigingen" in uit


def vak(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str]]:
    """The ratio of one municipality in both editions, by its code."""
    assert dossier.voorganger is not None
    kop = veilig(f"Verhouding in {dossier.voorganger.naam} en {dossier.editie.naam}")
    toen, nu = dossier.voorganger.opzet, dossier.editie.opzet
    per_lid, eigen = Gegroepeerd(uit["wijzigingen"]), eigen_definities(toen, nu)
    return lambda code: (kop, beeld.trend(per_lid.van(code), eigen, toen, nu))
