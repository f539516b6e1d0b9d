"""Tables of sums, definitions, capacities and one municipality, as Markdown with a caption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from woonanalyse.kern.beeld.bekend import zonder_onbekend
from woonanalyse.kern.beeld.codes import code, codes, met_herkomst
from woonanalyse.kern.beeld.markdown import tabel, veilig
from woonanalyse.kern.beeld.tekening import heel_procent
from woonanalyse.kern.beeld.tonen import Tabel
from woonanalyse.kern.beeld.veel import per_subregio, per_wat, rijcodes
from woonanalyse.kern.beeld.woorden import hoe_geteld
from woonanalyse.kern.definitie import Definitie
from woonanalyse.kern.getal import ONBEKEND, aantal, band, datum, hoofdletter, procent
from woonanalyse.kern.merk import AFGESCHERMD, is_afgeschermd
from woonanalyse.kern.oordeel import NVT
from woonanalyse.kern.opzet import Opzet
from woonanalyse.onderwerpen.balans.beeld.samen import balanscodes, getoond
from woonanalyse.onderwerpen.balans.beeld.tekens import oordeelteken


def gebieden(sommen: pd.DataFrame, opzet: Opzet) -> Tabel:
    """Sums per subregion and for the region; with the other reading of the norm where it has one."""
    samen = bool((sommen["oordeel_samen"] != NVT).any())
    per = bool((sommen["niveau"] == "subregio").any())
    rijen = [
        [
            f"**{veilig(naam)}**" if groep["niveau"].iloc[0] == "regio" else veilig(naam),
            band(groep["behoefte"], aantal),
            _hard(groep.iloc[0]),
            band(groep["saldo"], aantal),
            band(groep["dekking"], procent),
            *([_samen(groep.iloc[0])] if samen else []),
            groep["volledigheid"].iloc[0],
        ]
        for naam, groep in sommen.groupby("gebied", sort=False)
    ]
    koppen = [
        "Gebied",
        "Behoefte",
        "Harde plannen",
        "Saldo",
        "In % van behoefte",
        *(["Als de norm per subregio geldt"] if samen else []),
        "Gegevens",
    ]
    breed = [18, -19, -15, -15, -19, *([23] if samen else []), 22]
    if (sommen["volledigheid"] == "volledig").all():
        koppen, breed, rijen = koppen[:-1], breed[:-1], [rij[:-1] for rij in rijen]
    wel = zonder_onbekend(koppen, rijen, breed)
    return Tabel(
        tabel(wel.koppen, wel.rijen, wel.breed, codes("balans_gebied", range(1, len(rijen) + 1))),
        f"Sommen {'per subregio en ' if per else ''}voor de regio, in woningen (saldo onder nul: meer "
        f"plannen dan behoefte); {_stand(opzet)}{wel.weg}",
    )


def _hard(rij: pd.Series) -> str:
    """The hard plans of a sum; that they are not shown, where that is why there is no number."""
    dicht = pd.isna(rij["hard_totaal"]) and rij["telling"] == AFGESCHERMD
    return AFGESCHERMD if dicht else aantal(rij["hard_totaal"])


def _samen(rij: pd.Series) -> str:
    """The judgement of a subregion by the other reading; the region is none."""
    return "" if rij["niveau"] == "regio" else oordeelteken(rij["oordeel_samen"])


def vergelijking(
    balans: pd.DataFrame, anders: pd.DataFrame, definities: Mapping[str, Definitie]
) -> Tabel:
    """Dekking per municipality by the edition's own definition and by those of other editions; of the first
    the numbers stand in another file."""
    van = rijcodes("balans_vergelijking", balans)
    kop = hoofdletter(per_wat(balans))
    alles = pd.concat(
        [getoond(balans), *(getoond(deel) for _, deel in anders.groupby("definitie", sort=False))]
    )
    eigen, *ander = dict.fromkeys(alles["definitie"])
    groepen = [groep for _, groep in alles.groupby("gemeentecode", sort=False)]
    rijen = []
    for groep, eigen_code in zip(groepen, balanscodes(balans), strict=True):
        per = {
            naam: band(groep.loc[groep["definitie"] == naam, "dekking"], procent)
            for naam in (eigen, *ander)
        }
        per[eigen] = met_herkomst(per[eigen], eigen_code)
        rijen.append([veilig(groep["gemeente"].iloc[0]), *per.values()])
    koppen = [kop, *(veilig(definities[naam].naam) for naam in (eigen, *ander))]
    return Tabel(
        tabel(koppen, rijen, [22, *[-26] * len(koppen[1:])], van),
        "Harde plancapaciteit in % van de behoefte: de gegevens van deze editie met elke rekenwijze",
    )


def capaciteiten(
    gemeenten: pd.DataFrame, per_bron: Mapping[str, pd.DataFrame], titels: Mapping[str, str]
) -> Tabel:
    """Hard and soft capacity of several sources side by side; differences shown, not explained."""
    koppen, kolommen = [hoofdletter(per_wat(gemeenten))], []
    van = [*balanscodes(gemeenten), code("balans")]
    leden = gemeenten[["gemeentecode", "gemeente", "subregio"]]
    for bestand, frame in per_bron.items():
        koppen += [f"{veilig(titels[bestand])}: hard", f"{veilig(titels[bestand])}: zacht"]
        vast = frame.set_index("gemeentecode")[["hard", "zacht"]].astype("Int64")
        som = per_subregio(leden.join(vast, on="gemeentecode"), ["hard", "zacht"])
        kolommen += [som.set_index("gemeentecode")[wat] for wat in ("hard", "zacht")]
    getoonde = per_subregio(leden, [])
    rijen = [
        [veilig(naam), *(aantal(kolom.get(nummer)) for kolom in kolommen)]
        for nummer, naam in getoonde[["gemeentecode", "gemeente"]].itertuples(index=False)
    ]
    rijen.append(["**Samen**", *(aantal(kolom.sum()) for kolom in kolommen)])
    return Tabel(
        tabel(
            koppen,
            rijen,
            [20, *[-20] * len(kolommen)],
            van,
        ),
        "Harde en zachte plancapaciteit volgens de bronnen die er zijn, in woningen",
    )


def gemeente(
    rijen: pd.DataFrame, anders: pd.DataFrame, definities: Mapping[str, Definitie]
) -> Tabel:
    """All figures of one municipality; a column per variant of the need."""
    eerste = rijen.iloc[0]
    varianten = [("Laagste behoefte", "laag"), ("Behoefte", "midden"), ("Hoogste behoefte", "hoog")]
    aanwezig = [(kop, v) for kop, v in varianten if v in set(rijen["variant"])]
    regels: list[tuple[str, str, Any]] = [
        ("Netto behoefte", "netto_behoefte", aantal),
        ("Vervanging na sloop", "vervanging", aantal),
        ("Behoefte waarmee is gerekend", "behoefte", aantal),
        ("Hard, direct te bouwen", "hard_direct", aantal),
        ("Hard, nog uit te werken", "hard_uit_te_werken", aantal),
        (
            f"Harde plancapaciteit waarmee is gerekend ({hoe_geteld(eerste['telling'])})",
            "hard_totaal",
            aantal,
        ),
        ("Saldo: behoefte min plannen (onder nul: meer plannen dan behoefte)", "saldo", aantal),
        ("Ruimte: behoefte die niet in harde plannen zit", "ruimte", aantal),
        ("Plancapaciteit in % van de behoefte", "dekking", procent),
    ]
    if rijen["gepubliceerd"].notna().any():
        regels.append(("Hetzelfde, zoals de bron publiceerde", "gepubliceerd", heel_procent))
    cellen = [_regel(naam, rijen, kolom, toon, aanwezig) for naam, kolom, toon in regels]
    for definitie, groep in anders.groupby("definitie", sort=False):
        naam = f"Dezelfde gegevens, {veilig(definities[str(definitie)].naam)}"
        cellen.append(_regel(naam, groep, "dekking", procent, aanwezig))
    return Tabel(
        tabel(["Onderdeel", *(kop for kop, _ in aanwezig)], cellen, [64, *[-22] * len(aanwezig)]),
        f"Behoefte en plancapaciteit van {eerste['gemeente']}, in woningen",
    )


def kerncijfers(rijen: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The key figures of one municipality: what, how much, and what goes with it."""
    rij = rijen.iloc[0]
    niets = pd.isna(rij["hard_totaal"]) and rij["telling"] == ONBEKEND
    telling = "" if niets else f"; telling {rij['telling']}"
    return [
        ("Behoefte", band(rijen["behoefte"], aantal), _behoeftenoot(rijen)),
        ("Harde plannen", aantal(rij["hard_totaal"]), f"woningen{telling}"),
        ("Verhouding", band(rijen["dekking"], procent), "harde plannen in % van de behoefte"),
        ("Saldo", band(rijen["saldo"], aantal), "behoefte min plannen"),
    ]


def _behoeftenoot(rijen: pd.DataFrame) -> str:
    """Of what the need of one municipality is made; empty where nothing of that is known."""
    netto, bij = band(rijen["netto_behoefte"], aantal), rijen["vervanging"].iloc[0]
    if pd.isna(bij) and not is_afgeschermd(bij):
        if rijen["behoefte"].notna().any():
            return "netto, zonder vervanging"
        if rijen["netto_behoefte"].isna().all():
            return ""
    gelijk = rijen["behoefte"].notna() & (rijen["behoefte"] == rijen["netto_behoefte"])
    if pd.notna(bij) and bij and gelijk.all():
        af = " af van de plannen" if rijen["telling"].iloc[0] == "netto" else ", telt niet mee"
        return f"netto; vervanging\xa0({aantal(bij)}){af}"
    return f"netto {netto}; vervanging\xa0{aantal(bij)}"


def _regel(
    naam: str, rijen: pd.DataFrame, kolom: str, toon: Any, varianten: Sequence[tuple[str, str]]
) -> list[str]:
    vast = rijen.set_index("variant")[kolom]
    return [naam, *(toon(vast.get(variant)) for _, variant in varianten)]


def _stand(opzet: Opzet) -> str:
    return f"{opzet.naam}, stand {datum(opzet.peildatum)}"
