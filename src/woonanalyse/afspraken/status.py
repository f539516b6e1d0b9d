"""The states a result may have, by kind of agreement; nothing else."""

from __future__ import annotations

GEHAALD, OP_KOERS, ACHTER, NIET_GEHAALD = "gehaald", "op koers", "achter", "niet gehaald"
BINNEN_DE_NORM, OP_DE_NORM, OP_DE_GRENS = "binnen de norm", "op de norm", "op de grens"
BOVEN_DE_NORM = "boven de norm"
AANGETOOND, GEEN_BEKEND = "inspanning aangetoond", "geen inspanning bekend"
TOEGEPAST, NIET_TOEGEPAST = "toegepast", "niet toegepast"
VASTGELEGD, DEELS_VASTGELEGD = "vastgelegd", "deels vastgelegd"
TER_INFORMATIE = "ter informatie"
NIET_BEOORDEELD = "niet beoordeeld"
ONBEKEND, NVT = "onbekend", "nvt"
GEEN_VERHOUDING = "geen verhouding"
"""To a need that is nul of kleiner: nothing is missing, and there is nothing to judge."""

NIETS_TE_BEOORDELEN = frozenset({NVT, GEEN_VERHOUDING})
ZONDER_UITSLAG = NIETS_TE_BEOORDELEN | {ONBEKEND}
"""States of which none says how it went."""

NORMEN = (GEHAALD, OP_KOERS, ACHTER, NIET_GEHAALD)

PER_SOORT: dict[str, tuple[str, ...]] = {
    "frequentie": NORMEN,
    "traject": NORMEN,
    "feit_in_jaar": NORMEN,
    "aandeel": NORMEN,
    "vastlegging": (VASTGELEGD, DEELS_VASTGELEGD),
    "cyclus": NORMEN,
    "maximum": (BINNEN_DE_NORM, OP_DE_NORM, OP_DE_GRENS, BOVEN_DE_NORM, GEEN_VERHOUDING),
    "termijn": NORMEN,
    "afstemming": NORMEN,
    "inspanning": (AANGETOOND, GEEN_BEKEND),
    "rekenregel": (TOEGEPAST, NIET_TOEGEPAST),
    "feit": (TER_INFORMATIE,),
    "ambitie": (NIET_BEOORDEELD,),
    "streefwaarde": (NIET_BEOORDEELD,),
    "bevoegdheid": (),
}
"""States per kind; onbekend and nvt are possible for all."""

GROEN = (
    GEHAALD, OP_KOERS, BINNEN_DE_NORM, OP_DE_NORM, AANGETOOND, TOEGEPAST, VASTGELEGD, DEELS_VASTGELEGD,
)  # fmt: skip
"""States that need evidence."""
