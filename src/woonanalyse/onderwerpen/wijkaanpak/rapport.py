"""What this subject gives to the report: values of its chapter, its box on a factsheet."""

from __future__ import annotations

from collections.abc import Callable

from woonanalyse.kern.beeld.antwoord import Antwoord, Staat
from woonanalyse.kern.beeld.markdown import opsommen, veilig
from woonanalyse.kern.gegroepeerd import Gegroepeerd
from woonanalyse.kern.getal import ONBEKEND, aantal
from woonanalyse.kern.perrij import per_rij
from woonanalyse.onderwerpen.dossier import Dossier, Tabellen
from woonanalyse.onderwerpen.wijkaanpak import zinnen
from woonanalyse.onderwerpen.wijkaanpak.bron import Wijkaanpakken
from woonanalyse.onderwerpen.wijkaanpak.model import wijken


def waarden(dossier: Dossier, uit: Tabellen) -> dict[str, str]:
    """The findings on district approaches."""
    bron, frame = dossier.bron(Wijkaanpakken), uit["wijkaanpak"]
    provincie, stand = dossier.regio.provincie, dossier.editie.opzet.stand_per
    zin = zinnen.antwoord(frame, bron.tellingen, provincie, stand)
    anders = zinnen.andere_lezing(bron.andere_lezingen, bron.tellingen, stand)
    kop = zinnen.kop(bron.tellingen, provincie, stand)
    return {"wijkaanpak": veilig(f"{zin} {anders}".strip()), "kop_wijkaanpak": veilig(kop)}


def antwoord(dossier: Dossier, uit: Tabellen) -> Antwoord:
    """The answer, then started against target for the province, per date, and each municipality now."""
    frame, provincie = uit["wijkaanpak"], dossier.regio.provincie
    tellingen = dossier.bron(Wijkaanpakken).tellingen
    rijen = zinnen.padrijen(frame, tellingen, provincie)
    laatste = frame[frame["gemeente"] != provincie]
    laatste = laatste[laatste["peildatum"] == laatste["peildatum"].max()]
    per = [[str(r.gemeente), aantal(r.gestart)] for r in per_rij(laatste)]
    koppen = [f"{provincie} op", "Gestart (telling van)", "Doel", "Verschil", "Stand"]
    return Antwoord(
        zinnen.antwoord(frame, tellingen, provincie, dossier.editie.opzet.stand_per),
        [Staat(koppen, rijen, tekst=(0, 4)), Staat(["Gemeente (register)", "Gestart"], per)],
    )


def vak(dossier: Dossier, uit: Tabellen) -> Callable[[str], tuple[str, str]]:
    """The districts of one municipality, by its code."""
    bron = dossier.eventuele_bron(Wijkaanpakken)
    if bron is None:
        return lambda _: ("Wijkaanpak", f"Wijkaanpakken: {ONBEKEND}.")
    stand, namen = dossier.editie.opzet.stand_per, dossier.regio.namen
    per_lid = Gegroepeerd(wijken(bron.register, stand), "gemeente")

    def van(code: str) -> tuple[str, str]:
        naam = namen[code]
        zin = zinnen.gemeente(per_lid.van(naam), naam, stand, opsommen, veilig)
        return "Wijkaanpak", zin

    return van
