"""A page per municipality, as Markdown: always the same boxes, so that they can be laid side by side.

Its attribute `kolom` tells where a box stands; without it a box has the whole width.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from woonanalyse.document import besluiten, bijdragen
from woonanalyse.document.paginas import bronregel, later_van
from woonanalyse.kern.beeld.codes import code, links, met_herkomst
from woonanalyse.kern.beeld.markdown import opsommen, tabel, veilig
from woonanalyse.kern.catalogus import onderwerp_van
from woonanalyse.kern.catalogus import tabellen as tabellen_van_catalogus
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.getal import datum
from woonanalyse.kern.onderwerp import Onderwerp
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.balans.beeld import tabellen, tekens, voorwaarden, zinnen
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.normen import beeld as normen

NIEUWE_PAGINA = "::: {.wa-nieuwe-pagina}\n:::"


@dataclass(frozen=True)
class Uitkomsten:
    """The result files of an edition by name without extension; a file that is not made is absent.

    `vragen`: the decisions asked; `afspraken`: the agreements judged; `onbekend`: whether the ratio of no
    municipality is known, which is said elsewhere then.
    """

    tabellen: Mapping[str, pd.DataFrame]
    vragen: pd.DataFrame
    afspraken: pd.DataFrame
    onbekend: bool = False


@dataclass(frozen=True)
class Blad:
    """How a page is set: level of its heading; by municipality code where the figure is, and the sources; and
    whether it tells the conditions for the top of the band."""

    niveau: int
    figuur: Callable[[str], str]
    bron: Callable[[str], str]
    voorwaarden: bool = False


@dataclass(frozen=True)
class Inhoud:
    """What the page of one municipality holds, wherever it stands: its heading, the words of its figure, its
    boxes, and what is told of it below them (name, heading, Markdown).

    `positie`: what the balance says; `voorwaarden`: the conditions for the top of the band where that
    matters, `later`: what is known of other years; both may be empty. `figuur`: whether its figure shows
    anything; `herkomst`: the codes of the rows that all of it is made from.
    """

    nummer: str
    titel: str
    woorden: Mapping[str, str]
    kop: str
    cijfers: str
    positie: str
    voorwaarden: str
    later: str
    kort: bool
    figuur: bool
    vakken: Sequence[bijdragen.Gevuld]
    besluiten: tuple[str, str]
    vervolg: Sequence[tuple[str, str, str]]
    herkomst: Sequence[str]

    @property
    def sleutel(self) -> str:
        """What its labels end with."""
        return self.nummer.lower()


class Inhouden:
    """What the pages of municipalities hold, of an edition and its results; what all of them need is looked
    up once."""

    def __init__(self, dossier: Dossier, uitkomsten: Uitkomsten) -> None:
        self.dossier, self.uitkomsten = dossier, uitkomsten
        uit = uitkomsten.tabellen
        self._balans = Gegroepeerd(uit["balans"])
        self._voorwaarden = Gegroepeerd(uit["voorwaarden"]) if "voorwaarden" in uit else None
        self._vragen = Gegroepeerd(uitkomsten.vragen, "partij")
        self._vakken = bijdragen.vakken(dossier, uit)
        self._vervolg = bijdragen.vervolg(dossier, uit)

    def van(self, nummer: str, woorden: Mapping[str, str]) -> Inhoud:
        """Of one municipality; `woorden`: alt and caption of its figure."""
        rijen, editie = self._balans.van(nummer), self.dossier.editie
        eigen = None if self._voorwaarden is None else self._voorwaarden.van(nummer)
        oordeel, naam = str(rijen["oordeel"].iloc[0]), str(rijen["gemeente"].iloc[0])
        vakken = self._vakken(nummer)
        staat_er = {vak.naam for vak in vakken}
        return Inhoud(
            nummer=nummer,
            titel=_titel(rijen, self.dossier, self.uitkomsten),
            woorden=woorden,
            kop=_kop(rijen, self.dossier),
            cijfers=tegels(tabellen.kerncijfers(rijen), [code("balans", nummer)] * 4),
            positie=zinnen.gemeente(rijen, editie.opzet, editie.norm),
            voorwaarden="" if eigen is None else voorwaarden.gemeente(eigen, oordeel),
            later=later_van(editie, naam) if rijen["behoefte"].isna().any() else "",
            kort=editie.kort,
            figuur=bool(bijdragen.getekend(rijen).any()),
            vakken=vakken,
            besluiten=self._besluiten(rijen),
            vervolg=self._vervolg(nummer),
            herkomst=adressen(self.dossier, nummer, self.uitkomsten.tabellen, staat_er),
        )

    def alle(self, woorden: Mapping[str, Mapping[str, str]]) -> list[Inhoud]:
        """Of all municipalities in `woorden`, by their code."""
        return [self.van(nummer, eigen) for nummer, eigen in woorden.items()]

    def _besluiten(self, rijen: pd.DataFrame) -> tuple[str, str]:
        """Heading and text of what is asked of the college; in a look back what is not known."""
        rij, regio = rijen.iloc[0], self.dossier.regio
        naam, subregio = str(rij["gemeente"]), str(rij["subregio"])
        if not self.dossier.editie.lopend:
            stand = self.uitkomsten.afspraken
            zin = besluiten.terugblik(regio.afspraken, stand, naam, subregio)
            return "Terugblik op de afspraken", veilig(zin)
        delen = besluiten.delen(self._vragen.van(naam), regio.nummering)
        gevraagd = "Deze editie vraagt geen besluit van dit college."
        tabel_ = self.uitkomsten.tabellen.get("normen")
        if tabel_ is not None and normen.gevraagd(tabel_, "gemeente"):
            gevraagd = "Instemmen met het leveren van wat hierboven van gemeenten nodig is."
        if delen:
            gevraagd = f"{opsommen(delen, '; ', '; ')}."
        return f"Gevraagd van B\\&W van {veilig(naam)}", gevraagd


def gemeentepaginas(dossier: Dossier, inhouden: Iterable[Inhoud]) -> str:
    """A section of the report per municipality, with what is told of it below its boxes."""
    editie = dossier.editie
    van_balans = "" if editie.kort else f"{bronregel(editie, 'notebooks/balans.ipynb')} "
    bron = f"{van_balans}[Overige bronnen: @sec-bronnen.]{{.wa-scherm}}"
    inhouden = list(inhouden)
    herkomst = {een.nummer: een.herkomst for een in inhouden}
    blad = Blad(
        2,
        lambda nummer: f"_werk/figuren/gemeente-{nummer}.svg",
        lambda nummer: f"{bron} Herkomst: {links(herkomst[nummer])}.",
        voorwaarden=True,
    )
    paginas = [
        gemeentepagina(een, blad)
        + "".join(
            f"\n\n{_met_kop(blad, f'vervolg-{naam}', kop, tekst, een.sleutel)}"
            for naam, kop, tekst in een.vervolg
        )
        for een in inhouden
    ]
    return f"\n\n{NIEUWE_PAGINA}\n\n".join(paginas)


def adressen(
    dossier: Dossier, nummer: str, uit: Mapping[str, pd.DataFrame], vakken: Collection[str]
) -> list[str]:
    """The codes of the results that the page of a municipality is made from: `uit` by name, the names of its
    boxes in `vakken`. Of a table that not every municipality is in those that are, where its box stands."""
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
        and (tafel.regels == "alle" or _in_vak(onderwerp, uit[naam], nummer, vakken))
    ]


def _in_vak(
    onderwerp: Onderwerp, frame: pd.DataFrame, nummer: str, vakken: Collection[str]
) -> bool:
    er_staat = onderwerp.vak is not None and onderwerp.vak.naam in vakken
    return er_staat and bool((frame["gemeentecode"] == nummer).any())


def gemeentewijzer(balans: pd.DataFrame, *, oordelen: bool = True) -> str:
    """Where each municipality's page is, with its judgement where the report is about those (`oordelen`);
    where that is unknown of all, that once."""
    delen = balans["subregio"].nunique() > 1
    onbekend = zinnen.alle_onbekend(balans) if oordelen else ""
    met_oordeel = oordelen and not onbekend
    rijen = [
        [
            f"[{veilig(rij.gemeente)}](#sec-{rij.gemeentecode.lower()})",
            *([veilig(rij.subregio)] if delen else []),
            *([tekens.oordeelteken(rij.oordeel)] if met_oordeel else []),
            f"@sec-{rij.gemeentecode.lower()}",
        ]
        for rij in per_rij(balans.drop_duplicates("gemeentecode"))
    ]
    kolommen = {
        "Gemeente": 26,
        **({"Subregio": 24} if delen else {}),
        **({"Uitkomst": 34} if met_oordeel else {}),
        "Waar": 20,
    }
    wijzer = tabel([*kolommen], rijen, [*kolommen.values()])
    return f"{onbekend}\n\n{wijzer}" if onbekend else wijzer


def gemeentepagina(inhoud: Inhoud, blad: Blad) -> str:
    """The heading of one municipality and its boxes, in reading order."""
    sleutel = inhoud.sleutel
    beeld = (
        f"![{veilig(inhoud.woorden['bijschrift'])}]({blad.figuur(inhoud.nummer)})"
        f'{{#fig-{sleutel} fig-alt="{veilig(inhoud.woorden["alt"])}"}}'
    )
    delen = [inhoud.positie, inhoud.voorwaarden if blad.voorwaarden else "", inhoud.later]
    positie = veilig(" ".join(deel for deel in delen if deel))
    balans = [
        _vak("cijfers", inhoud.cijfers),
        _vak("positie", f"{beeld}\n\n{positie}" if inhoud.figuur else positie),
    ]
    vakken = [
        _vak("kop", inhoud.kop),
        *([] if inhoud.kort else balans),
        *(
            _vak(v.naam, _met_kop(blad, v.naam, v.kop, v.tekst, sleutel), v.kolom, hoog=v.hoog)
            for v in inhoud.vakken
        ),
        _vak("besluiten", _met_kop(blad, "besluiten", *inhoud.besluiten, sleutel)),
        _vak("bron", f"::: {{.wa-bron}}\n{blad.bron(inhoud.nummer)}\n:::"),
    ]
    kop = f"{'#' * blad.niveau} {veilig(inhoud.titel)} {{#sec-{sleutel}}}"
    alles = "\n\n".join(vakken)
    return f"{kop}\n\n:::::: {{.wa-rooster}}\n\n{alles}\n\n::::::"


def _titel(rijen: pd.DataFrame, dossier: Dossier, uitkomsten: Uitkomsten) -> str:
    """The finding on one municipality; of an edition that is about norms alone, on those."""
    if dossier.editie.alleen_normen:
        return f"{rijen['gemeente'].iloc[0]}: {normen.telling(uitkomsten.tabellen['normen'])}"
    if uitkomsten.onbekend:
        return str(rijen["gemeente"].iloc[0])
    return zinnen.gemeentekop(rijen)


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


def _vak(soort: str, inhoud: str, kolom: str | None = None, *, hoog: bool = False) -> str:
    """A box, in a column or over the whole width. `hoog`: two rows on a screen."""
    waar = "" if kolom is None else f' kolom="{kolom}"'
    klassen = f".wa-vak .wa-vak-{soort}{' .wa-vak-hoog' if hoog else ''}"
    return f"::::: {{{klassen}{waar}}}\n\n{inhoud}\n\n:::::"


def _met_kop(blad: Blad, soort: str, kop: str, tekst: str, sleutel: str) -> str:
    return f"{'#' * (blad.niveau + 1)} {kop} {_los(soort, sleutel)}\n\n{tekst}"


def _los(soort: str, sleutel: str) -> str:
    """A heading inside a box has no number and no line in the contents."""
    return f"{{#{soort}-{sleutel} .unnumbered .unlisted}}"


def _kop(rijen: pd.DataFrame, dossier: Dossier) -> str:
    rij, opzet = rijen.iloc[0], dossier.editie.opzet
    stand = f"{opzet.naam}, stand {datum(opzet.peildatum)}"
    deel = [f"subregio {veilig(rij['subregio'])}"] if dossier.regio.delen else []
    delen = [*deel, veilig(stand)]
    oordeel = [] if dossier.editie.kort else [tekens.oordeelteken(rij["oordeel"])]
    return " · ".join([*oordeel, *delen])
