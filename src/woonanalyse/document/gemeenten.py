"""A page per municipality, as Markdown: always the same boxes, so that they can be laid side by side.

Where a box stands and how large it is: by its class `wa-vak-…` in the template, or by its attribute `plek`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from woonanalyse.document import besluiten, bijdragen
from woonanalyse.document.paginas import bronregel, later_van
from woonanalyse.kern.beeld.codes import code, links, met_herkomst
from woonanalyse.kern.beeld.markdown import opsommen, tabel, veilig
from woonanalyse.kern.catalogus import onderwerp_van
from woonanalyse.kern.catalogus import tabellen as tabellen_van_catalogus
from woonanalyse.kern.getal import datum
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.balans.beeld import tabellen, voorwaarden, zinnen
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.normen import beeld as normen

NIEUWE_PAGINA = "::: {.wa-nieuwe-pagina}\n:::"


@dataclass(frozen=True)
class Uitkomsten:
    """The result files of an edition by name without extension; a file that is not made is absent.

    `vragen`: the decisions asked; `afspraken`: the agreements judged.
    """

    tabellen: Mapping[str, pd.DataFrame]
    vragen: pd.DataFrame
    afspraken: pd.DataFrame

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
        lambda nummer: f"{bron} Herkomst: {links(adressen(dossier, nummer))}.",
    )
    paginas = [
        gemeentepagina(dossier, uitkomsten, nummer, woorden[nummer], blad)
        + vervolg(dossier, uitkomsten, nummer, blad)
        for nummer in dossier.regio.gemeenten["gemeentecode"]
    ]
    return f"\n\n{NIEUWE_PAGINA}\n\n".join(paginas)


def vervolg(dossier: Dossier, uitkomsten: Uitkomsten, nummer: str, blad: Blad) -> str:
    """What is told of one municipality below its boxes; may be empty."""
    delen = bijdragen.vervolg(dossier, uitkomsten.tabellen, nummer)
    return "".join(
        f"\n\n{_met_kop(blad, f'vervolg-{naam}', kop, tekst, nummer.lower())}"
        for naam, kop, tekst in delen
    )


def adressen(dossier: Dossier, nummer: str) -> list[str]:
    """The codes of the results that the page of a municipality is made from."""
    editie = dossier.editie
    van_normen = [code("normen")] if editie.normen is not None else []
    if editie.verdeling is not None:
        van_normen.append(code("normen", nummer))
    niet_getoond = dossier.niet_getoonde_tabellen
    return van_normen + [
        code(naam, nummer)
        for naam, tafel in tabellen_van_catalogus().items()
        if tafel.adres
        and naam not in niet_getoond
        and (onderwerp := onderwerp_van(naam))
        and dossier.heeft(onderwerp)
    ]


def gemeentewijzer(balans: pd.DataFrame) -> str:
    """Where each municipality's page is, with its judgement."""
    rijen = [
        [
            f"[{veilig(rij.gemeente)}](#sec-{rij.gemeentecode.lower()})",
            veilig(rij.subregio),
            tabellen.oordeelteken(rij.oordeel),
            f"@sec-{rij.gemeentecode.lower()}",
        ]
        for rij in per_rij(balans.drop_duplicates("gemeentecode"))
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
    balans = [
        _vak("cijfers", tegels(tabellen.kerncijfers(rijen), [code("balans", nummer)] * 4)),
        _vak("positie", f"{beeld}\n\n{veilig(_positie(rijen, uitkomsten, editie))}"),
    ]
    vakken = [
        _vak("kop", _kop(rijen, dossier)),
        *([] if editie.kort else balans),
        *(
            _vak(v.naam, _met_kop(blad, v.naam, v.kop, v.tekst, sleutel), v.plek, hoog=v.hoog)
            for v in bijdragen.vakken(dossier, uitkomsten.tabellen, nummer)
        ),
        _vak("besluiten", _besluiten(blad, dossier, uitkomsten, rijen)),
        _vak("bron", f"::: {{.wa-bron}}\n{blad.bron(nummer)}\n:::"),
    ]
    kop = f"{'#' * blad.niveau} {veilig(_titel(rijen, dossier, uitkomsten))} {{#sec-{sleutel}}}"
    inhoud = "\n\n".join(vakken)
    return f"{kop}\n\n:::::: {{.wa-rooster}}\n\n{inhoud}\n\n::::::"


def _titel(rijen: pd.DataFrame, dossier: Dossier, uitkomsten: Uitkomsten) -> str:
    """The finding on one municipality; of an edition that is about norms alone, on those."""
    if dossier.editie.alleen_normen:
        return f"{rijen['gemeente'].iloc[0]}: {normen.telling(uitkomsten.tabellen['normen'])}"
    return zinnen.gemeentekop(rijen)


def _positie(rijen: pd.DataFrame, uitkomsten: Uitkomsten, editie: Editie) -> str:
    """What the balance says, and the conditions for the top of the band where that matters."""
    nummer, oordeel = str(rijen["gemeentecode"].iloc[0]), str(rijen["oordeel"].iloc[0])
    eigen = uitkomsten.van("voorwaarden", nummer)
    over = "" if eigen is None else voorwaarden.gemeente(eigen, oordeel)
    if rijen["behoefte"].isna().any():
        over = f"{over} {later_van(editie, str(rijen['gemeente'].iloc[0]))}".strip()
    return f"{zinnen.gemeente(rijen, editie.opzet, editie.norm)} {over}".strip()


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


def _vak(
    soort: str, inhoud: str, plek: Sequence[float] | None = None, *, hoog: bool = False
) -> str:
    """A box; without `plek` (mm) it stands where the template says. `hoog`: two rows on a screen."""
    waar = "" if plek is None else f' plek="{", ".join(f"{maat:g}" for maat in plek)}"'
    klassen = f".wa-vak .wa-vak-{soort}{' .wa-vak-hoog' if hoog else ''}"
    return f"::::: {{{klassen}{waar}}}\n\n{inhoud}\n\n:::::"


def _met_kop(blad: Blad, soort: str, kop: str, tekst: str, sleutel: str) -> str:
    return f"{'#' * (blad.niveau + 1)} {kop} {_los(soort, sleutel)}\n\n{tekst}"


def _besluiten(blad: Blad, dossier: Dossier, uitkomsten: Uitkomsten, rijen: pd.DataFrame) -> str:
    """What is asked of the college of one municipality; in a look back what is not known."""
    naam, sleutel = str(rijen["gemeente"].iloc[0]), str(rijen["gemeentecode"].iloc[0]).lower()
    if not dossier.editie.lopend:
        subregio = str(rijen["subregio"].iloc[0])
        zin = besluiten.terugblik(dossier.regio.afspraken, uitkomsten.afspraken, naam, subregio)
        return _met_kop(blad, "besluiten", "Terugblik op de afspraken", veilig(zin), sleutel)
    vragen = uitkomsten.vragen[uitkomsten.vragen["partij"] == naam]
    delen = besluiten.delen(vragen, dossier.regio.nummering)
    gevraagd = "Deze editie vraagt geen besluit van dit college."
    tabel_ = uitkomsten.tabellen.get("normen")
    if tabel_ is not None and normen.gevraagd(tabel_, "gemeente"):
        gevraagd = "Instemmen met het leveren van wat hierboven van gemeenten nodig is."
    if delen:
        gevraagd = f"{opsommen(delen, '; ', '; ')}."
    kop = f"Gevraagd van B\\&W van {veilig(naam)}"
    return _met_kop(blad, "besluiten", kop, gevraagd, sleutel)


def _los(soort: str, sleutel: str) -> str:
    """A heading inside a box has no number and no line in the contents."""
    return f"{{#{soort}-{sleutel} .unnumbered .unlisted}}"


def _kop(rijen: pd.DataFrame, dossier: Dossier) -> str:
    rij, opzet = rijen.iloc[0], dossier.editie.opzet
    stand = f"{opzet.naam}, stand {datum(opzet.peildatum)}"
    deel = [f"subregio {veilig(rij['subregio'])}"] if dossier.regio.delen else []
    delen = [*deel, veilig(stand)]
    oordeel = [] if dossier.editie.kort else [tabellen.oordeelteken(rij["oordeel"])]
    return " · ".join([*oordeel, *delen])
