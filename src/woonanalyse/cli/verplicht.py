"""Options that say who did what and when: asked for all at once, and never the name of a person."""

from __future__ import annotations

from woonanalyse.cli.scherm import GebruiksFout

_DAGEN = ("datum", "peildatum")
_VOORBEELD = {
    "datum": ": de dag waarop dit is gedaan, als 2027-02-10",
    "peildatum": ": de dag waarvoor de levering geldt, als 2027-01-01",
    "rol": ': de functie van wie dit doet, als "beleidsmedewerker wonen"',
    "mandaat": ': krachtens welk mandaat, als "mandaatregister 2026, nr. 12"',
    "reden": ": waarom",
}


def eis(**gegeven: str | None) -> None:
    """Raise GebruiksFout with every option that is missing, is no day, or names a person."""
    from woonanalyse.kern.persoon import persoon_in
    from woonanalyse.kern.waarden import is_volle_dag

    mis = []
    for naam, tekst in gegeven.items():
        if not (tekst or "").strip():
            mis.append(f"--{naam} ontbreekt{_VOORBEELD.get(naam, '')}")
        elif naam in _DAGEN and not is_volle_dag(str(tekst)):
            mis.append(f"--{naam}: {tekst!r} is geen dag; geef jaar, maand en dag, als 2027-02-10")
        elif verwacht := persoon_in(str(tekst)):
            mis.append(f"--{naam}: {tekst!r}; verwacht: {verwacht}")
    if mis:
        raise GebruiksFout("\n".join(mis))
