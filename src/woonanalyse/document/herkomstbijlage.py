"""The annex on where numbers come from, as Markdown: what every code in the report leads to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from string import ascii_lowercase
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.codes import LETTERS, anker
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.getal import datum, opsomming
from woonanalyse.kern.nummering import ARTIKEL, Nummering
from woonanalyse.kern.perrij import per_groep, per_rij
from woonanalyse.uitkomsten.datapakket import hoe

GEEN = "Deze editie heeft hier geen bron voor: wat ontbreekt, is onbekend."


def bijlage(
    regels: pd.DataFrame,
    pakket: Mapping[str, Any],
    zonder: Collection[str] = (),
    woord: Nummering = ARTIKEL,
    niet_er: Collection[str] = (),
) -> str:
    """A section per result file: `regels` has the columns of herkomst.csv, `pakket` is the data package.

    `zonder`: the names of tables that the report does not show; a last line says where they are.
    `woord`: what the number of an agreement is called. `niet_er`: the names of tables that have no row, as
    `zonder_rijen` gives them: a line names them, and their address leads to it.

    On screen every code is a whole line of its own; on paper a row of a table under what its result file
    has in common.
    """
    leeg = regels.fillna("")
    genoemd = [f"{woord.een} {nr}" if nr else "" for nr in leeg["artikel"]]
    leeg = leeg.assign(artikel=genoemd)
    delen = []
    for tafel in pakket["resources"]:
        eigen = leeg[leeg["uitkomst"] == tafel["path"]]
        if len(eigen) and tafel["path"].removesuffix(".csv") not in {*zonder, *niet_er}:
            delen.append(_groep(tafel, eigen, woord))
    if niet_er:
        namen = opsomming([f"[{veilig(een)}.csv]{{#{anker(LETTERS[een])}}}" for een in niet_er])
        delen.append(f"Zonder rijen in deze editie, en dus zonder herkomst: {namen}.")
    if zonder:
        delen.append(
            "De herkomst van uitkomsten die dit rapport niet toont, staat in `herkomst.csv`."
        )
    return "\n\n".join(delen)


def zonder_rijen(regels: pd.DataFrame, behalve: Collection[str] = ()) -> list[str]:
    """The names of the result tables that have no row, by the lines of herkomst.csv; none in `behalve`."""
    per = regels["uitkomstrijen"].fillna("").astype(str).ne("").groupby(regels["uitkomst"]).any()
    namen = [str(bestand).removesuffix(".csv") for bestand in per.index[~per]]
    return [naam for naam in namen if naam not in behalve]


def _groep(tafel: Mapping[str, Any], regels: pd.DataFrame, woord: Nummering) -> str:
    letter = LETTERS[tafel["path"].removesuffix(".csv")]
    eerste = regels.iloc[0]
    bronnen = regels[regels["bronbestand"] != ""].drop_duplicates("bronbestand")
    letters = dict(zip(bronnen["bronbestand"], ascii_lowercase, strict=False))
    kop = f"## {letter}: {veilig(tafel['title'])} {{#{anker(letter)}}}"
    kolommen = "; ".join(
        f"*{veilig(veld['name'])}*: {veilig(hoe(tafel, veld))}"
        for veld in tafel["schema"]["fields"]
        if hoe(tafel, veld)
    )
    lijst = "\n".join(f"- **{letters[rij.bronbestand]}** {_bron(rij)}" for rij in per_rij(bronnen))
    eigen = regels["artikel"].nunique() > 1
    berekening = _berekening(eerste, f"{woord.een} van de code" if eigen else eerste["artikel"])
    ook = (
        f" Ook in het rapport, uit dezelfde rijen: {veilig(tafel['ook'])}."
        if "ook" in tafel
        else ""
    )
    samen = f"::: {{.wa-bron}}\n`{tafel['path']}`. {berekening} Kolommen: {kolommen}.{ook}\n:::"
    return "\n\n".join(
        [
            kop,
            samen,
            alleen("typst", f"{lijst or GEEN}\n\n{_papier(regels, letters)}"),
            alleen("html", _scherm(regels)),
        ]
    )


def alleen(vorm: str, tekst: str) -> str:
    """Markdown that only the form `vorm` (typst, html) shows."""
    return f'::: {{.content-visible when-format="{vorm}"}}\n\n{tekst}\n\n:::'


def _berekening(rij: Any, artikel: str) -> str:
    """Notebook, function and articles of a line."""
    boek = f"Notitieboek `{rij.notitieboek}`" if rij.notitieboek else "Zonder notitieboek"
    waarbij = f", {veilig(artikel)}" if artikel else ""
    return f"{boek}, functie `{rij.functie}`{waarbij}."


def _papier(regels: pd.DataFrame, letters: Mapping[str, str]) -> str:
    """A table: code, what it is about, rows of the result file, rows of each source."""
    rijen = []
    for code, groep in per_groep(regels, "code").items():
        eerste = groep[0]
        bronnen = "; ".join(
            sorted(
                f"{letters[rij.bronbestand]} {rij.bronrijen or 'geheel'}"
                for rij in groep
                if rij.bronbestand
            )
        )
        rijen.append(
            [
                f"[{code}]{{#{anker(str(code))}}}",
                veilig(eerste.onderwerp),
                eerste.uitkomstrijen or "geen",
                bronnen or "geen",
            ]
        )
    koppen = ["Code", "Over", f"Rij in {regels['uitkomst'].iloc[0]}", "Rijen in de bronnen"]
    return tabel([veilig(kop) for kop in koppen], rijen, [9, 34, 20, 45])


def _scherm(regels: pd.DataFrame) -> str:
    """Every line as a sentence of its own."""
    return "\n".join(
        f"- [**{code}** {veilig(groep[0].onderwerp)}]{{#{anker(str(code))}}}: {_zin(groep)}"
        for code, groep in per_groep(regels, "code").items()
    )


def _zin(groep: Sequence[Any]) -> str:
    eerste = groep[0]
    rijen = eerste.uitkomstrijen
    uitkomst = f"`{eerste.uitkomst}`, {_rij(rijen)}" if rijen else f"`{eerste.uitkomst}`"
    uitvoering = eerste.uitvoering
    liep = f" (zoals het liep: `{uitvoering}` bij de uitkomsten)" if uitvoering else ""
    bronnen = [
        _bron(rij) + (f", {_rij(rij.bronrijen)}" if rij.bronrijen else ", het hele bestand")
        for rij in groep
        if rij.bronbestand
    ]
    uit = f"Uit {opsomming(bronnen)}." if bronnen else "Zonder bron: onbekend."
    berekening = _berekening(eerste, eerste.artikel).removesuffix(".")
    return f"{uitkomst}. {berekening}{liep}. {uit}"


def _rij(rijen: str) -> str:
    return f"{'rij' if rijen.isdigit() else 'rijen'} {rijen}"


def _bron(rij: Any) -> str:
    """A source file with what it is, who published it, and its date."""
    dag = str(rij.bronpeildatum).rstrip(".")
    iso = re.fullmatch(r"\d{4}(-\d\d){0,2}", dag)
    soort = "peildatum" if str(rij.bronbestand).startswith("data/raw/") else "stand"
    wanneer = f"{soort} {datum(dag)}" if iso else f"{soort}: {dag[:1].lower()}{dag[1:]}"
    return f"`{rij.bronbestand}` ({veilig(f'{rij.brontitel}; {rij.uitgever}; {wanneer}')})"
