"""A page per municipality, as Markdown: always the same boxes, so that they can be laid side by side.

The template holds where each box stands and how large it is, by the class `wa-vak-…`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from woonanalyse.beeld import (
    besluiten,
    herstel,
    plannen,
    statushouders,
    tabellen,
    wijkaanpak,
    wijzigingen,
    zinnen,
)
from woonanalyse.beeld.markdown import tabel, veilig
from woonanalyse.bronnen.dossier import Dossier
from woonanalyse.getal import ONBEKEND, datum
from woonanalyse.model.wijkaanpak import wijken
from woonanalyse.model.wijzigingen import eigen_definities
from woonanalyse.rapport.paginas import bronregel
from woonanalyse.rapport.samenvoegen import lees_uitkomsten

NIEUWE_PAGINA = "::: {.wa-nieuwe-pagina}\n:::"


@dataclass(frozen=True)
class Uitkomsten:
    """The result files of an edition by name without extension; a file that is not made is absent."""

    tabellen: Mapping[str, pd.DataFrame]
    vragen: pd.DataFrame

    def van(self, naam: str, code: str) -> pd.DataFrame | None:
        """The rows of one municipality, None when the result is not made."""
        frame = self.tabellen.get(naam)
        return None if frame is None else frame[frame["gemeentecode"] == code]


@dataclass(frozen=True)
class Blad:
    """How a page is set: level of its heading, where the figure is, the line of sources."""

    niveau: int
    figuur: Callable[[str], str]
    bron: str


def lees_alle(map_: Path, namen: list[str]) -> dict[str, pd.DataFrame]:
    """The result files `namen` in `map_`, by name without extension."""
    return {naam.removesuffix(".csv"): lees_uitkomsten(map_ / naam) for naam in namen}


def gemeentepaginas(
    dossier: Dossier, uitkomsten: Uitkomsten, woorden: Mapping[str, Mapping[str, str]]
) -> str:
    """A section per municipality; `woorden` holds alt and caption of each figure by municipality code."""
    bron = f"{bronregel(dossier.editie, 'notebooks/balans.ipynb')} Overige bronnen: @sec-bronnen."
    blad = Blad(2, lambda code: f"_werk/figuren/gemeente-{code}.svg", bron)
    paginas = [
        gemeentepagina(dossier, uitkomsten, code, woorden[code], blad)
        for code in dossier.regio.gemeenten["gemeentecode"]
    ]
    return f"\n\n{NIEUWE_PAGINA}\n\n".join(paginas)


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
    dossier: Dossier, uitkomsten: Uitkomsten, code: str, woorden: Mapping[str, str], blad: Blad
) -> str:
    """The heading of one municipality and its boxes, in reading order."""
    rijen = uitkomsten.van("balans", code)
    assert rijen is not None
    sleutel = code.lower()
    beeld = (
        f"![{veilig(woorden['bijschrift'])}]({blad.figuur(code)})"
        f'{{#fig-{sleutel} fig-alt="{veilig(woorden["alt"])}"}}'
    )
    editie = dossier.editie
    vakken = [
        _vak("kop", _kop(rijen, dossier)),
        _vak("cijfers", tegels(tabellen.kerncijfers(rijen))),
        _vak("positie", f"{beeld}\n\n{veilig(zinnen.gemeente(rijen, editie.kop, editie.norm))}"),
        *(
            _vak(soort, f"{'#' * (blad.niveau + 1)} {kop} {_los(soort, sleutel)}\n\n{tekst}")
            for soort, kop, tekst in _onderwerpen(dossier, uitkomsten, code, rijen)
        ),
        _vak("bron", f"::: {{.wa-bron}}\n{blad.bron}\n:::"),
    ]
    kop = f"{'#' * blad.niveau} {veilig(zinnen.gemeentekop(rijen))} {{#sec-{sleutel}}}"
    inhoud = "\n\n".join(vakken)
    return f"{kop}\n\n:::::: {{.wa-rooster}}\n\n{inhoud}\n\n::::::"


def tegels(paren: list[tuple[str, str, str]]) -> str:
    """Key figures side by side: of each what it is, how much, and what goes with it (may be empty)."""
    blokken = []
    for wat, hoeveel, noot in paren:
        delen = [veilig(wat), f"[{veilig(hoeveel)}]{{.wa-getal}}", veilig(noot)]
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
    dossier: Dossier, uitkomsten: Uitkomsten, code: str, rijen: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """The boxes with a heading: name of the box, heading, Markdown; what is not there is onbekend."""
    naam = str(rijen["gemeente"].iloc[0])
    vragen = uitkomsten.vragen[uitkomsten.vragen["partij"] == naam]
    gevraagd = besluiten.zinnen(vragen) or "Deze editie vraagt geen besluit van dit college."
    return [
        ("trend", "Verhouding toen en nu", _trend(dossier, uitkomsten.van("wijzigingen", code))),
        ("bouw", "Gebouwd en gesloopt", veilig(_gebouwd(uitkomsten.van("gebouwd", code)))),
        ("plannen", "Plannen", _plannen(dossier, uitkomsten.van("plannen", code), code, rijen)),
        ("wijkaanpak", "Wijkaanpak", veilig(_wijkaanpak(dossier, naam))),
        (
            "herstel",
            "Hersteltermijn en aandachtspunt",
            veilig(_herstel(dossier, uitkomsten, rijen)),
        ),
        ("statushouders", "Statushouders", veilig(_statushouders(dossier, uitkomsten, naam))),
        ("besluiten", f"Gevraagd van B\\&W van {veilig(naam)}", veilig(gevraagd)),
    ]


def _trend(dossier: Dossier, rijen: pd.DataFrame | None) -> str:
    if rijen is None or dossier.voorganger is None:
        return (
            f"Verschil met een vorige editie: {ONBEKEND}. Er is geen editie om mee te vergelijken."
        )
    toen, nu = dossier.voorganger.kop, dossier.editie.kop
    return wijzigingen.trend(rijen, eigen_definities(toen, nu), toen, nu)


def _plannen(dossier: Dossier, lijst: pd.DataFrame | None, code: str, rijen: pd.DataFrame) -> str:
    invoer = dossier.editie.invoer
    regels = tabellen.plandelen(rijen, invoer[invoer["gemeentecode"] == code])
    lezing = None if dossier.plannen is None else dossier.plannen.lezing
    regels += plannen.regels(lijst, lezing)
    noot = plannen.noot(lijst, lezing)
    return f"{tabel(['Woningen in plannen', 'Aantal'], regels, [60, -20])}\n\n{veilig(noot)}"


def _herstel(dossier: Dossier, uitkomsten: Uitkomsten, rijen: pd.DataFrame) -> str:
    """The term to restore the balance, what was taken back, and whether it is a point to discuss."""
    code = str(rijen["gemeentecode"].iloc[0])
    delen = [zinnen.herstel(rijen.iloc[0], dossier.editie.termijn)]
    if dossier.plannen is not None:
        terug = dossier.plannen.terug
        delen.append(wijzigingen.kort_terug(terug[terug["gemeentecode"] == code]))
    delen.append(herstel.aandachtspunt(uitkomsten.tabellen.get("aandachtspunten"), code))
    return " ".join(deel for deel in delen if deel)


def _gebouwd(rijen: pd.DataFrame | None) -> str:
    if rijen is None or rijen.empty:
        return f"Wat er is gebouwd en gesloopt, is {ONBEKEND}."
    return wijzigingen.gebouwd(rijen.iloc[0])


def _wijkaanpak(dossier: Dossier, naam: str) -> str:
    if dossier.wijkaanpak is None:
        return f"Wijkaanpakken: {ONBEKEND}."
    stand = dossier.editie.kop["stand_per"]
    return wijkaanpak.gemeente(wijken(dossier.wijkaanpak.register, stand), naam, stand)


def _statushouders(dossier: Dossier, uitkomsten: Uitkomsten, naam: str) -> str:
    frame, bron = uitkomsten.tabellen.get("statushouders"), dossier.statushouders
    if frame is None or bron is None:
        return f"De taakstelling van {naam} is {ONBEKEND}."
    return statushouders.gemeente(frame, naam, bron.toezicht, bron.kop["personen_per_woning"])
