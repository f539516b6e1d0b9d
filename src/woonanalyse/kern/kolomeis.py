"""What the cells of a column may hold, and what to say of one that holds something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from woonanalyse.kern import cellen, waarden

_JAREN = "jaren"


@dataclass(frozen=True)
class Kolom:
    """What a column may hold: a test on the text of a cell, that test in Dutch, the type to make of it.

    `soort`: what its cells are (tekst, or one of waarden.BIJ_GETAL); `grens` the size that its numbers may
    have. A template asks more: `keuzes` the only words (besides empty), `dag` whether it is always a date to
    the day.
    """

    geldig: Callable[[str], bool]
    verwacht: str
    dtype: str = "string"
    keuzes: tuple[str, ...] = ()
    dag: bool = False
    soort: str = "tekst"
    grens: waarden.Grens | None = None

    @property
    def leeg(self) -> bool:
        """Whether a cell may be empty."""
        return self.geldig("")

    @property
    def is_verhouding(self) -> bool:
        """Whether its numbers are parts of something: of two together there is none without the whole."""
        return self.grens == waarden.grens("procenten")

    @property
    def telt_op(self) -> bool:
        """Whether the numbers of two municipalities together are those of both: no years or parts."""
        is_jaar = self.grens is not None and self.grens.wat == _JAREN
        return self.dtype == "Int64" and not is_jaar and not self.is_verhouding

    @property
    def bereik(self) -> tuple[int, int] | None:
        """The lowest and highest whole number; None for a column of something else."""
        if self.dtype != "Int64" or self.grens is None:
            return None
        laagste = self.grens.laagste
        return laagste if self.geldig("-1") else max(0, laagste), self.grens.hoogste

    def bezwaar(self, cel: str) -> str | None:
        """What was expected instead of `cel`, and what was probably meant; None where it is right."""
        reden = waarden.bezwaar(cel, self.soort, self.leeg)
        if reden is None and self.geldig(cel):
            if self.grens is None or not cel.strip():
                return None
            buiten = waarden.buiten(float(cel), self.grens)
            return f"{self.verwacht}; {buiten}" if buiten else None
        reden = reden or self._hint(cel)
        return f"{self.verwacht}; {reden}" if reden else self.verwacht

    def _hint(self, cel: str) -> str | None:
        if cel != cel.strip() and self.geldig(cel.strip()):
            return "haal de spatie voor of achter de waarde weg"
        if woord := {woord.casefold(): woord for woord in self.keuzes}.get(cel.strip().casefold()):
            return f"bedoelt u {woord}?"
        if self.soort == "getal" and re.fullmatch(r"-\d+", cel, re.ASCII):
            return (
                "hoort het minteken er niet, haal het dan weg; is er niets meer over, of meer gebouwd dan "
                "gepland, vul dan 0 in"
            )
        return cellen.hint(cel, self.soort)


_CIJFERS = "zonder punt, komma of spatie, van ten hoogste negen cijfers"


def woningen(*, leeg: bool = False, grens: str = "woningen") -> Kolom:
    """A number of dwellings: a whole number of 0 or more; `leeg` allows an empty cell, `grens` names what is
    counted in the list of bounds."""
    return _geheel(r"\d{1,9}", f"een geheel getal van 0 of meer, {_CIJFERS}", grens, leeg)


def geheel(*, leeg: bool = False, grens: str = "woningen") -> Kolom:
    """A whole number that may be negative; see `woningen`."""
    return _geheel(r"-?\d{1,9}", f"een geheel getal, {_CIJFERS}", grens, leeg)


def decimaal(grens: str | None = None, *, leeg: bool = False) -> Kolom:
    """A number that may have decimals, of any size without `grens`; it stays text."""
    vorm = r"-?\d{1,12}(\.\d+)?"
    verwacht = "een getal, met een punt voor de decimalen" + ("; leeg mag" if leeg else "")
    return Kolom(
        lambda cel: (leeg and cel == "") or re.fullmatch(vorm, cel, re.ASCII) is not None,
        verwacht,
        soort="decimaal",
        grens=waarden.grens(grens) if grens else None,
    )


def jaar(*, leeg: bool = False) -> Kolom:
    """A year of four digits."""
    eerste, laatste = waarden.jaren()
    verwacht = f"een jaartal van vier cijfers, van {eerste} tot en met {laatste}"
    grens = waarden.Grens(eerste, laatste, _JAREN, "")
    return Kolom(
        lambda cel: leeg if cel == "" else _bestaat(cel, r"\d{4}"),
        verwacht + ("; leeg mag" if leeg else ""),
        "Int64",
        soort="getal",
        grens=grens,
    )


def tekst(*, leeg: bool = False) -> Kolom:
    """Any text; not empty unless `leeg`."""
    verwacht = "een tekst; leeg mag" if leeg else "een tekst, niet leeg"
    return Kolom(lambda cel: leeg or bool(cel.strip()), verwacht)


def kenmerk() -> Kolom:
    """An id: text that tells one thing from another, and that no spreadsheet has changed."""
    return Kolom(lambda cel: bool(cel.strip()), "een eigen kenmerk, niet leeg", soort="kenmerk")


def patroon(regex: str, verwacht: str, soort: str = "tekst") -> Kolom:
    """Text that matches `regex` as a whole."""
    return Kolom(lambda cel: re.fullmatch(regex, cel) is not None, verwacht, soort=soort)


def gemeentecode(*, leeg: bool = False) -> Kolom:
    """A CBS municipality code."""
    if leeg:
        return patroon(r"(GM\d{4})?", "een CBS-gemeentecode; leeg mag", "code")
    return patroon(r"GM\d{4}", "een CBS-gemeentecode: GM en vier cijfers", "code")


def datum(*, leeg: bool = False) -> Kolom:
    """A date, or a month or year where the source says no more: 2017-04-20, 2017-04, 2017."""
    verwacht = "een datum die bestaat: 2017-04-20, of 2017-04 of 2017 als de bron niet meer zegt"
    return Kolom(
        lambda cel: leeg if cel == "" else _bestaat(cel, r"\d{4}(-\d{2}(-\d{2})?)?"),
        verwacht + ("; leeg mag" if leeg else ""),
        soort="datum",
    )


def dag(*, leeg: bool = False) -> Kolom:
    """A date to the day."""
    return Kolom(
        lambda cel: leeg if cel == "" else _bestaat(cel, r"\d{4}-\d{2}-\d{2}"),
        "een datum die bestaat, als 2017-01-01" + ("; leeg mag" if leeg else ""),
        dag=True,
        soort="datum",
    )


def _bestaat(cel: str, vorm: str) -> bool:
    passend = re.fullmatch(vorm, cel, re.ASCII) is not None
    return passend and waarden.is_dag((cel + "-01-01")[:10])


def een_van(*keuzes: str, leeg: bool = False) -> Kolom:
    """One of a few words."""
    mogelijk = {*keuzes, ""} if leeg else set(keuzes)
    verwacht = "een van " + ", ".join(keuzes) + ("; leeg mag" if leeg else "")
    return Kolom(lambda cel: cel in mogelijk, verwacht, keuzes=keuzes)


def _geheel(regex: str, verwacht: str, grens: str, leeg: bool) -> Kolom:
    def geldig(cel: str) -> bool:
        return (leeg and cel == "") or re.fullmatch(regex, cel, re.ASCII) is not None

    verwacht += "; leeg mag" if leeg else ""
    return Kolom(geldig, verwacht, "Int64", soort="getal", grens=waarden.grens(grens))
