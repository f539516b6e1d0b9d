"""The agreements of an edition judged, as the result file and the report show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import pandas as pd

from woonanalyse.afspraken import beeld, thema
from woonanalyse.afspraken.beoordeel import als_tabel, beoordeel, oordelen
from woonanalyse.afspraken.feiten import feiten
from woonanalyse.afspraken.lezingen import lezingen
from woonanalyse.afspraken.uitkomst import Omgeving
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.bestanden import schrijf_csv, schrijf_json
from woonanalyse.onderwerpen.bereken import bereken_een
from woonanalyse.onderwerpen.dossier import Dossier
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.uitkomsten.openbaarheid import eis_openbaar
from woonanalyse.uitkomsten.resultaten import Resultaten
from woonanalyse.uitkomsten.runs import AFSPRAKENFIGUUR, AFSPRAKENRASTER, runs_van, uitkomsten


def monitor(editie: Editie, uitkomst: pd.DataFrame) -> pd.DataFrame:
    """All agreements judged for `editie`; `uitkomst` is its balance (columns of model.balans.KOLOMMEN)."""
    return beoordeel(editie.regio.afspraken, editie.registers, uitkomst, editie.opzet)


def monitortabellen(editie: Editie, uitkomst: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables of the agreements by name: their states, those by every reading, and what is known."""
    afspraken, opzet = editie.regio.afspraken, editie.opzet
    omgeving = Omgeving(editie.registers, uitkomst, opzet)
    geoordeeld = oordelen(afspraken, omgeving)
    return {
        "afspraken": als_tabel(geoordeeld, opzet),
        "lezingen": lezingen(geoordeeld, omgeving),
        "feiten": feiten(afspraken, editie.feiten, uitkomst, opzet),
    }


def schrijf_afspraken(dossier: Dossier, resultaten: Resultaten) -> None:
    """Write the tables of `monitortabellen`, and what the grid of agreements says, from the slices of the
    balance; where no notebook left any, from the balance itself. Raises OSError for a slice that is not
    there, WoonanalyseFout for one with what is not public."""
    editie, map_ = dossier.editie, resultaten.map_
    delen_ = uitkomsten(runs_van(dossier)).get("balans.csv")
    balans = resultaten.delen("balans", delen_) if delen_ else bereken_een(dossier, "balans")
    eis_openbaar("balans", balans)
    stand = monitortabellen(editie, balans)
    for naam, frame in stand.items():
        schrijf_csv(map_ / f"{naam}.csv", frame)
    inhoud = beeld.raster(editie.regio.afspraken, stand["afspraken"], editie.opzet)
    schrijf_json(map_ / AFSPRAKENRASTER, asdict(inhoud))


def korte_delen(
    editie: Editie, tabellen: Mapping[str, pd.DataFrame], woorden: Mapping[str, str]
) -> dict[str, str]:
    """What is told of all agreements together, arguments as those of `delen`."""
    uitkomst, afspraken = tabellen["afspraken"], editie.regio.afspraken
    ontbreekt = beeld.ontbrekend(afspraken, uitkomst, tabellen["feiten"], lopend=editie.lopend)
    andere = thema.andere(afspraken, editie.maximum)
    return {
        "afspraken-antwoord": _kern(veilig(beeld.antwoord(uitkomst, editie.regio.nummering))),
        "afspraken-figuur": f"![{veilig(woorden['bijschrift'])}](_werk/{AFSPRAKENFIGUUR[0]})"
        f'{{#fig-afspraken fig-alt="{veilig(woorden["alt"])}"}}',
        "afspraken-ontbreekt": f"{ontbreekt.markdown}\n\n: {veilig(ontbreekt.bijschrift)} {{#tbl-ontbreekt}}",
        "themas-kort": "\n".join(
            f"- **{veilig(onder)}.** {veilig(thema.thema_antwoord(afspraken, uitkomst, onder))}"
            for onder in andere
        ),
    }


def delen(
    editie: Editie, tabellen: Mapping[str, pd.DataFrame], woorden: Mapping[str, str]
) -> dict[str, str]:
    """What the chapters on the agreements embed: Markdown by name.

    `thema-antwoord` and `thema` are of the theme of the balance, `themahoofdstukken` of each other theme.

    `tabellen` of `monitortabellen`; `woorden`: alt and caption of the grid.
    """
    uitkomst = tabellen["afspraken"]
    afspraken, lopend = editie.regio.afspraken, editie.lopend
    gemaakt = korte_delen(editie, tabellen, woorden)
    van = {
        onder: (
            veilig(thema.thema_antwoord(afspraken, uitkomst, onder)),
            thema.thema(afspraken, tabellen, onder, lopend=lopend),
        )
        for onder in thema.themas(afspraken)
    }
    antwoord, tekst = van.pop(editie.maximum["thema"])
    gemaakt |= {"thema-antwoord": _kern(antwoord), "thema": tekst}
    gemaakt["themahoofdstukken"] = "\n\n".join(
        f"# {veilig(onder)} {{#sec-thema-{nr} .wa-scherm}}\n\n{_kern(antwoord)}\n\n{tekst}"
        for nr, (onder, (antwoord, tekst)) in enumerate(van.items(), start=1)
    )
    return gemaakt


def _kern(zin: str) -> str:
    return f"::: {{.wa-kern}}\n{zin}\n:::"
