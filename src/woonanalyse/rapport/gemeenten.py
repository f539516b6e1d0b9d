"""A page per municipality, as Markdown: always the same grid, so that they can be laid side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from woonanalyse.beeld import (
    besluiten,
    plannen,
    statushouders,
    tabellen,
    wijkaanpak,
    wijzigingen,
    zinnen,
)
from woonanalyse.beeld.markdown import tabel, veilig
from woonanalyse.bronnen.dossier import Dossier
from woonanalyse.model.wijkaanpak import wijken
from woonanalyse.model.wijzigingen import eigen_definities
from woonanalyse.rapport.paginas import bronregel

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


def gemeentepaginas(
    dossier: Dossier, uitkomsten: Uitkomsten, woorden: Mapping[str, Mapping[str, str]]
) -> str:
    """A section per municipality; `woorden` holds alt and caption of each figure by municipality code."""
    codes = dossier.regio.gemeenten["gemeentecode"]
    aanpak, stand = dossier.wijkaanpak, dossier.editie.kop["stand_per"]
    bekend = None if aanpak is None else wijken(aanpak.register, stand)
    paginas = [_gemeentepagina(dossier, uitkomsten, bekend, code, woorden[code]) for code in codes]
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


def _gemeentepagina(
    dossier: Dossier,
    uitkomsten: Uitkomsten,
    bekend: pd.DataFrame | None,
    code: str,
    woorden: Mapping[str, str],
) -> str:
    editie = dossier.editie
    rijen, anders = uitkomsten.van("balans", code), uitkomsten.van("balans_vergelijking", code)
    assert rijen is not None and anders is not None
    sleutel = code.lower()
    tafel = tabellen.gemeente(rijen, anders, editie.regio.definities)
    verder = _verder(dossier, uitkomsten, bekend, code, rijen)
    return "\n\n".join(
        [
            f"## {veilig(zinnen.gemeentekop(rijen))} {{#sec-{sleutel}}}",
            f"::: {{.wa-kern}}\n{veilig(zinnen.gemeente(rijen, editie.kop, editie.norm))}\n:::",
            f"![{veilig(woorden['bijschrift'])}](_werk/figuren/gemeente-{code}.svg)"
            f'{{#fig-{sleutel} fig-alt="{veilig(woorden["alt"])}"}}',
            f"{tafel.markdown}\n\n: {veilig(tafel.bijschrift)} {{#tbl-{sleutel}}}",
            tabel(["Onderwerp", "Wat bekend is"], [[k, veilig(v)] for k, v in verder], [20, 88])
            + f"\n\n: Verder over {veilig(rijen['gemeente'].iloc[0])} {{#tbl-verder-{sleutel}}}",
            f"::: {{.wa-bron}}\n{bronregel(editie, 'notebooks/balans.ipynb')} "
            "Overige bronnen: @sec-bronnen.\n:::",
        ]
    )


def _verder(
    dossier: Dossier,
    uitkomsten: Uitkomsten,
    bekend: pd.DataFrame | None,
    code: str,
    rijen: pd.DataFrame,
) -> list[tuple[str, str]]:
    """What stands below the balance, subject by subject; `bekend` are the districts of all."""
    editie, naam = dossier.editie, str(rijen["gemeente"].iloc[0])
    eigen = editie.invoer[editie.invoer["gemeentecode"] == code]
    vragen = uitkomsten.vragen[uitkomsten.vragen["partij"] == naam]
    plek = [
        f"Subregio: {rijen['subregio'].iloc[0]}.",
        zinnen.uit_te_werken(rijen, editie.definitie),
        zinnen.ligging(eigen),
    ]
    onderwerpen = [
        ("Harde plannen", " ".join(zin for zin in plek if zin)),
        ("Sinds vorige editie", _sinds(dossier, uitkomsten.van("wijzigingen", code))),
        ("Gebouwd, gesloopt", _gebouwd(uitkomsten.van("gebouwd", code))),
        ("Plannenlijst", _plannen(dossier, uitkomsten.van("plannen", code))),
        ("Wijkaanpak", _wijkaanpak(bekend, naam, editie.kop["stand_per"])),
        ("Statushouders", _statushouders(dossier, uitkomsten.tabellen.get("statushouders"), naam)),
        ("Hersteltermijn", _herstel(dossier, rijen)),
        ("Gevraagd van B&W", besluiten.zinnen(vragen)),
    ]
    return [(onderwerp, tekst) for onderwerp, tekst in onderwerpen if tekst]


def _sinds(dossier: Dossier, rijen: pd.DataFrame | None) -> str:
    if rijen is None or dossier.voorganger is None:
        return ""
    return wijzigingen.gemeente(rijen, eigen_definities(dossier.voorganger.kop, dossier.editie.kop))


def _herstel(dossier: Dossier, rijen: pd.DataFrame) -> str:
    """The term to restore the balance, and what was taken back where a source says so."""
    zin = zinnen.herstel(rijen.iloc[0], dossier.editie.termijn)
    if dossier.plannen is None:
        return zin
    terug = dossier.plannen.terug
    eigen = terug[terug["gemeentecode"] == rijen["gemeentecode"].iloc[0]]
    return " ".join(deel for deel in (zin, wijzigingen.kort_terug(eigen)) if deel)


def _gebouwd(rijen: pd.DataFrame | None) -> str:
    return "" if rijen is None else wijzigingen.gebouwd(rijen.iloc[0])


def _plannen(dossier: Dossier, rijen: pd.DataFrame | None) -> str:
    if rijen is None or dossier.plannen is None:
        return ""
    return plannen.gemeente(rijen, dossier.plannen.lezing)


def _wijkaanpak(bekend: pd.DataFrame | None, naam: str, stand: str) -> str:
    return "" if bekend is None else wijkaanpak.gemeente(bekend, naam, stand)


def _statushouders(dossier: Dossier, frame: pd.DataFrame | None, naam: str) -> str:
    if frame is None or dossier.statushouders is None:
        return ""
    bron = dossier.statushouders
    return statushouders.gemeente(frame, naam, bron.toezicht, bron.kop["personen_per_woning"])
