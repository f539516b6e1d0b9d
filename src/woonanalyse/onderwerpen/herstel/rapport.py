"""What this subject gives to the report: a value of its chapter, its box on a factsheet."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from woonanalyse.afspraken.besluit import besloten_op
from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.getal import datum
from woonanalyse.kern.oordeel import BUITEN, OP_DE_GRENS
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.registers import GEZAMENLIJK
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.gebouwd.bron import Woningvoorraad
from woonanalyse.onderwerpen.herstel import beeld, bevindingen, verhaal, wegbeeld
from woonanalyse.onderwerpen.herstel.berekening import gepubliceerd
from woonanalyse.onderwerpen.herstel.model import waarom_geen_lijst
from woonanalyse.onderwerpen.herstel.terugweg import op_maat
from woonanalyse.onderwerpen.terugname.bron import Terugname

UIT = ("herstelpad",)
"""What `waarden`, `toon` and `antwoord` get beside the results."""


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The finding on the way back."""
    pad = uit["herstelpad"]
    assert dossier.editie.termijn is not None
    gemeten, bekend = regiotellingen(dossier.editie), _Bekend(dossier, uit)
    maat = op_maat_van(dossier)
    sindsdien = wegbeeld.regio_sindsdien(uit["terugweg"], gemeten, maat, dossier.regio.naam)
    kort = wegbeeld.kort(uit["terugweg"], dossier.regio.naam)
    stuk = wegbeeld.regio_sindsdien(uit["terugweg"], gemeten, maat, dossier.regio.naam, heel=False)
    namen = dict(zip(uit["terugweg"]["gemeentecode"], uit["terugweg"]["gemeente"], strict=True))
    tellingen = [
        wegbeeld.latere_tellingen(naam, bekend.later(code), bekend.gevolgen(code))
        for code, naam in namen.items()
    ]
    later = [zin for zin in tellingen if zin]
    return {
        "herstel": veilig(beeld.opening(pad, dossier.editie.termijn)),
        "herstel_kort": veilig(beeld.kort(pad)),
        "herstel_sindsdien": veilig(sindsdien),
        "herstel_stuk": veilig(f"{stuk} {wegbeeld.OP_FACTSHEETS if later else ''}".strip()),
        "herstel_later": veilig(
            " ".join([wegbeeld.LATER, *later]) if later else wegbeeld.NIET_LATER
        ),
        "kop_herstel": veilig(bevindingen.terugweg_kop(beeld.boven(pad), pad)),
        "sindsdien_kort": veilig(kort),
    }


def toon(dossier: Dossier, uit: Tabellen) -> dict[str, bool]:
    """Whether anyone is above the norm, whether anything is known of what was done since, and whether there
    are points to discuss."""
    boven = beeld.boven(uit["herstelpad"])
    sindsdien = ["maatregelen", "maatregelen_afgeleid", "gebouwd", "capaciteit", "resterend_hoog"]
    return {
        "herstel": dossier.editie.opzet.toets and bool(len(boven)),
        "terugweg_bekend": bool(uit["terugweg"]["begin"].notna().any()),
        "sindsdien": bool(uit["terugweg"][sindsdien].notna().any(axis=None)),
        "aandachtspunten": bool(len(uit["aandachtspunten"])),
    }


def met_vak(dossier: Dossier, uit: Tabellen) -> bool:
    """Whether anybody has a way back, or something is known of anybody that bears on one."""
    if dossier.editie.termijn is None:
        return False
    if uit["balans"]["oordeel"].isin([BUITEN, OP_DE_GRENS]).any():
        return True
    gedaan = _gedaan(dossier, uit)
    return any(gedaan(code) for code in uit["balans"]["gemeentecode"].unique())


def vak(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str]]:
    """The term to restore the balance of one municipality (by its code), what was taken back, and whether it
    is a point to discuss."""
    editie, balans, gedaan = dossier.editie, Gegroepeerd(uit["balans"]), _gedaan(dossier, uit)
    termijn, maximum, opzet = editie.termijn, editie.norm_staat_in, editie.opzet
    assert termijn is not None
    besluit = besloten_op(editie.registers, dossier.regio.gemeenten, opzet)
    reden = waarom_geen_lijst(opzet, maximum, editie.volledig, besluit)

    def van(code: str) -> tuple[str, str]:
        punt = beeld.aandachtspunt(uit.get("aandachtspunten"), code, reden)
        delen = [
            beeld.termijnzin(balans.van(code), termijn, maximum, opzet.datum_rapport)
            if opzet.toets
            else beeld.zonder_toets(termijn, maximum),
            gedaan(code),
            punt,
        ]
        kop = "Hersteltermijn en aandachtspunt" if punt else "Hersteltermijn"
        return kop, veilig(" ".join(deel for deel in delen if deel))

    return van


def _gedaan(dossier: Dossier, uit: Tabellen) -> Callable[[str], str]:
    """What gives, by the code of a municipality, what was taken back, how fast that had to go, and what is
    known since; may be empty."""
    bekend, termijn = _Bekend(dossier, uit), dossier.editie.termijn
    assert termijn is not None
    terugname = dossier.eventuele_bron(Terugname)
    terug = None if terugname is None else Gegroepeerd(terugname.terug)

    def van(code: str) -> str:
        weg = bekend.weg(code)
        eigen = None if terug is None else terug.van(code)
        gezegd = None if eigen is None else eigen["teruggenomen"].sum()
        delen = [
            "" if eigen is None else beeld.teruggenomen(eigen),
            wegbeeld.tempo(weg[:1], termijn),
            wegbeeld.stand_nu(bekend.later(code), weg, _op_maat(dossier, code), gezegd),
        ]
        return " ".join(deel for deel in delen if deel)

    return van


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """What is above the norm and what came of it, the way back by each reading, and the points to discuss."""
    editie, weg, punten = dossier.editie, uit["terugweg"], uit["aandachtspunten"]
    termijn, opzet = editie.termijn, editie.opzet
    assert termijn is not None
    if not opzet.toets:
        return Antwoord(beeld.zonder_toets(termijn, editie.norm_staat_in), [])
    besluit = besloten_op(editie.registers, dossier.regio.gemeenten, opzet)
    reden = waarom_geen_lijst(opzet, editie.norm_staat_in, editie.volledig, besluit)
    delen = [
        beeld.opening(uit["herstelpad"], termijn),
        wegbeeld.kort(weg, dossier.regio.naam) if len(weg) else "",
        beeld.waarom(reden, punten),
    ]
    staten = [Staat(wegbeeld.LEZINGKOPPEN, wegbeeld.lezingrijen(weg), tekst=(0, 1, 2, 3))]
    zin = (
        f"{opzet.naam}, stand {datum(opzet.peildatum)}. {' '.join(deel for deel in delen if deel)}"
    )
    return Antwoord(zin, staten if len(weg) else [])


def vervolg(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str] | None]:
    """The way back of a municipality (by its code) that is above the norm, told from the registers: heading,
    Markdown; of one of which nothing but the balance of the edition is known, none."""
    bekend, termijn = _Bekend(dossier, uit), dossier.editie.termijn
    assert termijn is not None

    def van(code: str) -> tuple[str, str] | None:
        weg = bekend.weg(code)
        regels = [] if weg.empty else bekend.vertel(code)
        if len(regels) < 2:
            return None
        lijst = "\n".join(f"- {veilig(regel)}" for regel in regels)
        inleiding = veilig(wegbeeld.tempo(weg, termijn))
        return "De weg terug, zoals de registers die kennen", f"{inleiding}\n\n{lijst}".strip()

    return van


def regiotellingen(editie: Editie) -> list[verhaal.Telling]:
    """What registers and other sources say of the hard plans of the whole region, by date."""
    frame = editie.feiten["capaciteiten"]
    gemeten = verhaal.uit_register(frame[frame["partij"] == GEZAMENLIJK])
    return verhaal.erna(gemeten, editie.opzet.peildatum)


def op_maat_van(dossier: Dossier) -> dict[str, str]:
    """By name of a party, members first, what the register has of agreements with it alone."""
    namen = dossier.regio.namen
    partijen = [*namen, *dossier.editie.feiten["afspraken_op_maat"]["partij"]]
    alle = {namen.get(wie, wie): _op_maat(dossier, wie) for wie in partijen}
    return {naam: wat for naam, wat in alle.items() if wat}


def _op_maat(dossier: Dossier, partij: str) -> str:
    return op_maat(dossier.editie.feiten["afspraken_op_maat"], partij)


class _Bekend:
    """What is known of each municipality, by its code: its way back, its counts, its registers."""

    def __init__(self, dossier: Dossier, uit: Tabellen) -> None:
        self._opzet = dossier.editie.opzet
        self._nummering = dossier.regio.nummering
        self._weg = Gegroepeerd(uit["terugweg"]) if "terugweg" in uit else None
        self._balans = Gegroepeerd(uit["balans"])
        self._elders = [(een, Gegroepeerd(een.hard)) for een in gepubliceerd(dossier.editie)]
        feiten = dossier.editie.feiten
        self._registers = {naam: Gegroepeerd(frame, "partij") for naam, frame in feiten.items()}
        bron = dossier.eventuele_bron(Woningvoorraad)
        geteld = None if bron is None else bron.voorraad.dropna(subset=["nieuwbouw"])
        self._voorraad = None if geteld is None else Gegroepeerd(geteld)
        self._tellingen: dict[str, list[verhaal.Telling]] = {}

    def weg(self, code: str) -> pd.DataFrame:
        """Its rows of the way back; none where the table is not there."""
        return pd.DataFrame() if self._weg is None else self._weg.van(code)

    def later(self, code: str) -> list[verhaal.Telling]:
        """Its counts of after the reference date."""
        return verhaal.erna(self._gemeten(code), self._opzet.peildatum)

    def gevolgen(self, code: str) -> list[str]:
        """After which counts its measures took effect."""
        maatregelen = self._registers["maatregelen"].van(code)
        return verhaal.gevolgen(maatregelen, self._gemeten(code), self._gebouwd(code))

    def vertel(self, code: str) -> list[str]:
        """All that is known of it."""
        return verhaal.verhaal(
            self._van(code), self._gemeten(code), self._gebouwd(code), self._nummering
        )

    def _van(self, code: str) -> dict[str, pd.DataFrame]:
        return {naam: register.van(code) for naam, register in self._registers.items()}

    def _gemeten(self, code: str) -> list[verhaal.Telling]:
        if code not in self._tellingen:
            elders = [een._replace(hard=hard.van(code)) for een, hard in self._elders]
            register = self._registers["capaciteiten"].van(code)
            self._tellingen[code] = verhaal.tellingen(
                self._balans.van(code), self._opzet, register, elders
            )
        return self._tellingen[code]

    def _gebouwd(self, code: str) -> dict[int, int]:
        """Dwellings built by year; empty where the region has no such source."""
        if self._voorraad is None:
            return {}
        return {int(r.jaar): int(r.nieuwbouw) for r in per_rij(self._voorraad.van(code))}
