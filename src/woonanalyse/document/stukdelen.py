"""What stands below each heading of a proposal to a college; empty where the data hold nothing for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from woonanalyse.afspraken import beeld
from woonanalyse.afspraken.status import ONBEKEND
from woonanalyse.afspraken.uitkomst import zonder_nodig
from woonanalyse.document import stukbekend, stukstrategie
from woonanalyse.document.paginas import bron_van
from woonanalyse.document.statuswoorden import voorbehoud
from woonanalyse.document.stukgrond import College, Grond, inleiding, open_van
from woonanalyse.document.stukherkomst import herkomst
from woonanalyse.kern.afspraak import Afspraak, onderwerp
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.stijl import TEKENS
from woonanalyse.kern.getal import aantal, band, datum, hoofdletter, opsomming, procent
from woonanalyse.kern.nummering import nummering
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.balans.beeld import voorwaarden, zinnen
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.herstel.terugweg import op_maat
from woonanalyse.onderwerpen.normen import beeld as normen

MEESTE = 20
"""Municipalities that a table shows; of more it shows the region: a proposal has two pages."""
GENOEMD = 6
"""Colleges that are named; more are counted."""
ZONDER_STAND = "Wat op maat is afgesproken, staat naast de stand en verandert die niet."
WAAROM = "De afspraken waarover iets wordt gevraagd, en hoe het daarmee staat:"


def gevraagd(grond: Grond, college: College) -> str:
    """The decisions, numbered."""
    vragen = grond.gevraagd(college)
    if vragen.empty:
        return _te_leveren(grond, college)
    woord = grond.editie.regio.nummering
    zinnen_ = [f"{hoofdletter(rij.besluit)} ({woord.bij(rij.artikel)})." for rij in per_rij(vragen)]
    regels = [f"{nr}. {veilig(zin)}" for nr, zin in enumerate(zinnen_, start=1)]
    return "\n\n".join([veilig(f"Van {college.vol} wordt gevraagd:"), *regels])


def _te_leveren(grond: Grond, college: College) -> str:
    """The decision to deliver what norms need; where there is nothing to decide, that."""
    nodig = levering(grond, college)
    if not nodig:
        zin = f"Deze editie vraagt geen besluit van {college.vol}."
        ook = (
            " Wel zijn er gegevens nodig; die staan bij Vervolg." if vervolg(grond, college) else ""
        )
        return veilig(zin + ook)
    begin = (
        f"Van {college.vol} wordt gevraagd in te stemmen met het leveren van wat hieronder staat, en te "
        "bepalen op welke dag dat er uiterlijk moet zijn:"
    )
    regels = [f"{nr}. {veilig(wat)}." for nr, wat in enumerate(nodig, start=1)]
    return "\n\n".join([veilig(begin), *regels])


def levering(grond: Grond, college: College) -> list[str]:
    """What norms of the edition need from a college."""
    frame = grond.uitkomsten.get("normen")
    return [] if frame is None else normen.gevraagd(frame, college.levert)


def argumenten(grond: Grond, college: College) -> str:
    """The facts: need, hard plans, judgement; why each decision is asked; norms; where it comes from."""
    delen = [
        "" if grond.editie.kort else _balans(grond, college),
        _waarom(grond, college),
        _normen(grond, college),
        stukstrategie.nodig(grond, college),
        stukbekend.behoefte(grond, college) if grond.editie.alleen_normen else "",
        _bron(grond, college),
    ]
    return "\n\n".join(deel for deel in delen if deel)


def _balans(grond: Grond, college: College) -> str:
    editie, balans = grond.editie, grond.uitkomsten["balans"]
    if not college.is_gs:
        return veilig(zinnen.gemeente(grond.eigen("balans", college), editie.opzet, editie.norm))
    sommen = grond.uitkomsten["balans_gebied"]
    kop = zinnen.kop_oogopslag(balans, editie.regio.naam)
    staat = (
        _per(balans, "gemeente", ["oordeel"])
        if balans["gemeentecode"].nunique() <= MEESTE
        else _per(sommen[sommen["niveau"] == "regio"], "gebied", [])
    )
    return f"{veilig(f'{kop}. {zinnen.gebieden(sommen, editie.opzet)}')}\n\n{staat}"


def _per(frame: pd.DataFrame, wie: str, ook: list[str]) -> str:
    """Need and hard plans per municipality, or of the region."""
    rijen = [
        [
            veilig(naam),
            band(groep["behoefte"], aantal),
            aantal(groep["hard_totaal"].iloc[0]),
            band(groep["dekking"], procent),
            *(veilig(TEKENS[groep[kolom].iloc[0]].woorden) for kolom in ook),
        ]
        for naam, groep in frame.groupby(wie, sort=False)
    ]
    koppen = [hoofdletter(wie), "Behoefte", "Harde plannen", "In % van behoefte"]
    breed = [16, -18, -12, -22]
    return tabel([*koppen, *("Uitkomst" for _ in ook)], rijen, [*breed, *(32 for _ in ook)])


def _waarom(grond: Grond, college: College) -> str:
    """Of each agreement of which something is asked: its text, its state, and why that is so."""
    uitkomst, rijen = grond.rijen("afspraken", college), []
    for afspraak in _gevraagde(grond, college):
        eigen = beeld.rijen(uitkomst, afspraak)
        vraagt = eigen["status"].isin(afspraak["besluit"])
        eigen = eigen[vraagt & (eigen["partij"] == college.partijen[0])]
        if not eigen.empty:
            rij = eigen.iloc[-1]
            waarom, staat = zonder_nodig(afspraak, rij["toelichting"]), hoofdletter(rij["status"])
            stand = waarom if waarom.startswith(staat) else f"{staat}. {waarom}"
            rijen.append(
                [str(afspraak["artikel"]), veilig(afspraak["zegt"].strip()), veilig(stand)]
            )
    koppen = [grond.editie.regio.nummering.kop, "Wat de afspraak zegt", "Stand"]
    return f"{inleiding(WAAROM)}\n\n{tabel(koppen, rijen, [8, 40, 52])}" if rijen else ""


def _gevraagde(grond: Grond, college: College) -> list[Afspraak]:
    """The agreements that ask something of a college, by article."""
    nummers = set(grond.gevraagd(college)["artikel"])
    alle = beeld.op_volgorde(grond.editie.regio.afspraken)
    return [a for a in alle if a["artikel"] in nummers and "besluit" in a]


def _normen(grond: Grond, college: College) -> str:
    """The norms of the edition's own agreement."""
    frame, eigen = grond.uitkomsten.get("normen"), grond.editie.normen
    if frame is None or eigen is None:
        return ""
    naam = college.kort if college.is_gs else college.partijen[0]
    waarom = (
        " Zonder de gevraagde gegevens is niet te zeggen of wordt gehaald wat daarin staat."
        if levering(grond, college)
        else ""
    )
    zin = veilig(f"{eigen.titel}: {normen.telling(frame)}.{waarom}")
    return f"{zin}\n\n{normen.van_gemeente(frame, college.code, naam)}"


def _bron(grond: Grond, college: College) -> str:
    """What the facts come from, each with its own date, and where the report traces its numbers."""
    editie = grond.editie
    bron, stand = editie.opzet.balans, datum(editie.opzet.stand_per)
    delen = []
    if bron is not None:
        delen.append(bron_van(editie, bron["bestand"]))
    if editie.normen is not None:
        delen += dict.fromkeys(norm.bron for norm in editie.normen.normen)
    if not editie.kort:
        delen.append(f"de registers tot en met {stand}")
    zin = veilig(f"Bronnen: {'; '.join(delen)}. {herkomst(grond, college)}")
    return f"::: {{custom-style=Bron}}\n{zin}\n:::"


def kanttekeningen(grond: Grond, college: College) -> str:
    """What is not known, not sure, or read in one of several ways."""
    zinnen_ = [zin for zin in _kanttekeningen(grond, college) if zin]
    return "\n\n".join(f"- {veilig(zin)}" for zin in zinnen_)


def _kanttekeningen(grond: Grond, college: College) -> Iterator[str]:
    editie = grond.editie
    if grond.dossier.voorbeelddata:
        yield "Dit stuk bevat voorbeelddata: verzonnen rijen. Het toont geen echte stand."
    if editie.opzet.scenario:
        yield "Dit is een scenario: een verkenning met aannames. Het toont geen echte stand."
    if not editie.opzet.toets:
        yield editie.opzet.toets_toelichting.strip()
    yield stukstrategie.bovengrens(grond, college)
    if editie.normen is not None:
        yield from _over_normen(grond, editie)
    if not editie.kort:
        yield _onbekend(grond, college)
        yield _voorwaarden(grond, college)
        yield _op_maat(grond, college)
        yield from _tegenspraak(grond, college)
        noten = " ".join(noot.strip() for noot in editie.opzet.noten)
        yield f"Over deze editie: {noten}" if noten else ""


def _over_normen(grond: Grond, editie: Editie) -> Iterator[str]:
    frame, eigen = grond.uitkomsten["normen"], editie.normen
    assert eigen is not None
    yield f"{eigen.toelichting} {normen.onbekend(frame)} {normen.deel_onbekend(frame)}".strip()
    for norm in eigen.normen:
        if norm.opmerking:
            yield f"{norm.titel} (bron: {norm.bron}): {norm.opmerking}"


def _onbekend(grond: Grond, college: College) -> str:
    """Of how many articles the state of this college is not known."""
    nummers = dict.fromkeys(a["artikel"] for a in open_van(grond, college))
    if not nummers:
        return ""
    bij = grond.editie.regio.nummering.aantal(len(nummers))
    return (
        f"Bij {bij} is de stand (deels) onbekend; welke gegevens ontbreken, staat bij Argumenten en Vervolg. "
        "Dat zegt niet dat daar niets is gedaan."
    )


def _voorwaarden(grond: Grond, college: College) -> str:
    """The conditions for the top of the band, where that matters."""
    eigen = grond.eigen("balans", college)
    if eigen.empty:
        return ""
    staten = grond.eigen("voorwaarden", college)
    return voorwaarden.gemeente(staten, str(eigen["oordeel"].iloc[0]))


def _op_maat(grond: Grond, college: College) -> str:
    """Agreements with this municipality alone; for GS of whom there are any."""
    maat, slot = grond.editie.feiten["afspraken_op_maat"], ZONDER_STAND
    if not college.is_gs:
        eigen = op_maat(maat, college.code).rstrip(".")
        return f"Afspraak op maat: {eigen}. {slot}" if eigen else ""
    leden = grond.editie.regio.gemeenten[["gemeentecode", "gemeente"]]
    wie = [naam for code, naam in leden.itertuples(index=False) if op_maat(maat, code)]
    soort = " gemeenten" if len(wie) > GENOEMD else ""
    return (
        f"Afspraken op maat zijn bekend van {_wie(wie, len(leden))}{soort}. {slot}" if wie else ""
    )


def _tegenspraak(grond: Grond, college: College) -> Iterator[str]:
    """Where sources contradict each other on what a college is asked about; two at most."""
    nummers, feiten = grond.gevraagd(college)["artikel"], grond.uitkomsten["feiten"]
    over = feiten["artikel"].isin(nummers) & (feiten["partij"] == college.partijen[0])
    for rij in feiten[over & (feiten["tegenspraak"].fillna("") != "")].head(2).itertuples():
        feit, tegen = (str(tekst).rstrip(".") for tekst in (rij.feit, rij.tegenspraak))
        wat = hoofdletter(grond.editie.regio.nummering.bij(rij.artikel))
        yield f"{wat}: bronnen spreken elkaar tegen. {feit}. {tegen}."


def juridisch(grond: Grond, college: College) -> str:
    """The agreement with its articles, what GS may do by it, and what this paper is not."""
    return "\n\n".join(f"- {veilig(zin)}" for zin in _juridisch(grond, college))


def _juridisch(grond: Grond, college: College) -> Iterator[str]:
    editie, regio = grond.editie, grond.editie.regio
    einde = datum(editie.einde)
    if editie.normen is not None:
        yield f"Grondslag: {editie.normen.titel}, tot en met {einde}."
    if editie.opzet.toets:
        nummers = [str(nr) for nr in dict.fromkeys(grond.gevraagd(college)["artikel"])]
        waar = f", {regio.nummering.lijst(nummers)}" if nummers else ""
        laatste = max(a["tot_en_met"] for a in regio.afspraken)
        lopen = "lopen" if editie.opzet.datum_rapport <= laatste else "liepen"
        slot = f"De afspraken {lopen} tot en met {datum(laatste)}."
        yield f"Grondslag: {regio.overeenkomst}{waar}. {slot} {regio.overeenkomst_toelichting}".strip()
        for afspraak in regio.afspraken:
            if afspraak["soort"] == "bevoegdheid":
                yield f"{regio.nummering.kop} {afspraak['artikel']}: {afspraak['zegt'].strip()}"
    tekst = voorbehoud(grond.dossier)
    yield f"Voorbehoud bij het rapport waar dit stuk bij hoort: {tekst[:1].lower()}{tekst[1:]}"


def vervolg(grond: Grond, college: College) -> str:
    """What is to be delivered besides, by whom and up to when it counts; for GS what others are asked."""
    delen = []
    if college.is_gs:
        delen += _van_anderen(grond)
    gevraagd_ = set(grond.gevraagd(college)["artikel"])
    if open_ := [a for a in open_van(grond, college) if a["artikel"] not in gevraagd_]:
        delen.append(_nog_te_leveren(open_))
    delen += _na_levering(grond, college)
    return "\n\n".join(deel for deel in delen if deel)


def _na_levering(grond: Grond, college: College) -> list[str]:
    """Of an edition of norms: what follows when it is delivered, and what only others deliver."""
    frame = grond.uitkomsten.get("normen")
    if frame is None or not (normen.heel(frame)["stand"] == ONBEKEND).any():
        return []
    einde = datum(grond.editie.einde)
    zin = (
        "Met wat is geleverd, wordt dit rapport opnieuw gemaakt; dan staat er van elke norm een stand. De "
        f"afspraak loopt tot en met {einde}."
    )
    anderen = frame[~frame["levert"].str.contains(college.levert, regex=False)]
    if not (normen.heel(anderen)["stand"] == ONBEKEND).any():
        return [veilig(zin)]
    return [veilig(zin), inleiding("Alleen anderen leveren:"), normen.nodig(anderen).markdown]


def _van_anderen(grond: Grond) -> list[str]:
    """What is asked of the colleges of B&W."""
    leden = list(grond.editie.regio.gemeenten["gemeente"])
    vragen = grond.vragen[grond.vragen["partij"].isin(leden)]
    woord = grond.editie.regio.nummering
    regels = [
        f"{hoofdletter(_wie(list(groep['partij']), len(leden)))}: {besluit} ({woord.bij(artikel)})."
        for (artikel, besluit), groep in vragen.groupby(["artikel", "besluit"], sort=False)
    ]
    if not regels:
        return []
    kop = inleiding("Van de colleges van B&W wordt gevraagd:")
    return [kop, "\n\n".join(f"- {veilig(regel)}" for regel in regels)]


def _wie(namen: list[str], leden: int) -> str:
    """Who, of how many members; many are counted."""
    if len(namen) <= GENOEMD:
        return opsomming(namen)
    return f"alle {leden}" if len(namen) == leden else f"{len(namen)} van de {leden}"


def _nog_te_leveren(afspraken: Sequence[Afspraak]) -> str:
    """By who delivers it, and up to when it counts: what is needed, with its articles."""
    per: dict[tuple[str, str], dict[str, list[str]]] = {}
    door: dict[frozenset[str], str] = {}
    for a in afspraken:
        wie = door.setdefault(frozenset(a["levert"].split(" en ")), a["levert"])
        nodig = per.setdefault((wie, a["tot_en_met"]), {})
        nodig.setdefault(a["nodig"].strip(), []).append(f"{a['artikel']} ({onderwerp(a)})")
    rijen = [
        [
            veilig(hoofdletter(wie)),
            veilig(
                "; ".join(f"{nummering(afspraken).lijst(nrs)}: {wat}" for wat, nrs in nodig.items())
            ),
            datum(einde),
        ]
        for (wie, einde), nodig in per.items()
    ]
    koppen, einden = ["Door", "Nog te leveren", "Telt mee tot en met"], {rij[2] for rij in rijen}
    if len(einden) > 1:
        return tabel(koppen, rijen, [18, 62, 20])
    koppen = [koppen[0], f"{koppen[1]} (telt mee tot en met {einden.pop()})"]
    return tabel(koppen, [rij[:2] for rij in rijen], [18, 82])
