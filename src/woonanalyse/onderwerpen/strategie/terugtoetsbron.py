"""What a projection is tested by: what others published of a later day, and what was taken out of plans."""

from __future__ import annotations

from woonanalyse.afspraken.tijd import tijd
from woonanalyse.kern.perrij import per_rij
from woonanalyse.kern.registers import GEMEENTEN
from woonanalyse.onderwerpen.editie import Editie
from woonanalyse.onderwerpen.strategie.terugtoets import Gepubliceerd


def gepubliceerd_van(editie: Editie) -> list[Gepubliceerd]:
    """Capacities that other sources published for a later day, those of which that day is known; none where
    an edition leaves out of what is hard what they count: what is to be elaborated."""
    telt_mee = editie.definitie.telt_mee
    if "hard_direct" in telt_mee and "hard_uit_te_werken" not in telt_mee:
        return []
    zij = {een["bestand"]: een for een in editie.zijbestanden}
    eigen = (editie.opzet.balans or {}).get("bestand")
    gevonden = []
    for bestand, frame in (editie.capaciteiten or {}).items():
        dag = str(zij[bestand]["peildatum"] or "")
        if bestand == eigen or not dag or not tijd(dag).exact:
            continue
        bekend = frame[frame["hard"].notna()].set_index("gemeentecode")
        gevonden.append(
            Gepubliceerd(
                tijd(dag).vroegst,
                {str(code): int(aantal) for code, aantal in bekend["hard"].items()},
                {str(code): str(hoe) for code, hoe in bekend["telling"].items()},
                zij[bestand]["titel"],
            )
        )
    gevonden += _van_de_regio(editie)
    return sorted(gevonden, key=lambda een: (een.dag, een.bron))


def _van_de_regio(editie: Editie) -> list[Gepubliceerd]:
    """The hard capacity of all municipalities together that the register of capacities has of a known day."""
    register = editie.feiten["capaciteiten"]
    samen = register[
        (register["partij"] == GEMEENTEN)
        & (register["gebied"] == "")
        & (register["soort"] == "hard")
        & (register["eenheid"] == "woningen")
        & register["waarde"].notna()
        & register["zekerheid"].isin(["letterlijk", "afgeleid"])
    ]
    naam = editie.regio.naam
    return [
        Gepubliceerd(
            tijd(rij.peildatum).vroegst,
            {naam: int(rij.waarde)},
            {naam: str(rij.telling)},
            str(rij.bron),
        )
        for rij in per_rij(samen)
        if rij.peildatum and tijd(rij.peildatum).exact
    ]


def ingetrokken_van(editie: Editie) -> dict[str, int]:
    """By municipality what the register of measures says was taken out of plans; not what is uncertain."""
    register = editie.feiten["maatregelen"]
    telt = (register["effect"] == "minder") & (register["zekerheid"] != "onzeker")
    som = register[telt].groupby("partij")["vermindering"].sum()
    return {str(code): int(aantal) for code, aantal in som.items()}
