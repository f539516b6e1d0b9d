"""The proposal that each college decides on, as Markdown: what the data fill, then what they do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from woonanalyse.document import stukdelen
from woonanalyse.document.stukgrond import GS, College, Grond
from woonanalyse.document.stuklezingen import alternatieven
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.kern.getal import datum
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.uitkomsten.runs import factsheetnamen


def _in_te_vullen(wat: str) -> Callable[[Grond, College], str]:
    """What a proposal needs of which no data are: for the college to fill in."""
    return lambda _, college: veilig(f"In te vullen door {college.vol}: {wat}.")


KOPPEN: dict[str, Callable[[Grond, College], str]] = {
    "Gevraagd besluit": stukdelen.gevraagd,
    "Argumenten": stukdelen.argumenten,
    "Kanttekeningen": stukdelen.kanttekeningen,
    "Alternatieven": alternatieven,
    "Financiën en risico": _in_te_vullen(
        "wat het kost, waaruit dat wordt betaald en wat kan tegenvallen"
    ),
    "Juridisch": stukdelen.juridisch,
    "Participatie": _in_te_vullen("wie is gehoord, en wat daarmee is gedaan"),
    "Communicatie": _in_te_vullen("wie wanneer hoort wat is besloten"),
    "Vervolg": stukdelen.vervolg,
    "{wie} informeren": _in_te_vullen("wanneer, en met welk stuk"),
}
"""The headings in order, and what makes the Markdown below each; one without anything is left out."""

MERK = {
    "voorbeelddata": "Voorbeelddata: verzonnen, geen echte stand",
    "scenario": "Scenario: geen echte stand",
}


class TerugblikFout(WoonanalyseFout):
    """An edition of which the agreements have ended: nothing is asked any more."""

    exitcode = 2


@dataclass(frozen=True)
class Stuk:
    """A proposal. `naam`: of its file, without extension; `titel`, `kop` (at the head of every page) and
    `voet` plain text; `tekst` Markdown; `datum` that of the report (ISO)."""

    naam: str
    titel: str
    kop: str
    voet: str
    datum: str
    tekst: str


def besluitstukken(dossier: Dossier) -> list[Stuk]:
    """The proposals of an edition that runs: that of GS, then one for B&W of each municipality.

    Raises TerugblikFout for an edition of which the agreements have ended on the day of the report.
    """
    _eis_lopend(dossier)
    grond = Grond.van(dossier)
    leden = dossier.regio.gemeenten
    namen = dict(zip(leden["gemeentecode"], leden["gemeente"], strict=True))
    bestanden = {GS: "gs"} | factsheetnamen(namen)
    return [_stuk(grond, college, bestanden[college.code]) for college in grond.colleges()]


def _eis_lopend(dossier: Dossier) -> None:
    editie = dossier.editie
    if editie.lopend:
        return
    einde, dag = datum(editie.einde), datum(editie.opzet.datum_rapport)
    peildatum = editie.opzet.peildatum or ""
    if peildatum > editie.einde:
        raise TerugblikFout(
            f"Over editie {editie.naam} zijn er geen besluitstukken: wat is afgesproken liep tot en met "
            f"{einde}, en de peildatum is {datum(peildatum)}. De stukken gaan over die afspraken. Is er een "
            f"volgende overeenkomst, neem die dan op in {editie.regio.plek('afspraken')}. Besluiten over een "
            "concept legt u vast met: woonanalyse sjabloon besluiten, en woonanalyse lever"
        )
    raise TerugblikFout(
        f"Editie {editie.naam} is een terugblik en vraagt geen besluiten: wat daarin is afgesproken liep "
        f"tot en met {einde}, en het rapport is van {dag}. Kies met --editie een editie die nog loopt, of "
        f"met --datum een dag tot en met {einde}."
    )


def _stuk(grond: Grond, college: College, naam: str) -> Stuk:
    opzet, dossier = grond.editie.opzet, grond.dossier
    vraagt = len(grond.gevraagd(college)) or stukdelen.levering(grond, college)
    titel = f"{'Voorstel aan' if vraagt else 'Informatie voor'} {college.kort}: {opzet.naam}"
    return Stuk(
        naam=naam,
        titel=f"{titel} ({' en '.join(dossier.merken)})" if dossier.merken else titel,
        kop=" · ".join([*(MERK[naam] for naam in dossier.merken), titel]),
        voet=f"Concept van {datum(opzet.datum_rapport)}, nog geen besluit",
        datum=opzet.datum_rapport,
        tekst=_tekst(grond, college),
    )


def _tekst(grond: Grond, college: College) -> str:
    gevuld = {
        kop.format(wie=college.informeert): maak(grond, college) for kop, maak in KOPPEN.items()
    }
    delen = [f"# {veilig(kop)}\n\n{inhoud}" for kop, inhoud in gevuld.items() if inhoud]
    return "\n\n".join(delen) + "\n"
