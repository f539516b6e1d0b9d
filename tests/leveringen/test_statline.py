"""Tables of CBS as they are downloaded: recognised, read by field name, kept with their sidecar."""

from __future__ import annotations

from pathlib import Path

import pytest
from hulp import kopieer_gegevens
from typer.testing import CliRunner

from woonanalyse.cli import app
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import Regio, lees_regio
from woonanalyse.kern.zijbestand import lees_zijbestand
from woonanalyse.leveringen.statline import MAP, herken, neem_in, soorten

KOP = [
    "ID", "Gebruiksfunctie", "RegioS", "Perioden", "BeginstandVoorraad_1", "VergundeNieuwbouw_2",
    "NieuwbouwTotaal_6", "Sloop_15", "SaldoVoorraad_21", "EindstandVoorraad_22",
]  # fmt: skip
PROGNOSE = [
    "ID",
    "PrognoseInterval",
    "Leeftijd",
    "RegioIndeling2021",
    "Perioden",
    "TotaleBevolking_1",
]
DAG = "2027-02-01"


@pytest.fixture(scope="module")
def wortel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kopieer_gegevens(tmp_path_factory.mktemp("statline"))


@pytest.fixture(scope="module")
def regio(wortel: Path) -> Regio:
    return lees_regio(wortel)


def rijen(regio: Regio, jaren: tuple[int, ...] = (2024, 2025)) -> list[list[str]]:
    """A download as StatLine gives it: codes with spaces behind them, numbers with spaces before them."""
    codes = [*regio.gemeenten["gemeentecode"], "GM9999", "PV23"]
    return [
        [
            "0",
            "A045364",
            f"{code:<6}",
            f"{jaar}JJ00",
            "   1000",
            ".",
            "     12",
            "      3",
            "      9",
            "1009",
        ]
        for code in codes
        for jaar in jaren
    ]


def schrijf(
    map_: Path, rijen_: list[list[str]], kop: list[str] = KOP, naam: str = "86098NED.csv"
) -> Path:
    pad = map_ / naam
    regels = [";".join(f'"{cel}"' for cel in rij) for rij in [kop, *rijen_]]
    pad.write_text("\n".join(regels) + "\n", encoding="utf-8-sig")
    return pad


def inname(
    wortel: Path, regio: Regio, pad: Path, *, proef: bool = False, vervang: bool = False
) -> object:
    soort = herken(pad)
    assert soort is not None
    return neem_in(wortel, regio, pad, soort, DAG, proef=proef, vervang=vervang)


def test_a_download_is_kept_as_it_is_with_its_sidecar(
    project: Path, regio: Regio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = schrijf(tmp_path, rijen(regio))
    monkeypatch.chdir(project)
    klaar = CliRunner().invoke(app, ["lever", str(pad), "--datum", DAG])
    assert klaar.exit_code == 0, klaar.output
    bestand = f"{MAP}/86098NED.csv"
    assert f"ingenomen: {bestand}" in klaar.output
    assert (project / bestand).read_bytes() == pad.read_bytes()
    zij, problemen = lees_zijbestand(project, bestand)
    assert zij is not None and not problemen
    assert (zij["uitgever"], zij["peildatum"], zij["ongewijzigd"]) == ("CBS", DAG, True)
    assert "CC BY 4.0" in zij["licentie"]


def test_the_forecast_is_recognised_too(regio: Regio, wortel: Path, tmp_path: Path) -> None:
    cellen = [
        ["0", "MW00000", "10000", code, "2030JJ00", "73.2"]
        for code in regio.gemeenten["gemeentecode"]
    ]
    pad = schrijf(tmp_path, cellen, PROGNOSE, "85173NED.csv")
    inname(wortel, regio, pad, proef=True)
    assert {een.nummer for een in soorten()} == {"86098NED", "85173NED"}


def test_another_file_is_none_of_them(tmp_path: Path) -> None:
    assert herken(schrijf(tmp_path, [], ["plan_id", "naam"])) is None


def test_columns_in_another_order_are_read_by_their_name(
    regio: Regio, wortel: Path, tmp_path: Path
) -> None:
    om = [rij[::-1] for rij in rijen(regio)]
    inname(wortel, regio, schrijf(tmp_path, om, KOP[::-1]), proef=True)


def test_a_renamed_field_is_refused_with_the_nearest_name(
    regio: Regio, wortel: Path, tmp_path: Path
) -> None:
    kop = ["Nieuwbouw_2" if naam == "NieuwbouwTotaal_6" else naam for naam in KOP]
    with pytest.raises(InvoerFout) as fout:
        inname(wortel, regio, schrijf(tmp_path, rijen(regio), kop))
    assert "NieuwbouwTotaal_6" in str(fout.value) and "'Nieuwbouw_2'" in str(fout.value)
    assert not (wortel / MAP).exists()


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_kept(
    regio: Regio, wortel: Path, tmp_path: Path
) -> None:
    kapot = rijen(regio)
    kapot[0][6] = "twaalf"
    kapot.append(list(kapot[1]))
    zonder = [rij for rij in kapot if "GM0147" not in rij[2]]
    with pytest.raises(InvoerFout) as fout:
        inname(wortel, regio, schrijf(tmp_path, zonder))
    tekst = str(fout.value)
    assert "'twaalf'" in tekst and "één keer" in tekst and "Borne (GM0147)" in tekst
    assert not (wortel / MAP).exists()


def test_the_old_one_goes_only_when_its_keys_hold(
    project: Path, regio: Regio, tmp_path: Path
) -> None:
    inname(project, regio, schrijf(tmp_path, rijen(regio)))
    oud = (project / MAP / "86098NED.csv").read_bytes()
    minder = schrijf(tmp_path, rijen(regio, (2025, 2026)))
    with pytest.raises(InvoerFout, match=r"weg zijn .*2024JJ00.*en nog"):
        inname(project, regio, minder)
    assert (project / MAP / "86098NED.csv").read_bytes() == oud
    meer = schrijf(tmp_path, rijen(regio, (2024, 2025, 2026)))
    assert inname(project, regio, meer).nieuw == len(rijen(regio, (2026,)))  # type: ignore[attr-defined]
    inname(project, regio, schrijf(tmp_path, rijen(regio, (2025, 2026))), vervang=True)
