"""A page per municipality, as Markdown: always the same boxes, so that they can be laid side by side.

The template holds where each box stands and how large it is, by the class `wa-vak-…`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from woonanalyse.afspraken.besluit import besloten_op
from woonanalyse.document import besluiten
from woonanalyse.document.paginas import bronregel
from woonanalyse.kern.beeld.codes import code, links, met_herkomst
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.getal import ONBEKEND, datum
from woonanalyse.onderwerpen.balans.beeld import tabellen, zinnen
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.gebouwd import beeld as gebouwd
from woonanalyse.onderwerpen.herstel import beeld as herstel
from woonanalyse.onderwerpen.herstel.model import waarom_geen_lijst
from woonanalyse.onderwerpen.plannen import beeld as plannen
from woonanalyse.onderwerpen.statushouders import beeld as statushouders
from woonanalyse.onderwerpen.terugname import beeld as terugname
from woonanalyse.onderwerpen.wijkaanpak import zinnen as wijkaanpak
from woonanalyse.onderwerpen.wijkaanpak.model import wijken
from woonanalyse.onderwerpen.wijzigingen import beeld as wijzigingen
from woonanalyse.onderwerpen.wijzigingen.model import eigen_definities

NIEUWE_PAGINA = "::: {.wa-nieuwe-pagina}\n:::"


@dataclass(frozen=True)
class Uitkomsten:
    """The result files of an edition by name without extension; a file that is not made is absent."""

    tabellen: Mapping[str, pd.DataFrame]
    vragen: pd.DataFrame

    def van(self, naam: str, nummer: str) -> pd.DataFrame | None:
        """The rows of one municipality, None when the result is not made."""
        frame = self.tabellen.get(naam)
        return None if frame is None else frame[frame["gemeentecode"] == nummer]


@dataclass(frozen=True)
class Blad:
    """How a page is set: level of its heading; by municipality code where the figure is, and the sources."""

    niveau: int
    figuur: Callable[[str], str]
    bron: Callable[[str], str]


def gemeentepaginas(
    dossier: Dossier, uitkomsten: Uitkomsten, woorden: Mapping[str, Mapping[str, str]]
) -> str:
    """A section per municipality; `woorden` holds alt and caption of each figure by municipality code."""
    bron = f"{bronregel(dossier.editie, 'notebooks/balans.ipynb')} Overige bronnen: @sec-bronnen."
    blad = Blad(
        2,
        lambda nummer: f"_werk/figuren/gemeente-{nummer}.svg",
        lambda nummer: f"{bron} Herkomst: {links(adressen(dossier, uitkomsten, nummer))}.",
    )
    paginas = [
        gemeentepagina(dossier, uitkomsten, nummer, woorden[nummer], blad)
        for nummer in dossier.regio.gemeenten["gemeentecode"]
    ]
    return f"\n\n{NIEUWE_PAGINA}\n\n".join(paginas)


def adressen(dossier: Dossier, uitkomsten: Uitkomsten, nummer: str) -> list[str]:
    """The codes of the results that the page of a municipality is made from."""
    namen = ("balans", "wijzigingen", "gebouwd", "plannen", "wijkaanpak", "statushouders")
    gebruikt = {*uitkomsten.tabellen, *(["wijkaanpak"] if dossier.wijkaanpak else [])}
    return [code(naam, nummer) for naam in namen if naam in gebruikt]


def gemeentewijzer(balans: pd.DataFrame) -> str:
    """Where each municipality's page is, with its judgement."""
    rijen = [
        [
            f"[{veilig(rij.gemeente)}](#sec-{rij.gemeentecode.lower()})",
            veilig(rij.subregio),
            tabellen.oordeelteken(rij.oordeel),
            f"@sec-{rij.gemeentecode.lower()}",
        ]
        for rij in balans.drop_duplicates("gemeentecode").itertuples()
    ]
    return tabel(["Gemeente", "Subregio", "Uitkomst", "Waar"], rijen, [26, 24, 34, 20])


def gemeentepagina(
    dossier: Dossier, uitkomsten: Uitkomsten, nummer: str, woorden: Mapping[str, str], blad: Blad
) -> str:
    """The heading of one municipality and its boxes, in reading order."""
    rijen = uitkomsten.van("balans", nummer)
    assert rijen is not None
    sleutel = nummer.lower()
    beeld = (
        f"![{veilig(woorden['bijschrift'])}]({blad.figuur(nummer)})"
        f'{{#fig-{sleutel} fig-alt="{veilig(woorden["alt"])}"}}'
    )
    editie = dossier.editie
    vakken = [
        _vak("kop", _kop(rijen, dossier)),
        _vak("cijfers", tegels(tabellen.kerncijfers(rijen), [code("balans", nummer)] * 4)),
        _vak("positie", f"{beeld}\n\n{veilig(zinnen.gemeente(rijen, editie.kop, editie.norm))}"),
        *(
            _vak(soort, f"{'#' * (blad.niveau + 1)} {kop} {_los(soort, sleutel)}\n\n{tekst}")
            for soort, kop, tekst in _onderwerpen(dossier, uitkomsten, nummer, rijen)
        ),
        _vak("bron", f"::: {{.wa-bron}}\n{blad.bron(nummer)}\n:::"),
    ]
    kop = f"{'#' * blad.niveau} {veilig(zinnen.gemeentekop(rijen))} {{#sec-{sleutel}}}"
    inhoud = "\n\n".join(vakken)
    return f"{kop}\n\n:::::: {{.wa-rooster}}\n\n{inhoud}\n\n::::::"


def tegels(paren: list[tuple[str, str, str]], codes: Sequence[str]) -> str:
    """Key figures side by side: of each what it is, how much, and what goes with it (may be empty)."""
    blokken = []
    for (wat, hoeveel, noot), van in zip(paren, codes, strict=True):
        getal = met_herkomst(hoeveel, van)
        groot = getal if getal != hoeveel else veilig(hoeveel)
        delen = [veilig(wat), f"[{groot}]{{.wa-groot}}", veilig(noot)]
        inhoud = "\n\n".join(deel for deel in delen if deel)
        blokken.append(f"::: {{.wa-tegel}}\n{inhoud}\n:::")
    return "\n\n".join([":::: {.wa-tegels}", *blokken, "::::"])


def _vak(soort: str, inhoud: str) -> str:
    return f"::::: {{.wa-vak .wa-vak-{soort}}}\n\n{inhoud}\n\n:::::"


def _los(soort: str, sleutel: str) -> str:
    """A heading inside a box has no number and no line in the contents."""
    return f"{{#{soort}-{sleutel} .unnumbered .unlisted}}"


def _kop(rijen: pd.DataFrame, dossier: Dossier) -> str:
    rij, kop = rijen.iloc[0], dossier.editie.kop
    stand = f"{kop['naam']}, stand {datum(kop['peildatum'])}"
    oordeel = tabellen.oordeelteken(rij["oordeel"])
    return f"{oordeel} · subregio {veilig(rij['subregio'])} · {veilig(stand)}"


def _onderwerpen(
    dossier: Dossier, uitkomsten: Uitkomsten, nummer: str, rijen: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """The boxes with a heading: name of the box, heading, Markdown; what is not there is onbekend."""
    naam = str(rijen["gemeente"].iloc[0])
    vragen = uitkomsten.vragen[uitkomsten.vragen["partij"] == naam]
    gevraagd = besluiten.zinnen(vragen) or "Deze editie vraagt geen besluit van dit college."
    return [
        ("trend", _trendkop(dossier), _trend(dossier, uitkomsten.van("wijzigingen", nummer))),
        ("bouw", "Gebouwd en gesloopt", veilig(_gebouwd(uitkomsten.van("gebouwd", nummer)))),
        ("plannen", "Plannen", _plannen(dossier, uitkomsten.van("plannen", nummer), nummer, rijen)),
        ("wijkaanpak", "Wijkaanpak", veilig(_wijkaanpak(dossier, naam))),
        (
            "herstel",
            "Hersteltermijn en aandachtspunt",
            veilig(_herstel(dossier, uitkomsten, rijen)),
        ),
        ("statushouders", "Statushouders", veilig(_statushouders(dossier, uitkomsten, naam))),
        ("besluiten", f"Gevraagd van B\\&W van {veilig(naam)}", veilig(gevraagd)),
    ]


def _trendkop(dossier: Dossier) -> str:
    if dossier.voorganger is None:
        return "Verhouding in een vorige editie"
    return veilig(f"Verhouding in {dossier.voorganger.naam} en {dossier.editie.naam}")


def _trend(dossier: Dossier, rijen: pd.DataFrame | None) -> str:
    if rijen is None or dossier.voorganger is None:
        return (
            f"Verschil met een vorige editie: {ONBEKEND}. Er is geen editie om mee te vergelijken."
        )
    toen, nu = dossier.voorganger.kop, dossier.editie.kop
    return wijzigingen.trend(rijen, eigen_definities(toen, nu), toen, nu)


def _plannen(dossier: Dossier, lijst: pd.DataFrame | None, nummer: str, rijen: pd.DataFrame) -> str:
    invoer = dossier.editie.invoer
    delen = tabellen.plandelen(rijen, invoer[invoer["gemeentecode"] == nummer])
    lezing = None if dossier.plannen is None else dossier.plannen.lezing
    van_lijst = plannen.regels(lijst, lezing)
    regels = [
        [wat, met_herkomst(hoeveel, code(naam, nummer))]
        for naam, stuk in (("balans", delen), ("plannen", van_lijst))
        for wat, hoeveel in stuk
    ]
    noot = plannen.noot(lijst, lezing)
    return f"{tabel(['Woningen in plannen', 'Aantal'], regels, [60, -20])}\n\n{veilig(noot)}"


def _herstel(dossier: Dossier, uitkomsten: Uitkomsten, rijen: pd.DataFrame) -> str:
    """The term to restore the balance, what was taken back, and whether it is a point to discuss."""
    nummer, editie = str(rijen["gemeentecode"].iloc[0]), dossier.editie
    delen = [zinnen.herstel(rijen.iloc[0], editie.termijn)]
    if dossier.plannen is not None:
        terug = dossier.plannen.terug
        delen.append(terugname.kort_terug(terug[terug["gemeentecode"] == nummer]))
    besluit = besloten_op(editie.registers, dossier.regio.gemeenten, editie.kop)
    reden = waarom_geen_lijst(editie.kop, editie.volledig, besluit)
    delen.append(herstel.aandachtspunt(uitkomsten.tabellen.get("aandachtspunten"), nummer, reden))
    return " ".join(deel for deel in delen if deel)


def _gebouwd(rijen: pd.DataFrame | None) -> str:
    if rijen is None or rijen.empty:
        return f"Wat er is gebouwd en gesloopt, is {ONBEKEND}."
    return gebouwd.gebouwd(rijen.iloc[0])


def _wijkaanpak(dossier: Dossier, naam: str) -> str:
    if dossier.wijkaanpak is None:
        return f"Wijkaanpakken: {ONBEKEND}."
    stand = dossier.editie.kop["stand_per"]
    return wijkaanpak.gemeente(wijken(dossier.wijkaanpak.register, stand), naam, stand)


def _statushouders(dossier: Dossier, uitkomsten: Uitkomsten, naam: str) -> str:
    frame, bron = uitkomsten.tabellen.get("statushouders"), dossier.statushouders
    if frame is None or bron is None:
        return f"De taakstelling van {naam} is {ONBEKEND}."
    return statushouders.gemeente(frame, naam, bron.kop["personen_per_woning"])
