"""Sums that cells of a table stand in, and what has to be hidden so that no hidden cell follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from woonanalyse.afscherming.keuze import kies
from woonanalyse.afscherming.speelruimte import ONBEGRENSD, VERBANDEN, als_cellen, speelruimte
from woonanalyse.kern.niveau import Openbaarheid, Som, Volgt

Cel = tuple[int, str]
"""A cell: its row, counted from 0, and its column."""


@dataclass(frozen=True)
class Getal:
    """What is known of a cell: its value (None: nobody knows it), whether it is in the table at all, what
    readers know of it once it is hidden (`laag` and `hoog` included, None: no bound), how much more or less
    it must be able to be then, and whether readers have it from elsewhere (its value may be any then)."""

    waarde: int | None
    staat_er: bool
    laag: int | None
    hoog: int | None
    marge: int
    elders: bool = False


@dataclass(frozen=True)
class Verband:
    """Cells of which the sum, each times its factor, is known. `uitkomst` is what the others give.

    `vast`: the outcome is hidden as soon as one of the others is; else it is a total, and stays.
    """

    uitkomst: Cel
    termen: Mapping[Cel, int]
    vast: bool


def verbanden(frame: pd.DataFrame, regels: Openbaarheid) -> list[Verband]:
    """The relations that `regels` declares, in the rows of `frame`. A factor of 0 is one without a sum.

    Raises KeyError for a column that is not there.
    """
    eerder = _eerder(frame, regels.reeks)
    gevonden = [
        verband
        for volgt in regels.volgt
        for rij in range(len(frame))
        if (verband := _volgt(volgt, rij, eerder)) is not None
    ]
    gevonden += [verband for som in regels.sommen for verband in _sommen(frame, som)]
    weg = {cel[1] for verband in gevonden for cel in verband.termen} - set(frame.columns)
    if weg:
        raise KeyError(f"no column {', '.join(sorted(weg))}")
    return gevonden


def _eerder(frame: pd.DataFrame, reeks: tuple[str, ...]) -> dict[int, int]:
    """By row the row before it in its series."""
    if not reeks:
        return {}
    rijen = frame[list(reeks)].reset_index(drop=True).sort_values(list(reeks), kind="stable")
    apart = list(reeks[:-1])
    groepen = [deel for _, deel in rijen.groupby(apart, sort=False)] if apart else [rijen]
    return {nu: toen for groep in groepen for toen, nu in pairwise(groep.index)}


def _volgt(volgt: Volgt, rij: int, eerder: Mapping[int, int]) -> Verband | None:
    uitkomst = (rij, volgt.kolom)
    termen = {(rij, kolom): factor for kolom, factor in volgt.uit.items()}
    if volgt.vorige:
        if rij not in eerder:
            return None
        termen |= {(eerder[rij], kolom): factor for kolom, factor in volgt.vorige.items()}
    if volgt.anders:
        return Verband(uitkomst, {uitkomst: 0, **{(rij, k): 0 for k in volgt.anders}}, vast=True)
    return Verband(uitkomst, {uitkomst: -1, **termen}, vast=True)


def _sommen(frame: pd.DataFrame, som: Som) -> Iterator[Verband]:
    if som.kolom:
        for rij in range(len(frame)):
            delen = {(rij, kolom): 1 for kolom in som.uit}
            yield Verband((rij, som.kolom), {(rij, som.kolom): -1, **delen}, vast=False)
        return
    kaal = frame.reset_index(drop=True)
    groepen = kaal.groupby(list(som.per), sort=False) if som.per else [((), kaal)]
    for _, groep in groepen:
        wie = groep[som.wie].astype("str")
        totalen = groep.index[wie == som.totaal]
        delen_ = groep.index[(wie != som.totaal) if som.delen is None else (wie == som.delen)]
        for totaal in totalen if len(delen_) else ():
            for kolom in som.kolommen:
                rijen = {(int(rij), kolom): 1 for rij in delen_}
                yield Verband((int(totaal), kolom), {(int(totaal), kolom): -1, **rijen}, vast=False)


def aangevuld(
    alle: Iterable[Verband], waarden: Mapping[Cel, int | None], behalve: Collection[str] = ()
) -> dict[Cel, int | None]:
    """`waarden` with those that are not known to us either as far as a relation tells them, but for those of
    columns `behalve`."""
    vol, bezig = dict(waarden), True
    sommen = [verband.termen for verband in alle if any(verband.termen.values())]
    while bezig:
        bezig = False
        for termen in sommen:
            leeg = [cel for cel in termen if vol[cel] is None]
            if len(leeg) == 1 and leeg[0][1] not in behalve:
                som = sum(f * (vol[cel] or 0) for cel, f in termen.items())
                vol[leeg[0]], bezig = -som // termen[leeg[0]], True
    return vol


def _gevolgen(
    alle: Iterable[Verband], getallen: Mapping[Cel, Getal]
) -> Mapping[Cel, Collection[Cel]]:
    """By cell what in the table is computed from it directly."""
    uit: dict[Cel, list[Cel]] = {cel: [] for cel in getallen}
    for verband in alle:
        for cel in verband.termen if verband.vast and getallen[verband.uitkomst].staat_er else ():
            uit[cel].append(verband.uitkomst)
    return uit


def _met(gevolgen: Mapping[Cel, Collection[Cel]], cellen: Iterable[Cel]) -> set[Cel]:
    """These cells and all that is computed from them."""
    samen, nieuw = set(cellen), list(cellen)
    while nieuw:
        volgende = [c for c in gevolgen[nieuw.pop()] if c not in samen]
        samen.update(volgende)
        nieuw += volgende
    return samen


def te_verbergen(
    alle: Collection[Verband],
    eigen: Collection[Verband],
    getallen: Mapping[Cel, Getal],
    kern: Collection[Cel],
    gewicht: Mapping[str, int],
) -> set[Cel]:
    """What is hidden together with the cells `kern`, so that none of those can be told to within its marge.

    `eigen`: those of `alle` by which a cell is computed from others; `gewicht`: what hiding a deel or a
    totaal costs. Of a cell that is told to some extent whatever is hidden, what is shown adds nothing to it.
    """
    gevolgen = _gevolgen(eigen, getallen)
    eerst = _met(gevolgen, kern)
    kost = {cel: rang * len(_met(gevolgen, [cel])) for cel, rang in _prijzen(alle, gewicht).items()}
    cellen, sommen = _tafel(alle, getallen, set(kern), eerst, kost)
    keuze = kies(cellen, sommen)
    if keuze.verraden:
        keuze = kies(_naar_wat_kan(cellen, sommen), sommen)
    dicht = set(keuze.verborgen)
    ook = [cel for cel, getal in getallen.items() if getal.staat_er and _naam(cel) in dicht]
    return _met(gevolgen, [*eerst, *ook])


def _naar_wat_kan(cellen: pd.DataFrame, sommen: pd.DataFrame) -> pd.DataFrame:
    """`cellen` with as bounds what can be told of them if all were hidden that can be."""
    kan = list(cellen.loc[cellen["geheim"] | cellen["gewicht"].notna(), "cel"])
    ruimte = speelruimte(cellen, sommen, kan).set_index("cel")
    laag, hoog = (cellen["cel"].map(ruimte[k]).astype("Int64") for k in ("laagst", "hoogst"))
    return cellen.assign(laag=laag.fillna(cellen["laag"]), hoog=hoog.fillna(cellen["hoog"]))


def _tafel(
    alle: Iterable[Verband],
    getallen: Mapping[Cel, Getal],
    kern: set[Cel],
    eerst: set[Cel],
    kost: Mapping[Cel, int],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells (CELLEN) and their sums (VERBANDEN); what a sum has besides, such as what no column holds,
    as a cell that is known."""
    sommen = [verband for verband in alle if any(verband.termen.values())]
    rijen = []
    for cel, getal in getallen.items():
        vrij = getal.waarde is None
        rijen.append(
            {
                "cel": _naam(cel), "waarde": getal.waarde or 0,
                "laag": -ONBEGRENSD if vrij or getal.laag is None else getal.laag,
                "hoog": pd.NA if vrij or getal.hoog is None else getal.hoog,
                "gewicht": pd.NA if getal.elders else kost[cel],
                "geheim": not getal.elders and (cel in eerst or not getal.staat_er),
                "marge": getal.marge if cel in kern else 0,
            }
        )  # fmt: skip
    vast = {"laag": -ONBEGRENSD, "hoog": pd.NA, "gewicht": pd.NA, "geheim": False, "marge": 0}
    delen: list[tuple[int, str, int]] = []
    for nr, verband in enumerate(sommen):
        delen += [(nr, _naam(cel), factor) for cel, factor in verband.termen.items() if factor]
        som = sum(factor * (getallen[cel].waarde or 0) for cel, factor in verband.termen.items())
        if som:
            rijen.append({"cel": f"rest {nr}", "waarde": -som, **vast})
            delen.append((nr, f"rest {nr}", 1))
    return als_cellen(rijen), pd.DataFrame(delen, columns=VERBANDEN)


def _prijzen(alle: Iterable[Verband], gewicht: Mapping[str, int]) -> dict[Cel, int]:
    """Of each cell what hiding it costs: a deel, a totaal of those, or as much more for a total of totals."""
    delen = {v.uitkomst: [c for c in v.termen if c != v.uitkomst] for v in alle if not v.vast}
    rang = {cel: 0 for verband in alle for cel in verband.termen}
    for _ in delen:
        diep = {totaal: 1 + max(rang[cel] for cel in eigen) for totaal, eigen in delen.items()}
        if all(rang[totaal] == diepte for totaal, diepte in diep.items()):
            break
        rang.update(diep)
    duurte = gewicht["totaal"] // gewicht["deel"]
    return {cel: gewicht["deel"] * duurte**hoog for cel, hoog in rang.items()}


def _naam(cel: Cel) -> str:
    return f"{cel[0]}|{cel[1]}"
