"""The annexes, as Markdown made from data: sources, edition, norms, definitions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.afspraak import Afspraak
from woonanalyse.kern.beeld import woorden
from woonanalyse.kern.beeld.codes import codes
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.catalogus import tabellen
from woonanalyse.kern.fouten import Waarschuwing
from woonanalyse.kern.getal import aantal, datum, hoeveel, opsomming, procent, reeks
from woonanalyse.kern.indeling.herleiding import Herleiding
from woonanalyse.kern.niveau import NIET_OPENBAAR
from woonanalyse.kern.nummering import noem
from woonanalyse.kern.opzet import Bandbreedte, Opzet
from woonanalyse.onderwerpen.editie import Editie


def bron_kort(editie: Editie) -> str:
    """The source of the balance as paper names it: title, publisher, reference date."""
    bron = editie.opzet.balans
    if editie.opzet.wacht_op and bron is None:
        return "Bron: geen; er zijn nog geen plannen geleverd."
    if bron is None and editie.voorbeeldplannen is not None:
        return f"Bron: {veilig(editie.voorbeeldplannen.register.zijbestanden[0]['titel'])}."
    if bron is None:
        return "Bron: geen; de gegevens van deze editie zijn niet in ons bezit."
    return f"Bron: {veilig(bron_van(editie, bron['bestand']))}{_behoeftebron(editie)}."


def _behoeftebron(editie: Editie) -> str:
    """The source of the need, where it is another one than that of the capacity; may be empty."""
    eigen = (editie.opzet.balans or {}).get("behoefte")
    return f"; van de behoefte {veilig(bron_van(editie, eigen['bestand']))}" if eigen else ""


def bron_capaciteiten(editie: Editie) -> str:
    """The sources of the capacities that lie side by side, each with its own reference date."""
    bronnen = [veilig(bron_van(editie, bestand)) for bestand in editie.capaciteiten]
    return f"Bronnen: {'; '.join(bronnen)}." if len(bronnen) > 1 else bron_kort(editie)


def bron_van(editie: Editie, bestand: str) -> str:
    """A raw file as paper names it (plain text): title, publisher, reference date."""
    zij = next(z for z in editie.zijbestanden if z["bestand"] == bestand)
    return f"{zij['titel']} ({zij['uitgever']}), peildatum {_wanneer(zij)}"


def bronregel(editie: Editie, notitieboek: str) -> str:
    """The address of the numbers above it: `bron_kort`, and on screen file, notebook, function."""
    bron, kort = editie.opzet.balans, bron_kort(editie)
    if bron is None:
        return kort
    elders = _behoeftebron(editie)
    return (
        f"{kort.removesuffix(f'{elders}.')}[, `{bron['bestand']}`]{{.wa-scherm}}{elders}. [Berekening: "
        f"`{notitieboek}`, `woonanalyse.onderwerpen.balans.model`.]{{.wa-scherm}}"
    )


def _wanneer(zij: Mapping[str, Any]) -> str:
    """The reference date of a raw file, or what is known of it (plain text)."""
    return datum(zij["peildatum"]) if zij["peildatum"] else str(zij["peildatum_toelichting"])


def bronnentabel(zijbestanden: Sequence[Mapping[str, Any]], besloten: Collection[str] = ()) -> str:
    """The raw files of the edition: what, publisher, reference date, licence, where, hash.

    Without the hash of those in `besloten`: it tells a small number to whoever knows the rest of the file.
    """
    rijen = [
        [
            veilig(zij["titel"]),
            veilig(zij["uitgever"]),
            veilig(_wanneer(zij)),
            veilig(zij["licentie"]),
            f"`{zij['bestand']}` ({NIET_OPENBAAR if zij['bestand'] in besloten else zij['sha256'][:8]})"
            + (
                ""
                if zij["ongewijzigd"]
                else " **gewijzigd: inhoud wijkt af van de vastgelegde bron**"
            ),
        ]
        for zij in zijbestanden
    ]
    koppen = ["Wat", "Uitgever", "Peildatum", "Licentie", "Bestand (begin van sha256)"]
    return tabel(koppen, rijen, [25, 19, 14, 20, 30])


def bronnennoten(zijbestanden: Sequence[Mapping[str, Any]], herkomst: pd.DataFrame) -> str:
    """Per source where it was found, what to mind, and which results of this edition came from it.

    `herkomst` has the columns of herkomst.csv.
    """
    titels = {tafel.bestand: tafel.titel for tafel in tabellen().values()}
    # of an empty table nothing is made
    met_rijen = herkomst[herkomst["uitkomstrijen"].fillna("") != ""]
    gebruikt = met_rijen.dropna(subset="bronbestand").groupby("bronbestand")["uitkomst"].unique()
    regels = []
    for zij in zijbestanden:
        noot = f" Let op: {veilig(zij['let_op'])}" if "let_op" in zij else ""
        regels.append(
            f"- **{veilig(zij['titel'])}.** {veilig(zij['wat'])} Vindplaats: {veilig(zij['vindplaats'])}. "
            f"Peildatum: {veilig(zij['peildatum_toelichting'].rstrip('.'))}.{noot}"
            f"{_gebruikt([titels[pad] for pad in gebruikt.get(zij['bestand'], ())])}"
        )
    return "\n".join(regels)


def _gebruikt(titels: Sequence[str]) -> str:
    """For which result tables a source was used, after a space; may be empty. Titles have commas."""
    delen = "; ".join(f"*{veilig(titel)}*" for titel in titels)
    return f" Gebruikt voor: {delen}." if delen else ""


def editietabel(editie: Editie) -> str:
    """What makes this edition: dates, period, forecast, definition."""
    opzet, prognose = (
        editie.opzet,
        editie.regio.nummering.tussen(editie.regio.artikelen("prognose")),
    )
    balans = "" if editie.kort else " van de balans"
    behoefte = [
        ("Periode van de behoefte", _periode(opzet)),
        (f"Richtinggevende prognose{prognose}", opzet.prognose or "onbekend"),
    ]
    regels = [
        ("Editie", opzet.naam),
        (f"Peildatum{balans}", f"{datum(opzet.peildatum)}. {opzet.peildatum_toelichting}"),
        ("Registers tot en met", datum(opzet.stand_per)),
        *([] if editie.kort else behoefte),
        ("Rekenwijze", f"{editie.definitie.naam}. {editie.definitie.uitleg}"),
    ]
    if opzet.toets_toelichting:
        regels.append((f"Toets aan {noem(editie.maximum)}", opzet.toets_toelichting))
    return tabel(["Onderdeel", "Wat geldt"], [[veilig(a), veilig(b)] for a, b in regels], [30, 78])


def editienoten(editie: Editie, meldingen: Iterable[Waarschuwing] = ()) -> str:
    """What to know of this edition besides the table; of `meldingen` what was read from an older division."""
    band = editie.opzet.bandbreedte
    noten = [*([_bandbreedte(band)] if band else []), *editie.opzet.noten, later(editie)]
    herleid: dict[str, list[str]] = {}
    for een in meldingen:
        if isinstance(een, Herleiding):
            herleid.setdefault(een.bestand, []).append(een.verwacht)
    noten += [
        f"{bestand} heeft een oudere gemeentelijke indeling; {'; '.join(dict.fromkeys(wat))}."
        for bestand, wat in herleid.items()
    ]
    noten = [noot for noot in noten if noot]
    noten = noten or ["Bij deze editie zijn er geen verdere opmerkingen."]
    return "\n".join(f"- {veilig(noot)}" for noot in noten)


def later(editie: Editie) -> str:
    """The need in other years, where it is known of some members; empty where the edition names none."""
    feiten = editie.behoefte_later
    if feiten is None:
        return ""
    delen = [
        f"{gemeente} ({'; '.join(_feit(feit) for feit in eigen.to_dict('records'))})"
        for gemeente, eigen in feiten.groupby("gemeente", sort=False)
    ]
    ook = [wie for wie in _in_register(editie) if wie not in set(feiten["gemeente"])]
    zinnen = [
        f"De behoefte van andere jaren is bekend van {opsomming(delen)}. Zij hoort bij haar eigen periode "
        "en bron; er is niet mee gerekend."
    ]
    if ook:
        zinnen.append(
            f"Van {opsomming(ook)} staat een behoefte van andere jaren in het register van behoeften."
        )
    rest = len(editie.regio.gemeenten) - feiten["gemeente"].nunique() - len(ook)
    if rest:
        wie = hoeveel(rest, "andere gemeente", "andere gemeenten")
        zinnen.append(f"Van {wie} is zij onbekend.")
    return " ".join(zinnen)


def later_kort(editie: Editie) -> str:
    """Of how many members the need in other years is known; the method says which and how much."""
    feiten = editie.behoefte_later
    if feiten is None:
        return ""
    wie = woorden.deel_van(
        len({*feiten["gemeente"], *_in_register(editie)}), len(editie.regio.gemeenten)
    )
    zin = f"Van {wie} is een behoefte van andere jaren bekend."
    return f"{zin} Daarmee is niet gerekend; zie het methodestuk."


def later_van(editie: Editie, gemeente: str) -> str:
    """The need in other years of one member, where it is known; may be empty."""
    feiten = editie.behoefte_later
    if feiten is None:
        return ""
    eigen = feiten[feiten["gemeente"] == gemeente]
    if len(eigen):
        wat = "; ".join(_feit(feit) for feit in eigen.to_dict("records"))
        return f"Van andere jaren is de behoefte wel bekend ({wat}); er is niet mee gerekend."
    if gemeente in _in_register(editie):
        return "Een behoefte van andere jaren staat in het register van behoeften."
    return ""


def _in_register(editie: Editie) -> list[str]:
    """The members of which the register has a need as a whole, of a period that is not the edition's."""
    frame, periode = editie.feiten["behoeften"], editie.opzet.periode
    eigen = ["", f"{periode.van}-{periode.tot_en_met}", periode.gepubliceerd]
    getal = frame[["laag", "hoog"]].notna().any(axis=1)
    rijen = frame[(frame["gebied"] == "") & ~frame["periode"].isin(eigen) & getal]
    leden = editie.regio.gemeenten
    return list(leden.loc[leden["gemeentecode"].isin(rijen["partij"]), "gemeente"])


def _feit(feit: Mapping[Any, Any]) -> str:
    """A fact with its period and source."""
    waarde = reeks(aantal(feit["waarde_min"]), aantal(feit["waarde_max"]))
    return f"{feit['onderwerp']}, {feit['periode']}: {waarde} {feit['eenheid']}, volgens {feit['bron']}"


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
    koppen = [editie.regio.nummering.kop, "Onderwerp", "Norm", "Wat is afgesproken", "Geldig"]
    breed = [max(8, len(koppen[0]) + 3), 18, 14, 46, 22]
    return tabel(koppen, rijen, breed, codes("afspraken", editie.regio.normen))


def definitietabel(editie: Editie) -> str:
    """The definitions of dekking, the edition's own first."""
    eigen = editie.definitie
    gebruikt = [eigen, *editie.vergelijkdefinities]
    rijen = [
        [
            veilig(d.naam) + (" (deze editie)" if d is eigen else ""),
            veilig(d.uitleg),
            veilig(d.bron),
        ]
        for d in gebruikt
    ]
    return tabel(["Rekenwijze", "Wat zij zegt", "Bron"], rijen, [24, 54, 30])


def _norm(norm: Afspraak) -> str:
    if norm["eenheid"] == "fractie":
        return f"ten hoogste {procent(norm['norm'], 0)}"
    return f"ten hoogste {norm['norm']} {norm['eenheid']}"


def _bandbreedte(band: Bandbreedte) -> str:
    zin = (
        f"De bandbreedte is een beleidsafspraak van ongeveer {procent(band.afwijking, 0)} rond de netto "
        "behoefte."
    )
    *eerste, laatste = [voorwaarde.tekst for voorwaarde in band.voorwaarden] or [""]
    wanneer = ", en ".join(deel for deel in (", ".join(eerste), laatste) if deel)
    als = f"Een gemeente mag de bovenkant alleen gebruiken als {wanneer}." if wanneer else ""
    return " ".join(deel for deel in (zin, als, band.toelichting) if deel)


def _periode(opzet: Opzet) -> str:
    toelichting = f". {opzet.periode_toelichting}" if opzet.periode_toelichting else ""
    bekend = opzet.periode.gepubliceerd or None not in (opzet.periode.van, opzet.periode.tot_en_met)
    return (woorden.periode(opzet) if bekend else "onbekend") + toelichting
