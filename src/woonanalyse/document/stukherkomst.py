"""Where the numbers of a proposal come from: the codes of their rows, as the method annex has them."""

from __future__ import annotations

from collections.abc import Iterator

from woonanalyse.document import stukbekend, stukstrategie
from woonanalyse.document.stukgrond import College, Grond
from woonanalyse.kern.beeld.codes import code
from woonanalyse.kern.getal import opsomming


def herkomst(grond: Grond, college: College) -> str:
    """The sentence that names them; empty where a proposal has no numbers."""
    codes = list(dict.fromkeys(_codes(grond, college)))
    return f"Herkomst van de getallen, in methode.pdf: {opsomming(codes)}." if codes else ""


def _codes(grond: Grond, college: College) -> Iterator[str]:
    editie = grond.editie
    nummer = 0 if college.is_gs else college.code
    if not editie.kort:
        yield code("balans", nummer)
        if college.is_gs:
            yield code("balans_gebied", grond.uitkomsten["balans_gebied"]["gebied"].nunique())
    yield from (code("afspraken", nr) for nr in grond.gevraagd(college)["artikel"])
    if editie.normen is not None:
        yield code("normen")
        if editie.verdeling is not None:
            yield code("normen", nummer)
    if stukstrategie.heeft(grond, college):
        yield from (code(naam, nummer) for naam in ("strategie", "programma", "scenarios"))
    if editie.alleen_normen and stukbekend.behoefte(grond, college):
        feiten = grond.uitkomsten["feiten"]
        van = feiten["register"].str.endswith("/behoeften.csv")
        eigen = feiten[van & (feiten["partij"] == college.partijen[0])]
        yield from (code("feiten", nr) for nr in eigen["artikel"].unique())
