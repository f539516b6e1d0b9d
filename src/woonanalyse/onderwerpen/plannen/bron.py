"""The plan list with what is needed to read it: hardness, boundaries, readings, totals of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from woonanalyse.kern import grenzen
from woonanalyse.kern.bron import Bron
from woonanalyse.kern.fouten import InvoerFout, Probleem, Problemen, een_van, verdeel
from woonanalyse.kern.grenzen import Ring
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.vindplaats import leg_waarschuwing_vast
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.onderwerpen.editiebronnen import CAPACITEITSVORMEN
from woonanalyse.onderwerpen.plannen import lijst as planlijst
from woonanalyse.onderwerpen.plannen.plek import meld_buiten_gemeente, meld_zonder_grens


@dataclass(frozen=True)
class Plannen(Bron):
    """`lijst` one row per plan (lijst.KOLOMMEN); `hardheid` by planstatus, a column per reading; `vlakken`
    rings in metres by gemeentecode; `ernaast` hard and soft capacity of other sources, by their title;
    `beperking` what the list is not; `onvolledig` names of members of which it is known to miss plans;
    `lezingen` the readings of hard, the one of the report first; `afstemming` when coordination is
    suggested; `grootteklassen` the lowest number of dwellings of each class; `kwaliteit` the subjects of
    quality, and who delivers them.
    """

    lijst: pd.DataFrame
    hardheid: pd.DataFrame
    vlakken: dict[str, list[Ring]]
    ernaast: dict[str, pd.DataFrame]
    beperking: str
    onvolledig: tuple[str, ...]
    lezingen: Sequence[Mapping[str, Any]]
    afstemming: Mapping[str, Any]
    grootteklassen: Sequence[int]
    kwaliteit: Sequence[Mapping[str, Any]]

    @property
    def lezing(self) -> dict[str, Any]:
        """The reading of hard that the report uses."""
        return dict(self.lezingen[0])


def lees(wortel: Path, regio: Regio, bestand: str) -> Plannen:
    """Read `bestand` and the files it names; raises InvoerFout with all problems of all of them."""
    inhoud, fouten = planlijst.lees_instellingen(wortel, bestand)
    if inhoud is None:
        raise InvoerFout(fouten)
    gezegd, lijstbestand, elders = (
        Problemen(),
        inhoud["plannen"]["bestand"],
        inhoud.get("ernaast", ()),
    )
    rauw = [lijstbestand, inhoud["grenzen"], *(ander["bestand"] for ander in elders)]
    plannen = gezegd.neem(
        planlijst.lees(wortel, lijstbestand, regio.gemeenten, inhoud["statussen"], bestand)
    )
    vlakken = gezegd.neem(grenzen.lees(wortel, inhoud["grenzen"], regio.gemeenten))
    totalen = gezegd.neem(_lees_ernaast(wortel, elders, regio))
    zij = [gezegd.neem(lees_zijbestand(wortel, pad)) for pad in rauw]
    gezegd.alle += [
        *_controleer_onvolledig(zij[0], regio),
        *_controleer_afstemming(inhoud, bestand),
    ]
    problemen, meldingen = verdeel(gezegd.alle)
    if problemen or plannen is None or vlakken is None:
        raise InvoerFout(problemen)
    meldingen += meld_zonder_grens(vlakken, inhoud["grenzen"], regio.gemeenten)
    meldingen += meld_buiten_gemeente(plannen, vlakken, lijstbestand)
    for melding in meldingen:
        leg_waarschuwing_vast(melding)
    zijbestanden = [zijbestand for zijbestand in zij if zijbestand]
    titels = {zijbestand["bestand"]: zijbestand["titel"] for zijbestand in zijbestanden}
    return Plannen(
        lijst=plannen.reset_index(drop=True),
        hardheid=planlijst.hardheid(inhoud),
        vlakken=vlakken,
        ernaast={titels[pad]: frame for pad, frame in totalen.items()},
        beperking=inhoud["plannen"]["beperking"],
        onvolledig=_onvolledig(zijbestanden[0], regio),
        afstemming=inhoud.get("afstemming", {}),
        **{naam: inhoud[naam] for naam in ("lezingen", "grootteklassen", "kwaliteit")},
        zijbestanden=zijbestanden,
        bestanden=[bestand, *rauw],
    )


def _lees_ernaast(
    wortel: Path, elders: Sequence[Mapping[str, Any]], regio: Regio
) -> tuple[dict[str, pd.DataFrame], list[Probleem]]:
    """What other sources say of capacity, by their file, and what is wrong with those."""
    gelezen = {
        ander["bestand"]: CAPACITEITSVORMEN[ander["vorm"]](
            wortel, ander["bestand"], regio.gemeenten
        )
        for ander in elders
    }
    totalen = {pad: frame for pad, (frame, _) in gelezen.items() if frame is not None}
    return totalen, [p for _, fouten in gelezen.values() for p in fouten]


def _controleer_afstemming(inhoud: Mapping[str, Any], bestand: str) -> list[Probleem]:
    """Problems for statuses that call for coordination and are not in the list of statuses."""
    statussen = inhoud["statussen"]
    return [
        Probleem(bestand, een_van(status, statussen), kolom="afstemming.statussen", waarde=status)
        for status in inhoud.get("afstemming", {}).get("statussen", ())
        if status not in statussen
    ]


def _onvolledig(zij: Mapping[str, Any], regio: Regio) -> tuple[str, ...]:
    """The members that the sidecar of the list says to be incomplete, in order of the region."""
    leden = regio.gemeenten
    return tuple(leden.loc[leden["gemeentecode"].isin(zij.get("onvolledig", ())), "gemeente"])


def _controleer_onvolledig(zij: Mapping[str, Any] | None, regio: Regio) -> list[Probleem]:
    """Problems for codes in the sidecar of the list that no member of the region has."""
    if zij is None:
        return []
    leden = set(regio.gemeenten["gemeentecode"])
    return [
        Probleem(
            f"{zij['bestand']}.yml", "een gemeente van de regio", kolom="onvolledig", waarde=code
        )
        for code in zij.get("onvolledig", ())
        if code not in leden
    ]
