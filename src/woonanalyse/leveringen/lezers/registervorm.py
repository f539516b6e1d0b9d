"""A register template that was filled in: its rows, each cell tested as the register's own reader does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from woonanalyse.kern.formulier import Formulier, formulieren
from woonanalyse.kern.getal import opsomming
from woonanalyse.kern.indeling.opvolging import oude_gemeente, waarin
from woonanalyse.kern.kolomeis import Kolom
from woonanalyse.kern.regio import Regio
from woonanalyse.kern.registers import partijen_van
from woonanalyse.leveringen.herkenning import Kopregel, bladen_van
from woonanalyse.leveringen.levering import Cel, Levering, Rekening
from woonanalyse.leveringen.lezers.kolomkoppen import Kolomkop, Koppen, lees_koppen
from woonanalyse.leveringen.lezers.ongelezen import keur_kolommen
from woonanalyse.leveringen.lezers.rijsoort import rijsoort
from woonanalyse.leveringen.melder import Melder
from woonanalyse.leveringen.openen.boek import Boek, Inhoud
from woonanalyse.leveringen.verslag import noem_blad, noem_boek
from woonanalyse.leveringen.vorm import Vorm
from woonanalyse.leveringen.waarden.gemeentelezer import Gemeentelezer
from woonanalyse.leveringen.waarden.waarde import Waarde, als_kolom, als_tekst, getypt, lees_waarde

_WERKBLADEN = ("Uitleg", "Gemeenten", "Keuzes", "Meldingen")
"""Sheets of a template that hold no rows."""


@dataclass
class Gelezen:
    """Rows of a register while they are read, and the accounts."""

    rijen: list[dict[str, int | float | str | None]] = field(default_factory=list)
    fout: list[dict[str, str | None]] = field(default_factory=list)
    cellen: list[dict[str, Cel]] = field(default_factory=list)
    foute_cellen: list[dict[str, Cel]] = field(default_factory=list)
    er: int = 0
    geweigerd: int = 0
    leeg: int = 0
    koppen: int = 0


def lees_register(boek: Boek, vorm: Vorm, regio: Regio, *, bestand: str, hash_: str) -> Levering:
    """Read the rows of a register; `vorm.id` is its name. What rows say together is for who takes them in.

    The accounts are of rows only: a register holds no dwellings of plans.
    """
    formulier = formulieren()[vorm.id]
    regels = bladen_van(vorm, boek)
    melder, gelezen = Melder(), Gelezen()
    noem_boek(melder, boek, vorm, {regel.blad.naam for regel in regels}, _WERKBLADEN)
    for regel in regels:
        _lees_blad(regel, formulier, regio, boek, melder, gelezen)
    if not gelezen.rijen and not melder.fout:
        melder.zeg("lees_leeg", [])
    tabel = {
        kolom: als_kolom([rij[kolom] for rij in gelezen.rijen], eis)
        for kolom, eis in formulier.kolommen.items()
    }
    return Levering(
        vorm=vorm.id,
        vormversie=vorm.versie,
        bestand=bestand,
        hash=hash_,
        tabellen={},
        formulieren={vorm.id: pd.DataFrame(tabel)},
        plekken={
            (vorm.id, nr, kolom): cel
            for nr, cellen in enumerate([*gelezen.cellen, *gelezen.foute_cellen])
            for kolom, cel in cellen.items()
        },
        meldingen=tuple(melder.alle()),
        rekening=Rekening(
            rijen_er=gelezen.er,
            rijen_gelezen=len(gelezen.rijen),
            rijen_geweigerd=gelezen.geweigerd,
            terzijde={"kopregel": gelezen.koppen, "leeg": gelezen.leeg},
            woningen_er=0,
            woningen_gelezen=0,
            woningen_geweigerd=0,
        ),
        beperkingen=boek.beperkingen,
        geweigerd={vorm.id: _geweigerd(gelezen, formulier)} if gelezen.fout else {},
    )


def _geweigerd(gelezen: Gelezen, formulier: Formulier) -> pd.DataFrame:
    """The refused rows, numbered after those that are read."""
    van = len(gelezen.rijen)
    nummers = range(van, van + len(gelezen.fout))
    return pd.DataFrame(
        gelezen.fout, index=nummers, columns=list(formulier.kolommen), dtype="object"
    )


def _lees_blad(
    regel: Kopregel,
    formulier: Formulier,
    regio: Regio,
    boek: Boek,
    melder: Melder,
    gelezen: Gelezen,
) -> None:
    kolommen = [{"kop": kolom, "verplicht": True} for kolom in formulier.kolommen]
    koppen = lees_koppen(regel.blad, regel.rij, {"kolommen": kolommen}, boek.met_letters)
    melder.voeg_toe(koppen.meldingen)
    noem_blad(melder, koppen)
    heel = not any(melding.soort == "fout" for melding in koppen.meldingen)
    lezer = _Cellezer(koppen, formulier.kolommen, regio, melder, boek.komma)
    rijen = list(enumerate(regel.blad.rijen[regel.rij :], start=regel.rij + 1))
    gevuld = [
        (nr, rij) for nr, rij in rijen if rijsoort(koppen, nr, 0, 0, ()) not in ("leeg", "kop")
    ]
    gelezen.er += len(regel.blad.rijen)
    gelezen.koppen += regel.rij
    gelezen.leeg += len(rijen) - len(gevuld)
    for nr, rij in gevuld:
        teksten = lezer.lees(nr, rij)
        plekken = {kop.eis["kop"]: koppen.cel(nr, kop.nr) for kop in koppen.kolommen}
        if heel and None not in teksten.values():
            eisen = formulier.kolommen
            gelezen.rijen.append({k: getypt(t or "", eisen[k]) for k, t in teksten.items()})
            gelezen.cellen.append(plekken)
            continue
        gelezen.geweigerd += 1
        if heel:
            gelezen.fout.append(teksten)
            gelezen.foute_cellen.append(plekken)
    melder.voeg_toe(keur_kolommen(koppen, [nr for nr, _ in gevuld]))
    melder.sluit_blad(len(gevuld))


class _Cellezer:
    """Tests the cells of a row; a party is known by its name or code too."""

    def __init__(
        self,
        koppen: Koppen,
        eisen: Mapping[str, Kolom],
        regio: Regio,
        melder: Melder,
        komma: bool,
    ) -> None:
        self._koppen, self._eisen, self._melder, self._komma = koppen, eisen, melder, komma
        # By the name of a municipality it is meant, also where a subregion has that name.
        gemeenten = set(regio.gemeenten["gemeente"])
        self._partijen = set(partijen_van(regio.gemeenten, regio.subregios)) - gemeenten
        self._gemeenten = Gemeentelezer(regio.gemeenten)

    def lees(self, nr: int, rij: Sequence[Inhoud]) -> dict[str, str | None]:
        """The cells by column as text; None where one is refused, which is said."""
        waarden = {
            kop.eis["kop"]: self._cel(kop, nr, rij[kop.nr - 1]) for kop in self._koppen.kolommen
        }
        return {naam: None if cel is None else cel.tekst for naam, cel in waarden.items()}

    def _cel(self, kop: Kolomkop, nr: int, inhoud: Inhoud) -> Waarde | None:
        cel, eis = self._koppen.cel(nr, kop.nr), self._eisen[kop.eis["kop"]]
        blad = self._koppen.blad
        if (nr, kop.nr) in blad.zonder_waarde:
            self._melder.zeg("lees_formule", [cel], blad.formules[nr, kop.nr], kop.kop)
            return None
        if inhoud is None and (nr, kop.nr) in blad.samengevoegd:
            eerste = self._koppen.cel(*blad.samengevoegd[nr, kop.nr])
            self._melder.zeg("lees_samengevoegd", [cel], "", kop.kop, eerste=eerste)
            return None
        if kop.eis["kop"] == "partij":
            waarde = self._partij(als_tekst(inhoud))
        else:
            waarde = lees_waarde(inhoud, eis, self._komma)
        if waarde.bezwaar:
            woorden = {"verwacht": waarde.bezwaar, "herstel": waarde.herstel}
            code = "lees_woord" if eis.keuzes else f"lees_{eis.soort}"
            self._melder.zeg(code, [cel], als_tekst(inhoud), kop.kop, **woorden)
            return None
        if waarde.notitie:
            van_nu = waarin(waarde.tekst, self._gemeenten.namen.keys())
            nu = opsomming([self._gemeenten.namen[code][0] for code in van_nu])
            self._melder.verzamel(
                waarde.notitie, cel, als_tekst(inhoud), kop.kop, goed=waarde.tekst, sinds="", nu=nu
            )
        return waarde

    def _partij(self, tekst: str) -> Waarde:
        """A party as the registers write it; a municipality by its name or a spoiled code is one too.

        One that is no more stays what it was: what it did is not what its successor did."""
        waarde = lees_waarde(tekst, self._eisen["partij"])
        if not tekst and waarde.bezwaar:
            return replace(
                waarde, bezwaar="wie het is: een gemeente (naam of code) of andere partij"
            )
        if tekst in self._partijen or not tekst:
            return waarde
        if oud := oude_gemeente(tekst, self._gemeenten.namen.keys()):
            return Waarde(oud, notitie="lees_partij_van_toen")
        gemeente = self._gemeenten.lees(tekst)
        if gemeente.bezwaar and gemeente.herstel.startswith("bedoelt u"):
            return Waarde(tekst, "een partij van de regio, zoals zij heet", gemeente.herstel)
        if gemeente.bezwaar:
            return Waarde(tekst)  # what a party may be is said with the other rows of the register
        return Waarde(gemeente.tekst, notitie="lees_code_aangevuld")
