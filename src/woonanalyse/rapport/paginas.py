"""Pages made from data, as Markdown: a page per municipality and the annexes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from woonanalyse.beeld import tabellen, zinnen
from woonanalyse.beeld.markdown import tabel, veilig
from woonanalyse.bronnen.editie import Editie
from woonanalyse.getal import datum, procent

NIEUWE_PAGINA = "::: {.wa-nieuwe-pagina}\n:::"


def gemeentepaginas(
    editie: Editie,
    balans: pd.DataFrame,
    anders: pd.DataFrame,
    woorden: Mapping[str, Mapping[str, str]],
) -> str:
    """A section per municipality; `woorden` holds alt and caption of each figure by municipality code."""
    paginas = [
        _gemeentepagina(editie, groep, anders[anders["gemeentecode"] == code], woorden[str(code)])
        for code, groep in balans.groupby("gemeentecode", sort=False)
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


def _gemeentepagina(
    editie: Editie, rijen: pd.DataFrame, anders: pd.DataFrame, woorden: Mapping[str, str]
) -> str:
    code = rijen["gemeentecode"].iloc[0]
    sleutel = code.lower()
    tafel = tabellen.gemeente(rijen, anders, editie.regio.definities)
    return "\n\n".join(
        [
            f"## {veilig(zinnen.gemeentekop(rijen))} {{#sec-{sleutel}}}",
            f"::: {{.wa-kern}}\n{veilig(zinnen.gemeente(rijen, editie.kop, editie.norm))}\n:::",
            f"![{veilig(woorden['bijschrift'])}](_werk/figuren/gemeente-{code}.svg)"
            f'{{#fig-{sleutel} fig-alt="{veilig(woorden["alt"])}"}}',
            f"{tafel.markdown}\n\n: {veilig(tafel.bijschrift)} {{#tbl-{sleutel}}}",
            veilig(_toelichting(editie, rijen)),
            f"::: {{.wa-bron}}\n{bronregel(editie, 'notebooks/balans.ipynb')}\n:::",
        ]
    )


def _toelichting(editie: Editie, rijen: pd.DataFrame) -> str:
    """What stands below a municipality's table: its plans, where they lie, the way back (art. 15)."""
    rij = rijen.iloc[0]
    eigen = editie.invoer[editie.invoer["gemeentecode"] == rij["gemeentecode"]]
    zinnen_ = [
        f"Subregio: {rij['subregio']}.",
        zinnen.uit_te_werken(rijen, editie.definitie),
        zinnen.ligging(eigen),
        zinnen.herstel(rij, editie.regio.normen[15]),
    ]
    return " ".join(zin for zin in zinnen_ if zin)


def bronregel(editie: Editie, notitieboek: str) -> str:
    """The address of the numbers above it: file, publisher, reference date, notebook, function."""
    bron = editie.kop.get("balans")
    if bron is None:
        return "Bron: geen; de gegevens van deze editie zijn niet in ons bezit."
    zij = next(z for z in editie.zijbestanden if z["bestand"] == bron["bestand"])
    return (
        f"Bron: {veilig(zij['titel'])} ({veilig(zij['uitgever'])}), peildatum "
        f"{datum(zij['peildatum'])}, `{bron['bestand']}`. Berekening: `{notitieboek}`, "
        "`woonanalyse.model.balans`."
    )


def bronnentabel(editie: Editie) -> str:
    """The raw files of the edition: what, publisher, reference date, licence, where, hash."""
    rijen = [
        [
            veilig(zij["titel"]),
            veilig(zij["uitgever"]),
            datum(zij["peildatum"]) if zij["peildatum"] else veilig(zij["peildatum_toelichting"]),
            veilig(zij["licentie"]),
            f"{_pad(zij['bestand'])} ({zij['sha256'][:8]})"
            + (
                ""
                if zij["ongewijzigd"]
                else " **gewijzigd: inhoud wijkt af van de vastgelegde bron**"
            ),
        ]
        for zij in editie.zijbestanden
    ]
    koppen = ["Wat", "Uitgever", "Peildatum", "Licentie", "Bestand (begin van sha256)"]
    return tabel(koppen, rijen, [26, 20, 14, 18, 30])


def bronnennoten(editie: Editie) -> str:
    """Per source where it was found, and what to mind."""
    regels = []
    for zij in editie.zijbestanden:
        noot = f" Let op: {veilig(zij['let_op'])}" if "let_op" in zij else ""
        regels.append(
            f"- **{veilig(zij['titel'])}.** {veilig(zij['wat'])} Vindplaats: {veilig(zij['vindplaats'])}. "
            f"Peildatum: {veilig(zij['peildatum_toelichting'])}{noot}"
        )
    return "\n".join(regels)


def editietabel(editie: Editie) -> str:
    """What makes this edition: dates, period, forecast, definition."""
    kop = editie.kop
    regels = [
        ("Editie", kop["naam"]),
        ("Peildatum van de balans", f"{datum(kop['peildatum'])}. {kop['peildatum_toelichting']}"),
        ("Registers tot en met", datum(kop["stand_per"])),
        ("Periode van de behoefte", _periode(kop)),
        ("Richtinggevende prognose (artikel 14)", kop["prognose"] or "onbekend"),
        ("Rekenwijze", f"{editie.definitie['naam']}. {editie.definitie['uitleg']}"),
    ]
    if "toets_toelichting" in kop:
        regels.append(("Toets aan artikel 13", kop["toets_toelichting"]))
    return tabel(["Onderdeel", "Wat geldt"], [[veilig(a), veilig(b)] for a, b in regels], [30, 78])


def editienoten(editie: Editie) -> str:
    """What to know of this edition besides the table."""
    noten = editie.kop.get("noten", ["Bij deze editie zijn er geen verdere opmerkingen."])
    return "\n".join(f"- {veilig(noot)}" for noot in noten)


def normentabel(editie: Editie) -> str:
    """The norms of the agreement that this report uses."""
    rijen = [
        [
            str(norm["artikel"]),
            veilig(norm["titel"]),
            veilig(_norm(norm)),
            veilig(norm["zegt"] + (f" {norm['noot']}" if "noot" in norm else "")),
            veilig(f"{datum(norm['vanaf'])} t/m {datum(norm['tot_en_met'])}"),
        ]
        for norm in editie.regio.normen.values()
    ]
    koppen = ["Artikel", "Onderwerp", "Norm", "Wat de overeenkomst zegt", "Geldig"]
    return tabel(koppen, rijen, [8, 18, 14, 46, 22])


def definitietabel(editie: Editie) -> str:
    """The definitions of dekking, the edition's own first."""
    eigen = editie.definitie
    gebruikt = [eigen, *editie.vergelijkdefinities]
    rijen = [
        [
            veilig(d["naam"]) + (" (deze editie)" if d is eigen else ""),
            veilig(d["uitleg"]),
            veilig(d["bron"]),
        ]
        for d in gebruikt
    ]
    return tabel(["Rekenwijze", "Wat zij zegt", "Bron"], rijen, [24, 54, 30])


def _norm(norm: Mapping[str, Any]) -> str:
    if norm["eenheid"] == "fractie":
        return f"ten hoogste {procent(norm['norm'], 0)}"
    return f"ten hoogste {norm['norm']} {norm['eenheid']}"


def _periode(kop: Mapping[str, Any]) -> str:
    toelichting = f". {kop['periode_toelichting']}" if "periode_toelichting" in kop else ""
    return zinnen.periode(kop) + toelichting


def _pad(bestand: str) -> str:
    """A path as code, in pieces, so that it can break over lines."""
    return "/ ".join(f"`{deel}`" for deel in bestand.split("/"))
