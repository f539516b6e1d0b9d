"""The registers that municipalities and the province fill in: columns, what each holds, words to choose."""

from __future__ import annotations

from pathlib import Path

from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.overeenkomst import soorten_per_register
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import REGISTERS, besluitsoorten, partijen_van
from woonanalyse.kern.tabel import Kolom
from woonanalyse.kern.yamlbestand import lees_yaml
from woonanalyse.onderwerpen.statushouders import bron as statushouders
from woonanalyse.onderwerpen.wijkaanpak import bron as wijkaanpakken

FORMULIEREN: dict[str, dict[str, Kolom]] = {
    **REGISTERS,
    "wijkaanpakken": wijkaanpakken.REGISTER,
    "statushouders": statushouders.REGISTER,
}
"""Columns of each register, in order."""

Uitleg = tuple[str, str | None]
"""What a column holds, and an example; None where the example is a word or code of the region."""

_BRON: dict[str, Uitleg] = {
    "bron": ("Het stuk waarin dit staat, met datum of nummer.", "Collegebesluit van 18 april 2017"),
    "bron_url": ("Het internetadres van dat stuk.", "https://www.example.nl/besluit-2017-014"),
}
_GEMEEN: dict[str, Uitleg] = {
    "voorbeelddata": (
        "Of de rij is verzonnen om iets te laten zien. Bij een echte levering staat hier altijd nee.",
        "nee",
    ),
    "partij": (
        "Wie het deed of wie levert: een gemeentecode (blad Gemeenten), een subregio, provincie, GS (het "
        "college van de provincie) of gezamenlijk (de provincie en alle gemeenten samen).",
        None,
    ),
    "omschrijving": ("Wat een lezer er nog bij moet weten.", "Vastgesteld zonder wijzigingen"),
    **_BRON,
}

UITLEG: dict[str, dict[str, Uitleg]] = {
    "besluiten": {
        **_GEMEEN,
        "datum": ("De dag van het besluit.", "2017-04-18"),
        "editie": ("De editie van het programma waar het besluit over gaat.", "2017"),
        "soort": ("Waar het besluit over gaat.", "wijziging RWP"),
        "status": (
            "besluit: het besluit van dit college is aan te tonen. document: het stuk is bekend, het "
            "besluit erover niet. bestaat: het is er, maar wij hebben de gegevens niet.",
            "besluit",
        ),
        "besluitnummer": ("Het nummer of kenmerk van het besluit.", "2017/014"),
    },
    "voortgang": {
        **_GEMEEN,
        "datum": ("Wanneer het gebeurde, of wanneer is geteld.", "2017-04-20"),
        "artikel": ("Het artikel van de woonafspraken waar de rij bij hoort.", "1"),
        "soort": (
            "Wat er is gedaan of geteld. Bij elk artikel horen eigen woorden.",
            "bijeenkomst",
        ),
        "onderwerp": ("De naam van het plan, het project of de bijeenkomst.", "Voorjaarsoverleg"),
        "waarde": (
            "Hoeveel: bijeenkomsten, wijken, woningen of euro's. Leeg telt als één. 0 betekent: bekend "
            "is dat er niets is.",
            "1",
        ),
        "eenheid": ("De eenheid van de waarde.", "keer"),
        "deelnemers": ("Wie erbij waren, met puntkomma's ertussen.", "gemeenten; COA"),
    },
    "planmonitorleveringen": {
        **_GEMEEN,
        "datum": (
            "De dag waarop is geleverd, of waarop is vastgesteld dat dat niet is gebeurd.",
            "2017-03-01",
        ),
        "peildatum": ("De dag waarvoor de aantallen gelden.", "2017-01-01"),
        "soort": ("Of het om harde of zachte plannen gaat.", "hard"),
        "geleverd": ("ja: er is geleverd. nee: bekend is dat er niet is geleverd.", "ja"),
        "woningen": ("De plancapaciteit op de peildatum, in woningen.", "400"),
    },
    "termijnen": {
        **_GEMEEN,
        "datum": ("De dag waarop dit is vastgelegd.", "2017-05-01"),
        "editie": ("De editie van het programma waar de rij bij hoort.", "2017"),
        "termijn_start": (
            "De dag waarop de termijn van artikel 15 begint. Leeg: dat is niet vastgelegd.",
            "2017-04-18",
        ),
        "reden": ("Waarom de termijn dan begint.", "Vaststelling van het programma"),
        "bovenkant_onderbouwd": (
            "Of is onderbouwd dat de hoogste behoefte van de bandbreedte mag gelden (artikel 13).",
            "ja",
        ),
        "hersteld_op": ("De dag waarop vraag en aanbod weer in balans waren.", "2019-12-31"),
        "geplande_afname": (
            "De woningen die met maatregelen uit harde plannen gaan voor de termijn eindigt.",
            "120",
        ),
    },
    "wijkaanpakken": {
        **_BRON,
        "gemeentecode": ("De code van de gemeente (blad Gemeenten).", None),
        "gemeentenaam": ("De naam die bij die code hoort.", None),
        "wijk": ("De wijk of buurt, zoals de gemeente haar noemt.", "De Voorbeeldwijk"),
        "cbs_code_2021": ("De CBS-code van 2021 van de wijk (WK) of buurt (BU).", "WK000001"),
        "cbs_naam_2021": ("De naam bij die CBS-code.", "Wijk 01 Voorbeeldwijk"),
        "type_aanpak": ("Wat voor aanpak het is.", None),
        "start": ("Het jaar of de maand waarin de aanpak begon.", "2020-09"),
        "status": ("Hoe ver de aanpak is, in gewone woorden.", "in voorbereiding"),
        "rijksbijdrage_euro": ("De bijdrage van het Rijk, in hele euro's.", "4000000"),
        "woningen_circa": ("Om hoeveel woningen het ongeveer gaat.", "800"),
        "techniek": ("Waarmee de wijk straks wordt verwarmd.", "warmtenet"),
    },
    "statushouders": {
        "halfjaar": ("Het halfjaar: het jaar, een streepje, en 1 of 2.", "2022-1"),
        "soort": (
            "gerealiseerd: gehuisvest in het halfjaar. overloop: achterstand aan het begin van het "
            "halfjaar (een voorsprong is negatief). verplaatst: taak die naar een andere gemeente gaat.",
            "gerealiseerd",
        ),
        "gemeentecode": ("De gemeente waar het om gaat (blad Gemeenten).", None),
        "naar_gemeentecode": (
            "De gemeente die de taak overneemt. Alleen bij verplaatst, anders leeg.",
            "",
        ),
        "aantal": ("Het aantal mensen. Alleen overloop mag negatief zijn.", "20"),
        "datum": ("De dag waarop dit aantal is vastgesteld. De laatste datum geldt.", "2022-07-01"),
        "bron": _BRON["bron"],
    },
}
"""Every column of FORMULIEREN in plain Dutch, by register."""


def keuzes(wortel: Path, regio: Regio) -> dict[str, dict[str, list[str]]]:
    """The words a column may hold, as the readers take them: register -> column -> words.

    From the columns themselves, and from the region, its agreements and rules. Raises InvoerFout with
    the problems of the rules for districts.
    """
    typen: list[str] = []
    if "wijkaanpak" in regio.instellingen:
        regels, problemen = lees_yaml(
            wortel, regio.instellingen["wijkaanpak"], "onderwerpen/wijkaanpak/instellingen"
        )
        if regels is None:
            raise InvoerFout(problemen)
        typen = [regel["type_aanpak"] for regel in regels["typen"]]
    soorten = soorten_per_register(regio.afspraken)
    voortgang = soorten.get("voortgang", {})
    uit_regio = {
        "besluiten": {"soort": besluitsoorten(soorten.get("besluiten", {}))},
        "voortgang": {
            "artikel": [str(artikel) for artikel in sorted(voortgang)],
            "soort": sorted(set().union(*voortgang.values())),
        },
        "wijkaanpakken": {
            "gemeentecode": list(regio.gemeenten["gemeentecode"]),
            "gemeentenaam": list(regio.gemeenten["gemeente"]),
            "type_aanpak": typen,
        },
    }
    partijen = partijen_van(regio.gemeenten, regio.subregios)
    alles = {}
    for naam, kolommen in FORMULIEREN.items():
        regiowoorden = {"partij": partijen, **uit_regio.get(naam, {})}
        woorden = {
            kolom: regiowoorden.get(kolom, list(eis.keuzes)) for kolom, eis in kolommen.items()
        }
        alles[naam] = {kolom: lijst for kolom, lijst in woorden.items() if lijst}
    return alles


def soorten_bij_artikel(regio: Regio) -> str:
    """Which `soort` of voortgang belongs to which article, as one line of Dutch."""
    voortgang = soorten_per_register(regio.afspraken).get("voortgang", {})
    return "; ".join(
        f"artikel {artikel}: {' of '.join(sorted(woorden))}"
        for artikel, woorden in sorted(voortgang.items())
    )
