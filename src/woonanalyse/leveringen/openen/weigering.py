"""What is said of a delivered file that is not opened."""

from __future__ import annotations

from woonanalyse.kern.fouten import InvoerFout, Probleem
from woonanalyse.kern.getal import aantal

OPNIEUW = "open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx"


def geweigerd(naam: str, verwacht: str) -> InvoerFout:
    """The error to raise."""
    return InvoerFout([Probleem(naam, verwacht)])


def te_veel(nu: int, grens: int, wat: str) -> str:
    """What was expected of a file with too much in it."""
    return (
        f"ten hoogste {aantal(grens)} {wat}; dit zijn er {aantal(nu)}: is dit het goede bestand? Lever "
        "alleen de plannen, zonder plaatjes en lege rijen"
    )
