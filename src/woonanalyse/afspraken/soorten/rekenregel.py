"""A rule for calculating: applied or not."""

from __future__ import annotations

from typing import Literal

from woonanalyse.afspraken.bewijs import Rij, bronnen, eigen_rijen, van, voortgang
from woonanalyse.afspraken.status import NIET_TOEGEPAST, NVT, TOEGEPAST
from woonanalyse.afspraken.uitkomst import Omgeving, Partij, Uitkomst, onbekend
from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.getal import hoeveel

Veld = Literal["bewijs", "buiten_regel", "overleg"]


def rekenregel(afspraak: Afspraak, omgeving: Omgeving) -> list[Uitkomst]:
    """Whether the rule was applied: from the balance, or per party from its plans with demolition, or from
    the register of progress."""
    lees = {"balans": _balans, "vervanging": _vervanging}.get(str(afspraak["register"]), _partij)
    return [lees(afspraak, omgeving, partij) for partij in omgeving.partijen(afspraak)]


def _vervanging(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> Uitkomst:
    """Is it secured, for every plan in the register, how many dwellings return? The value is that number.

    A balance in an explanatory note is no legal guarantee: of such a plan it stays onbekend.
    """
    periode = omgeving.looptijd(afspraak)
    rijen = eigen_rijen(afspraak, omgeving, partij)
    bron = tuple(dict.fromkeys(rij.bron for rij in rijen))
    wel = [rij for rij in rijen if rij.borging == "geborgd"]
    niet = [rij for rij in rijen if rij.borging == "niet geborgd"]
    zin = f"Geborgd bij {len(wel)} van de {len(rijen)} plannen met sloop in het register."
    if niet:
        return Uitkomst(partij.naam, periode, NIET_TOEGEPAST, zin, len(wel), bron)
    if rijen and len(wel) == len(rijen):
        return Uitkomst(partij.naam, periode, TOEGEPAST, zin, len(wel), bron)
    if not rijen:
        zin = "In het register staat geen plan met sloop dat meetelt."
    return onbekend(afspraak, partij, periode, zin, len(wel) if rijen else None, bron)


def _balans(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> Uitkomst:
    """Is replacement (vervanging) added to the need? The value is that replacement, dwellings.

    The rows with replacement decide; a balance that has none, or of which it is unknown, can't tell.
    """
    periode = f"editie {omgeving.opzet.editie}"
    balans = omgeving.balans.dropna(subset=["netto_behoefte", "vervanging", "behoefte"])
    balans = balans[balans["vervanging"] > 0]
    if balans.empty:
        reden = "De balans noemt geen vervanging."
        return onbekend(afspraak, partij, periode, reden)
    opgeteld = balans["behoefte"] == balans["netto_behoefte"] + balans["vervanging"]
    sloop = int(balans.drop_duplicates("gemeentecode")["vervanging"].sum())
    bron = (str(omgeving.opzet.naam),)
    if opgeteld.all():
        zin = f"De rekenwijze telt de vervanging ({_woningen(sloop)}) bij de behoefte op."
        return Uitkomst(partij.naam, periode, TOEGEPAST, zin, sloop, bron)
    zin = f"De rekenwijze telt de vervanging ({_woningen(sloop)}) niet bij de behoefte op; dat mag."
    return Uitkomst(partij.naam, periode, NIET_TOEGEPAST, zin, sloop, bron)


def _partij(afspraak: Afspraak, omgeving: Omgeving, partij: Partij) -> Uitkomst:
    """From the register: rows that follow the rule, and rows that go beyond it. Who has nothing that the
    rule is about, has not missed it: nvt."""
    periode = omgeving.looptijd(afspraak)
    volgens = _eigen(afspraak, omgeving, partij, "bewijs")
    buiten = [rij for rij in _eigen(afspraak, omgeving, partij, "buiten_regel") if rij.ja]
    wel = [rij for rij in volgens if rij.ja]
    bekend = [rij for rij in wel if rij.waarde is not None]
    waarde = sum(rij.aantal for rij in bekend) if bekend else None
    overleg = _eigen(afspraak, omgeving, partij, "overleg")
    zin = _overlegzin(afspraak, overleg)
    bron = bronnen([*volgens, *buiten, *overleg])
    if buiten:
        zin = "Er is ook uitgezonderd wat buiten de regel valt." + zin
        return Uitkomst(partij.naam, periode, NIET_TOEGEPAST, zin, waarde, bron)
    if wel:
        wat = f"In het register: {len(wel)} keer, {_woningen(waarde)}."
        return Uitkomst(partij.naam, periode, TOEGEPAST, wat + zin, waarde, bron)
    if volgens:
        wat = "Volgens het register was er niets om uit te zonderen."
        return Uitkomst(partij.naam, periode, NVT, wat, 0, bron)
    return onbekend(afspraak, partij, periode, "In het register staat hierover niets dat meetelt.")


def _eigen(afspraak: Afspraak, omgeving: Omgeving, partij: Partij, veld: Veld) -> list[Rij]:
    if veld not in afspraak:
        return []
    return van(voortgang(afspraak, omgeving, afspraak[veld]), partij, gezamenlijk=False)


def _overlegzin(afspraak: Afspraak, overleg: list[Rij]) -> str:
    if "overleg" not in afspraak:
        return ""
    if any(rij.ja for rij in overleg):
        return " Overleg over de bestemming staat in het register."
    return " Overleg over de bestemming: onbekend."


def _woningen(waarde: int | None) -> str:
    return "aantal woningen onbekend" if waarde is None else hoeveel(waarde, "woning", "woningen")
