"""Every column of the result files: what it is, its type and its unit."""

from __future__ import annotations

from collections.abc import Mapping

_WONINGEN = {"type": "integer", "eenheid": "woningen"}
_PERSONEN = {"type": "integer", "eenheid": "personen"}
_WIJKEN = {"type": "integer", "eenheid": "wijkaanpakken"}
_PLANNEN = {"type": "integer", "eenheid": "plannen"}
_JAAR = {"type": "integer", "eenheid": "jaar"}
_JAREN = {"type": "integer", "eenheid": "jaren"}
_FRACTIE = {"type": "number", "eenheid": "fractie"}
_PER_JAAR = {"type": "number", "eenheid": "woningen per jaar"}
_DATUM = {"type": "date"}

VELDEN: dict[str, dict[str, str]] = {
    "editie": {"title": "editie van het RWP"},
    "gemeentecode": {"title": "CBS-code van de gemeente"},
    "gemeente": {"title": "naam van de gemeente, of van de provincie"},
    "niveau": {"title": "subregio of regio"},
    "gebied": {"title": "naam van de subregio of regio"},
    "subregio": {"title": "subregio in deze editie"},
    "variant": {
        "title": "laagste (laag) of hoogste (hoog) behoefte; midden als er geen bandbreedte is"
    },
    "periode_van": {"title": "eerste jaar van de behoefte", **_JAAR},
    "periode_tot": {"title": "laatste jaar van de behoefte, dat zelf meetelt", **_JAAR},
    "netto_behoefte": {"title": "netto behoefte volgens de prognose van de editie", **_WONINGEN},
    "vervanging": {"title": "verwachte vervanging na sloop", **_WONINGEN},
    "behoefte": {"title": "behoefte waarmee is gerekend", **_WONINGEN},
    "hard_direct": {"title": "harde plancapaciteit, direct te bouwen", **_WONINGEN},
    "hard_uit_te_werken": {"title": "harde plancapaciteit, nog uit te werken", **_WONINGEN},
    "uitgezonderd": {"title": "niet meegerekend (artikel 21 en 22)", **_WONINGEN},
    "hard_totaal": {"title": "harde plancapaciteit waarmee is gerekend", **_WONINGEN},
    "telling": {"title": "bruto, netto (sloop eraf) of onbekend"},
    "definitie": {"title": "definitie waarmee is gerekend (data/definities.yml)"},
    "dekking": {"title": "harde plancapaciteit gedeeld door behoefte", **_FRACTIE},
    "saldo": {"title": "behoefte min harde plancapaciteit", **_WONINGEN},
    "oordeel": {"title": "binnen, op de grens, buiten, onbekend of nvt"},
    "termijn_start": {"title": "begin van de termijn van artikel 15", **_DATUM},
    "hersteldatum": {"title": "einde van de termijn van artikel 15", **_DATUM},
    "artikel": {"title": "artikel van de woonafspraken", "type": "integer"},
    "onderdeel": {"title": "deel van het artikel, als het er meer heeft"},
    "partij": {"title": "gemeente, provincie, GS, subregio of gezamenlijk"},
    "periode": {"title": "jaar, periode of editie waarover is geoordeeld"},
    "waarde": {"title": "wat is gemeten", "type": "number", "eenheid": "zie kolom eenheid"},
    "norm": {"title": "wat is afgesproken", "type": "number", "eenheid": "zie kolom eenheid"},
    "eenheid": {"title": "eenheid van waarde en norm"},
    "status": {"title": "stand van de afspraak"},
    "toelichting": {"title": "waarop de stand berust, of wat ontbreekt"},
    "bron": {"title": "bron van de stand"},
    "volledigheid": {"title": "volledig of onvolledig"},
    "ontbreekt": {"title": "gemeenten zonder gegevens"},
    "dekking_laag": {"title": "laagste verhouding", **_FRACTIE},
    "dekking_hoog": {"title": "hoogste verhouding", **_FRACTIE},
    "boven_norm_laag": {"title": "harde plannen boven de norm, ten minste", **_WONINGEN},
    "boven_norm_hoog": {"title": "harde plannen boven de norm, ten hoogste", **_WONINGEN},
    "sinds_editie": {"title": "eerste editie van de reeks waarin dit zo is"},
    "sinds": {"title": "peildatum van die editie", **_DATUM},
    "besluit": {"title": "datum waarop het laatste college over de editie besloot", **_DATUM},
    "reden": {"title": "waarom dit er staat, of waarom een verschil onbekend is"},
    "editie_toen": {"title": "de vorige editie"},
    "editie_nu": {"title": "deze editie"},
    "rekenwijze": {"title": "naam van de definitie"},
    "uit_te_werken": {"title": "met of zonder plannen die nog uitgewerkt moeten worden"},
    "jaren_toen": {"title": "lengte van de periode van de vorige editie", **_JAREN},
    "jaren_nu": {"title": "lengte van de periode van deze editie", **_JAREN},
    "behoefte_toen": {"title": "behoefte in de vorige editie", **_WONINGEN},
    "behoefte_nu": {"title": "behoefte in deze editie", **_WONINGEN},
    "behoefte_verschil": {"title": "behoefte nu min toen", **_WONINGEN},
    "hard_toen": {"title": "harde plancapaciteit in de vorige editie", **_WONINGEN},
    "hard_nu": {"title": "harde plancapaciteit in deze editie", **_WONINGEN},
    "hard_verschil": {"title": "harde plancapaciteit nu min toen", **_WONINGEN},
    "dekking_toen": {"title": "verhouding in de vorige editie", **_FRACTIE},
    "dekking_nu": {"title": "verhouding in deze editie", **_FRACTIE},
    "dekking_verschil": {"title": "verhouding nu min toen", **_FRACTIE},
    "behoefte_laag": {"title": "laagste behoefte", **_WONINGEN},
    "behoefte_hoog": {"title": "hoogste behoefte", **_WONINGEN},
    "behoefte_jaren": {"title": "jaren waarover de behoefte gaat", **_JAREN},
    "gebouwd_van": {"title": "eerste jaar van nieuwbouw en sloop", **_JAAR},
    "gebouwd_tot_en_met": {"title": "laatste jaar van nieuwbouw en sloop", **_JAAR},
    "gebouwd_jaren": {"title": "aantal jaren van nieuwbouw en sloop", **_JAREN},
    "nieuwbouw": {"title": "nieuw gebouwd (CBS)", **_WONINGEN},
    "sloop": {"title": "gesloopt (CBS)", **_WONINGEN},
    "nieuwbouw_min_sloop": {"title": "nieuwbouw min sloop", **_WONINGEN},
    "overige_toevoeging": {"title": "overige toevoeging aan de voorraad (CBS)", **_WONINGEN},
    "overige_onttrekking": {"title": "overige onttrekking aan de voorraad (CBS)", **_WONINGEN},
    "correctie": {"title": "correctie (CBS)", **_WONINGEN},
    "behoefte_per_jaar_laag": {"title": "laagste behoefte, gelijk verdeeld", **_PER_JAAR},
    "behoefte_per_jaar_hoog": {"title": "hoogste behoefte, gelijk verdeeld", **_PER_JAAR},
    "nieuwbouw_per_jaar": {"title": "nieuwbouw per jaar", **_PER_JAAR},
    "sloop_per_jaar": {"title": "sloop per jaar", **_PER_JAAR},
    "lezing": {"title": "lezing van wat hard is (data/planlijst.yml)"},
    "hardheid": {"title": "hard, hard_uitwerk, zacht, onbekend of afgerond"},
    "plannen": {"title": "aantal plannen in de lijst", **_PLANNEN},
    "leeg": {"title": "plannen waarin geen woning meer over is", **_PLANNEN},
    "woningen": {"title": "nog te bouwen woningen, bruto", **_WONINGEN},
    "te_slopen": {"title": "te slopen woningen", **_WONINGEN},
    "plan_id": {"title": "nummer van het plan in de bron"},
    "naam": {"title": "naam van het plan in de bron"},
    "ligging": {"title": "binnen of buiten bebouwd gebied, een aanwijzing uit het plantype"},
    "met_gemeentecode": {"title": "CBS-code van de voorgestelde gemeente"},
    "met_gemeente": {"title": "gemeente waarmee afstemming wordt voorgesteld"},
    "grond": {"title": "waarom zij wordt voorgesteld"},
    "afstand_m": {
        "title": "afstand van het plan tot haar grens", "type": "integer", "eenheid": "meter",
    },
    "afgestemd": {"title": "ja, nee of onbekend"},
    "datum": {"title": "datum van de afstemming"},
    "peildatum": {"title": "datum van de stand", **_DATUM},
    "gestart": {"title": "gestarte wijkaanpakken", **_WIJKEN},
    "doel": {"title": "doel op die datum", **_WIJKEN},
    "verschil": {"title": "gestart min doel", **_WIJKEN},
    "halfjaar": {"title": "jaar en helft, zoals 2022-1"},
    "taakstelling": {"title": "wettelijke taakstelling, naar rato van inwoners", **_PERSONEN},
    "overloop": {"title": "achterstand (+) of voorsprong (-) aan het begin", **_PERSONEN},
    "opgave": {"title": "taakstelling met overloop en wat bij besluit is verplaatst", **_PERSONEN},
    "gerealiseerd": {"title": "gehuisvest; kleine aantallen blijven leeg", **_PERSONEN},
    "percentage": {"title": "gerealiseerd van de opgave", "type": "number", "eenheid": "procent"},
    "inwonersdatum": {"title": "datum van de inwoners waarmee is gerekend", **_DATUM},
    "code": {"title": "code van het getal in het rapport"},
    "onderwerp": {"title": "gemeente, gebied of afspraak"},
    "uitkomst": {"title": "bestand met de uitkomst"},
    "uitkomstrijen": {"title": "rijen in dat bestand; de kop is rij 1"},
    "notitieboek": {"title": "notitieboek dat het berekent"},
    "uitvoering": {"title": "het notitieboek zoals het liep, in de map van de uitkomsten"},
    "functie": {"title": "functie die het berekent"},
    "bronbestand": {"title": "bestand waaruit is gerekend"},
    "bronrijen": {"title": "rijen in dat bestand; leeg: het hele bestand"},
    "brontitel": {"title": "wat dat bestand is"},
    "uitgever": {"title": "uitgever van dat bestand"},
    "bronpeildatum": {"title": "peildatum van dat bestand"},
}  # fmt: skip

EIGEN: dict[str, dict[str, dict[str, str]]] = {
    "herkomst.csv": {"artikel": {"title": "artikelen van de woonafspraken"}},
    "statushouders.csv": {"saldo": {"title": "opgave min gerealiseerd", **_PERSONEN}},
    "gebouwd.csv": {"saldo": {"title": "verandering van de voorraad (CBS)", **_WONINGEN}},
    "plannen.csv": {
        "uitgezonderd": {
            "title": "niet meegerekend (artikel 21 en 22); leeg: onbekend",
            **_WONINGEN,
        }
    },
    "wijkaanpak.csv": {
        "status": {"title": "gehaald, niet gehaald, niet beoordeeld, onbekend of nvt"}
    },
}
"""Columns that mean something else in one file."""

HOE = {
    "periode_van": "de editie (data/edities)",
    "periode_tot": "de editie (data/edities)",
    "uitgezonderd": "bron; leeg als die het niet geeft",
    "behoefte": "netto_behoefte, en vervanging erbij als de definitie dat zegt",
    "hard_totaal": "de kolommen die volgens de definitie meetellen, min wat niet meetelt, en min vervanging "
    "als de definitie die van de capaciteit afhaalt",
    "dekking": "hard_totaal / behoefte",
    "saldo": "behoefte − hard_totaal",
    "oordeel": "dekking bij laagste en hoogste behoefte naast de norm van artikel 13",
    "termijn_start": "register termijnen",
    "hersteldatum": "termijn_start plus de termijn van artikel 15",
    "artikel": "data/afspraken.yml",
    "waarde": "geteld of gemeten in het register dat bij het artikel hoort; bij artikel 13 de dekking bij de "
    "laagste behoefte, bij artikel 20 de vervanging van alle gemeenten samen",
    "norm": "data/afspraken.yml",
    "dekking_laag": "dekking bij de hoogste behoefte (balans.csv)",
    "dekking_hoog": "dekking bij de laagste behoefte (balans.csv)",
    "boven_norm_laag": "hard_totaal − norm × hoogste behoefte",
    "boven_norm_hoog": "hard_totaal − norm × laagste behoefte",
    "jaren_toen": "periode van de vorige editie (data/edities)",
    "jaren_nu": "periode van deze editie (data/edities)",
    "behoefte_toen": "behoefte van de vorige editie, met deze rekenwijze",
    "behoefte_nu": "behoefte van deze editie, met deze rekenwijze",
    "behoefte_verschil": "behoefte_nu − behoefte_toen",
    "hard_toen": "hard_totaal van de vorige editie, met deze rekenwijze",
    "hard_nu": "hard_totaal van deze editie, met deze rekenwijze",
    "hard_verschil": "hard_nu − hard_toen",
    "dekking_toen": "hard_toen / behoefte_toen",
    "dekking_nu": "hard_nu / behoefte_nu",
    "dekking_verschil": "dekking_nu − dekking_toen",
    "behoefte_laag": "behoefte in balans.csv, laagste",
    "behoefte_hoog": "behoefte in balans.csv, hoogste",
    "behoefte_jaren": "periode_tot − periode_van + 1",
    "gebouwd_van": "eerste hele jaar na de peildatum",
    "gebouwd_tot_en_met": "laatste hele jaar in de bron, niet na de stand van de editie",
    "gebouwd_jaren": "gebouwd_tot_en_met − gebouwd_van + 1",
    "nieuwbouw": "kolom nieuwbouw, opgeteld over de jaren",
    "sloop": "kolom sloop, opgeteld over de jaren",
    "nieuwbouw_min_sloop": "nieuwbouw − sloop",
    "overige_toevoeging": "kolom overige_toevoeging, opgeteld over de jaren",
    "overige_onttrekking": "kolom overige_onttrekking, opgeteld over de jaren",
    "correctie": "kolom correctie, opgeteld over de jaren",
    "behoefte_per_jaar_laag": "behoefte_laag / behoefte_jaren",
    "behoefte_per_jaar_hoog": "behoefte_hoog / behoefte_jaren",
    "nieuwbouw_per_jaar": "nieuwbouw / gebouwd_jaren",
    "sloop_per_jaar": "sloop / gebouwd_jaren",
    "plannen": "rijen in de lijst met deze hardheid, geteld",
    "leeg": "rijen waarvan restcapaciteit_woningen nul is, geteld",
    "woningen": "kolom restcapaciteit_woningen, opgeteld",
    "te_slopen": "kolom sloop_woningen, opgeteld, zonder minteken",
    "afstand_m": "van het punt van het plan (x_rd, y_rd) tot de grens van die gemeente",
    "gestart": "laatste telling of register op of voor de peildatum",
    "doel": "data/afspraken.yml",
    "verschil": "gestart − doel",
    "taakstelling": "landelijke taakstelling × inwoners van de gemeente / inwoners van het land, afgerond",
    "overloop": "levering van de gemeente",
    "opgave": "taakstelling + overloop + wat bij besluit is verplaatst",
    "gerealiseerd": "levering van de gemeente",
    "percentage": "gerealiseerd / opgave × 100",
}
"""How a column is made, from other columns, its source, or settings."""

EIGEN_HOE = {
    "statushouders.csv": {"saldo": "opgave − gerealiseerd"},
    "gebouwd.csv": {
        "saldo": "kolom saldo, opgeteld over de jaren",
        "hard_totaal": "hard_totaal in balans.csv",
    },
    "afstemming.csv": {"woningen": "kolom restcapaciteit_woningen"},
}
"""Columns that are made in another way in one file."""

OOK = {
    "balans.csv": "boven de norm: hard_totaal − norm × behoefte; per jaar: dat gedeeld door de jaren tot de "
    "hersteldatum; inbreiding en uitbreiding: bron, kolommen hard_inbreiding en hard_uitbreiding; "
    "teruggenomen plannen: feiten met dat onderwerp",
    "afspraken.csv": "aantal uitkomsten per stand: rijen met die status, geteld",
    "plannen.csv": "naar grootte: rijen met woningen over, geteld en opgeteld per klasse van "
    "restcapaciteit_woningen (klassen in data/planlijst.yml); naast andere bronnen: hun kolommen netto_hard "
    "en netto_zacht, of hard_totaal en zacht_totaal; kwaliteit: de kolommen die op onbekend eindigen",
    "wijkaanpak.csv": "woningen in een wijk: kolom woningen_circa; tempo: het verschil van twee tellingen "
    "gedeeld door de tijd ertussen",
    "statushouders.csv": "woningen: taakstelling × woningen / personen (data/statushouders.yml), naar boven "
    "afgerond; land en provincie: kolommen taakstelling, achterstand_begin en opgave_totaal van de rijen met "
    "dat niveau; som: de taakstellingen van de gemeenten opgeteld",
}
"""What the report shows of the same rows though the file does not hold it."""

RAUW = {"netto_behoefte", "vervanging", "hard_direct", "hard_uit_te_werken"}
"""Columns of the balance that come from the source as they are."""

TITELS = {
    "balans.csv": "De balans per gemeente volgens de definitie van de editie",
    "balans_vergelijking.csv": "De balans per gemeente volgens de definities van andere edities",
    "balans_gebied.csv": "Sommen per subregio en voor de regio",
    "afspraken.csv": "De afspraken en hun stand",
    "aandachtspunten.csv": "Aandachtspunten voor bestuurlijk overleg",
    "wijzigingen.csv": "Wijzigingen sinds de vorige editie, per definitie",
    "gebouwd.csv": "Behoefte, harde plannen, gebouwd en gesloopt per gemeente",
    "plannen.csv": "De plannenlijst per gemeente, naar hardheid",
    "afstemming.csv": "Voorgestelde afstemming per plan",
    "wijkaanpak.csv": "Gestarte wijkaanpakken naast het doel",
    "statushouders.csv": "Taakstelling en huisvesting van statushouders",
    "herkomst.csv": "Herkomst: van elke code de uitkomst, de berekening en de rijen van de bron",
}

SLEUTELS = {
    "balans.csv": ["gemeentecode", "variant"],
    "balans_vergelijking.csv": ["gemeentecode", "variant", "definitie"],
    "balans_gebied.csv": ["gebied", "variant"],
    "afspraken.csv": ["artikel", "onderdeel", "partij", "periode"],
    "aandachtspunten.csv": ["gemeentecode"],
    "wijzigingen.csv": ["definitie", "gemeentecode", "variant"],
    "gebouwd.csv": ["gemeentecode"],
    "plannen.csv": ["lezing", "gemeentecode", "hardheid"],
    "afstemming.csv": ["plan_id", "met_gemeentecode"],
    "wijkaanpak.csv": ["peildatum", "gemeente"],
    "statushouders.csv": ["halfjaar", "gemeentecode"],
    "herkomst.csv": ["code", "bronbestand"],
}
"""What makes a row of a result file unique."""


def veld(bestand: str, kolom: str) -> dict[str, str]:
    """Title, type and unit of `kolom` in result file `bestand`; type string where none is named."""
    return {"type": "string", **EIGEN.get(bestand, {}).get(kolom, VELDEN[kolom])}


def hoe(bestand: str, kolom: str, uit_kolom: Mapping[str, str]) -> str:
    """How `kolom` of `bestand` is made; `uit_kolom` names the source's column of what is read as it is."""
    if bestand == "herkomst.csv":
        return ""
    if kolom in RAUW and bestand.startswith("balans"):
        samen = ", opgeteld" if bestand == "balans_gebied.csv" else ""
        return f"bron, kolom {uit_kolom[kolom]}{samen}" if kolom in uit_kolom else "niet in de bron"
    return EIGEN_HOE.get(bestand, {}).get(kolom) or HOE.get(kolom, "")
