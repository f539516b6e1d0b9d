"""`woonanalyse watals`: before and after a change that somebody thinks of; marked as a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from woonanalyse.cli.keuzes import AlsJson, EditieKeuze, Voorbeeld, lees
from woonanalyse.cli.scherm import GebruiksFout, netjes, zeg
from woonanalyse.cli.taal import Opdracht, als_getal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from woonanalyse.kern.beeld.antwoord import Antwoord
    from woonanalyse.onderwerpen.dossier import Dossier
    from woonanalyse.onderwerpen.strategie.watals import Rekenstand, Wijziging

MAP = "watals"
"""What is added to the name of an edition: the folder of a what-if, that nothing else reads."""

Terug = Annotated[
    list[str] | None,
    typer.Option(
        "--neem-terug",
        metavar="WIE=AANTAL",
        help="Zoveel woningen in harde plannen van een gemeente, of in een plan, gaan terug; mag vaker.",
    ),
]
Deel = Annotated[
    float,
    typer.Option(
        parser=als_getal,
        metavar="GETAL",
        help="Welk deel van de plannen er niet komt, van 0 tot en met 1.",
    ),
]
Later = Annotated[
    float,
    typer.Option(parser=als_getal, metavar="GETAL", help="Hoeveel jaren later er wordt gebouwd."),
]
Behoefte = Annotated[
    float,
    typer.Option(
        parser=als_getal,
        metavar="GETAL",
        help="Plaats in de band van de behoefte: 0 de laagste, 1 de hoogste.",
    ),
]
Tempo = Annotated[
    float,
    typer.Option(
        parser=als_getal,
        metavar="GETAL",
        help="Plaats tussen het laagste (0) en het hoogste (1) eigen tempo.",
    ),
]


def voeg_toe(app: typer.Typer) -> None:
    """The command."""
    app.command("watals", cls=Opdracht)(watals)


def watals(
    neem_terug: Terug = None,
    uitval: Deel = 0.0,
    vertraging: Later = 0.0,
    behoefte: Behoefte = 0.0,
    tempo: Tempo = 0.5,
    editie: EditieKeuze = None,
    als_json: AlsJson = False,
    voorbeelddata: Voorbeeld = False,
) -> None:
    """Reken uit wat er gebeurt als het anders loopt: voor en na, in een eigen map, gemerkt als scenario."""
    from woonanalyse.cli.venster import toon_antwoord, toon_json
    from woonanalyse.kern.bestanden import schrijf_csv, schrijf_json
    from woonanalyse.kern.project import resultatenmap
    from woonanalyse.onderwerpen.bereken import bereken_een
    from woonanalyse.onderwerpen.strategie.bron import stand_van
    from woonanalyse.onderwerpen.strategie.watals import Wijziging, bereid_voor, bezwaren
    from woonanalyse.onderwerpen.strategie.watals import watals as reken

    with netjes():
        wortel, dossier = lees(editie, voorbeelddata=voorbeelddata)
        try:
            klaar = bereid_voor(stand_van(dossier, lambda naam: bereken_een(dossier, naam)))
        except ValueError as fout:
            raise GebruiksFout(f"Editie {dossier.editie.naam}: {fout}.") from None
        terug, mis = _terug(neem_terug or [], dossier, klaar)
        wijziging = Wijziging(terug, uitval, vertraging, behoefte, tempo)
        mis += bezwaren(klaar, wijziging)
        if mis:
            raise GebruiksFout("\n".join(["Dat kan niet:", *(f"- {een}" for een in mis)]))
        uit = reken(klaar, wijziging)
        map_ = resultatenmap(wortel, f"{dossier.naam}-{MAP}")
        schrijf_csv(map_ / "watals.csv", uit.assign(merk="scenario"))
        schrijf_json(map_ / "watals.json", _gezegd(dossier, wijziging))
        if als_json:
            toon_json(uit)
            return
        toon_antwoord(_antwoord(dossier, uit))
        zeg(f"Weggeschreven: {map_.relative_to(wortel).as_posix()}. Geen rapport leest het.")


def _terug(
    gezegd: Sequence[str], dossier: Dossier, klaar: Rekenstand
) -> tuple[dict[str, int], list[str]]:
    """By municipality what goes back, and what of it cannot be."""
    namen = {naam.casefold(): code for code, naam in zip(klaar.codes, klaar.namen, strict=True)}
    namen |= {code.casefold(): code for code in klaar.codes}
    plannen = _plannen(dossier)
    terug: dict[str, int] = {}
    mis = []
    for een in gezegd:
        wie, is_, aantal = een.rpartition("=")
        code, heeft = plannen.get(wie, (namen.get(wie.strip().casefold(), ""), None))
        if not is_ or not aantal.strip().lstrip("-").isdigit():
            mis.append(f"--neem-terug {een}: schrijf het als Gemeente=400 of plan=400")
        elif not code:
            mis.append(f"--neem-terug {een}: {wie!r} is geen gemeente van de regio en geen plan")
        elif int(aantal) < 0:
            mis.append(f"--neem-terug {een}: een aantal van 0 of meer")
        elif heeft is not None and int(aantal) > heeft:
            mis.append(f"--neem-terug {een}: dat plan heeft {heeft} woningen die hard zijn")
        else:
            terug[code] = terug.get(code, 0) + int(aantal)
    return terug, mis


def _plannen(dossier: Dossier) -> dict[str, tuple[str, int]]:
    """By plan its municipality and its dwellings that are hard; none without a plan register."""
    from woonanalyse.onderwerpen.strategie.model import hard_per_plan

    planstand = dossier.editie.planstand
    if planstand is None:
        return {}
    return hard_per_plan(planstand.register.plannen, planstand.lezing)


def _gezegd(dossier: Dossier, wijziging: Wijziging) -> dict[str, object]:
    from dataclasses import asdict

    merken = ["scenario", *dossier.merken]
    return {"editie": dossier.naam, "merken": list(dict.fromkeys(merken)), **asdict(wijziging)}


_WOORDEN = {
    "hard": "harde plannen",
    "te_veel_nu": "boven de norm, nu",
    "te_veel_termijn": "boven de norm op de termijn",
    "te_veel_einde": "boven de norm aan het eind",
    "te_weinig_einde": "behoefte niet gebouwd aan het eind",
}


def _antwoord(dossier: Dossier, uit: pd.DataFrame) -> Antwoord:
    from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
    from woonanalyse.kern.getal import aantal

    merk = " en ".join(dict.fromkeys(["scenario", *dossier.merken]))
    zin = f"{dossier.editie.opzet.naam}, {merk}: geen echte stand. Woningen, voor en na."
    heel = uit[(uit["niveau"] != "gemeente") | (uit["hard_voor"] != uit["hard_na"])]
    rijen = []
    for rij in heel.to_dict("records"):
        for wat, woord in _WOORDEN.items():
            voor, na = rij[f"{wat}_voor"], rij[f"{wat}_na"]
            cellen = [aantal(None if getal != getal else round(getal)) for getal in (voor, na)]
            rijen.append([str(rij["gebied"]), woord, *cellen])
    return Antwoord(zin, [Staat(["Gebied", "Wat", "Voor", "Na"], rijen, (0, 1))])
