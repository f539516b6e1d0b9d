"""Whether a pack is whole: any changed byte is found, and nothing that would unpack elsewhere is taken."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from archief.archiefhulp import gemaakt
from hulp import inhoud_van, kopieer_gegevens
from test_cli import draai

from woonanalyse.archief.controle import controleer
from woonanalyse.archief.ingepakt import schrijf_zip
from woonanalyse.archief.zak import lees_lijst, lijst, zak
from woonanalyse.cli import concepten
from woonanalyse.kern.fouten import InvoerFout
from woonanalyse.kern.regio import lees_regio

INHOUD = {"project/a.csv": b"a,b\n1,2\n", "project/één map/100%.txt": b"x" * 3000, "leeg": b""}


def delen(**anders: bytes) -> dict[str, bytes]:
    kenmerken = {"External-Description": "Archief (openbaar): proef"}
    uit = dict(zak("proef", INHOUD, {"LEESMIJ.txt": b"lees mij"}, kenmerken))
    return {naam: ruw for naam, ruw in uit.items() if isinstance(ruw, bytes)} | anders


def als_zip(inhoud: dict[str, bytes]) -> bytes:
    doel = io.BytesIO()
    schrijf_zip(doel, inhoud.items())
    return doel.getvalue()


@pytest.fixture
def keur(tmp_path: Path) -> Callable[[bytes], str]:
    """What is said of a pack; empty where it is whole."""

    def doe(ruw: bytes) -> str:
        (tmp_path / "proef.zip").write_bytes(ruw)
        try:
            controleer(tmp_path / "proef.zip")
        except InvoerFout as fout:
            return str(fout)
        return ""

    return doe


def test_a_whole_one_is_whole(tmp_path: Path) -> None:
    (tmp_path / "proef.zip").write_bytes(als_zip(delen()))
    heel = controleer(tmp_path / "proef.zip")
    assert (heel.naam, heel.aantal) == ("proef", len(delen()))
    assert heel.kenmerken["External-Description"] == "Archief (openbaar): proef"


def test_any_flipped_byte_is_found(keur: Callable[[bytes], str]) -> None:
    """Every byte of the heads, the lists and the end; and some of the content."""
    ruw = als_zip(delen())
    plekken = [*range(len(ruw))]
    kies = random.Random(1)
    for plek in kies.sample(plekken, 400):
        stuk = bytearray(ruw)
        stuk[plek] ^= 1 << kies.randrange(8)
        assert keur(bytes(stuk)), plek


@pytest.mark.parametrize("lengte", [0, 1, 30, 2000, -1, -30, -200])
def test_one_that_was_cut_off_is_no_pack(keur: Callable[[bytes], str], lengte: int) -> None:
    assert "beschadigd" in keur(als_zip(delen())[:lengte])


def test_what_is_changed_gone_or_added_is_named_all_at_once(
    keur: Callable[[bytes], str],
) -> None:
    anders = delen(**{"proef/data/project/a.csv": b"a,b\n1,3\n", "proef/data/erbij.txt": b"x"})
    del anders["proef/data/leeg"]
    gezegd = keur(als_zip(anders))
    assert "3 problemen" in gezegd
    for naam, wat in (
        ("data/project/a.csv", "gewijzigd"), ("data/leeg", "weg"), ("data/erbij.txt", "hoort niet"),
    ):  # fmt: skip
        (regel,) = [r for r in gezegd.splitlines() if naam in r]
        assert wat in regel


def test_a_list_that_was_changed_along_is_found(keur: Callable[[bytes], str]) -> None:
    anders = delen(**{"proef/data/project/a.csv": b"a,b\n1,3\n"})
    nieuw = dict(zak("proef", {"project/a.csv": b"a,b\n1,3\n"}, {}, {}))
    anders["proef/manifest-sha256.txt"] = bytes(nieuw["proef/manifest-sha256.txt"])
    assert "manifest-sha256.txt" in keur(als_zip(anders))


def test_one_that_was_packed_anew_is_said_to_be(keur: Callable[[bytes], str]) -> None:
    doel = io.BytesIO()
    with ZipFile(doel, "w", ZIP_DEFLATED) as archief:
        for naam, ruw in delen().items():
            archief.writestr(naam, ruw)
    assert "opnieuw ingepakt" in keur(doel.getvalue())


@pytest.mark.parametrize(
    "naam",
    [
        "../buiten.txt", "proef/../../buiten.txt", "/etc/buiten", "proef//x", "proef/./x",
        "C:/buiten", "proef\\..\\buiten", "proef/a\nb", "PROEF/BAGIT.TXT", "proef/map/",
    ],
)  # fmt: skip
def test_a_name_that_lands_elsewhere_is_refused(keur: Callable[[bytes], str], naam: str) -> None:
    gezegd = keur(als_zip(delen(**{naam: b"x"})))
    assert "bij het uitpakken in de map van het archief blijven" in gezegd


def test_a_link_is_refused(keur: Callable[[bytes], str]) -> None:
    doel = io.BytesIO(als_zip(delen()))
    with ZipFile(doel, "a") as archief:
        koppeling = ZipInfo("proef/koppeling")
        koppeling.external_attr = 0o120777 << 16
        archief.writestr(koppeling, "/etc/passwd")
    assert "proef/koppeling" in keur(doel.getvalue())


@pytest.mark.parametrize("weg", ["bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_another_zip_is_no_pack(keur: Callable[[bytes], str], weg: str) -> None:
    anders = delen()
    del anders[f"proef/{weg}"]
    assert "een archief dat woonanalyse archief heeft gemaakt" in keur(als_zip(anders))
    assert "een archief dat" in keur(als_zip({"los.txt": b"x"}))
    assert "een archief dat" in keur(als_zip({}))
    gezegd = keur(als_zip(delen(**{"ander/los.txt": b"x"})))
    assert "'ander/los.txt'" in gezegd and "hoort niet in het archief" in gezegd


def test_names_in_a_list_come_back() -> None:
    sommen = {"a b": "1" * 64, "100%": "2" * 64, "x\ny\rz": "3" * 64, "%0A": "4" * 64}
    assert lees_lijst(lijst(sommen).decode()) == sommen
    for kapot in ("kort  a", "1" * 64, f"{'1' * 64}  "):
        with pytest.raises(ValueError):
            lees_lijst(kapot)


# The command


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with an edition that is made, and as up to date as it can be."""
    wortel = kopieer_gegevens(tmp_path_factory.mktemp("opdracht") / "project")
    gemaakt(wortel, lees_regio(wortel).edities[0], als_hier=True)
    with pytest.MonkeyPatch.context() as even:
        even.setattr(concepten, "maak_opnieuw", lambda *_, **__: None)
        yield wortel


def test_a_pack_is_made_and_looked_at(project: Path, tmp_path: Path) -> None:
    editie = lees_regio(project).edities[0]
    klaar = draai(project, "archief", "--editie", editie)
    assert klaar.exit_code == 0, klaar.output
    (pad,) = (project / "archief").rglob("*.zip")
    assert pad.parent.name == "openbaar" and pad.name.endswith(f"-{editie}-openbaar.zip")
    assert (
        pad.relative_to(project).as_posix() in klaar.stdout and "opnieuw te maken" in klaar.stdout
    )
    klaar = draai(project, "archief", "--editie", editie, "--naar", str(tmp_path / "b.ZIP"))
    assert klaar.exit_code == 0 and (tmp_path / "b.ZIP").read_bytes() == pad.read_bytes()
    klaar = draai(tmp_path, "archief", "--controleer", str(pad))  # where there is no project
    assert klaar.exit_code == 0 and f"{pad.name}: heel, " in klaar.stdout
    stuk = bytearray(pad.read_bytes())
    stuk[len(stuk) // 2] ^= 1
    (tmp_path / "stuk.zip").write_bytes(bytes(stuk))
    klaar = draai(tmp_path, "archief", "--controleer", "stuk.zip")
    assert klaar.exit_code == 2 and klaar.stdout == "" and "stuk.zip" in klaar.stderr


@pytest.mark.enkele(3)
@pytest.mark.parametrize(
    ("woorden", "gezegd"),
    [
        (("--naar", "x.tar"), "eindigt niet op .zip"),
        (("--naar", "map.zip"), "is een map"),
        (("--intern", "--naar", "report/_output/x.zip"), "wordt gepubliceerd"),
        (("--intern", "--naar", "data/processed/../processed/x.zip"), "wordt gepubliceerd"),
        (("--intern", "--naar", "archief/openbaar/x.zip"), "wordt gepubliceerd"),
        (("--controleer", "er-niet.zip"), "dit bestand is er niet"),
        (
            ("--controleer", "x.zip", "--intern"),
            "laat --editie, --naar, --intern en --voorbeelddata dan weg",
        ),
        (("--editie", "ooit"), "'ooit'"),
    ],
)
def test_what_cannot_be_is_refused(project: Path, woorden: tuple[str, ...], gezegd: str) -> None:
    (project / "map.zip").mkdir(exist_ok=True)
    editie = (
        ()
        if {"--editie", "--controleer"} & {*woorden}
        else ("--editie", lees_regio(project).edities[0])
    )
    vooraf = inhoud_van(project)
    klaar = draai(project, "archief", *editie, *woorden)
    assert klaar.exit_code == 2 and gezegd in klaar.stderr and klaar.stdout == ""
    assert {n: r for n, r in inhoud_van(project).items() if ".pytask" not in n} == {
        n: r for n, r in vooraf.items() if ".pytask" not in n
    }


def test_without_a_report_or_with_an_older_one_it_says_what_to_do(
    project: Path, tmp_path: Path
) -> None:
    eerste, tweede, *_ = lees_regio(project).edities
    klaar = draai(project, "archief", "--editie", tweede)
    assert klaar.exit_code == 2
    assert f"nog geen rapport. Maak eerst: woonanalyse rapport --editie {tweede}" in klaar.stderr
    bestand = project / f"data/edities/{eerste}.yml"
    oud = bestand.read_bytes()
    bestand.write_bytes(oud + b"\n")
    klaar = draai(project, "archief", "--editie", eerste)
    bestand.write_bytes(oud)
    assert klaar.exit_code == 2 and "is ouder dan de gegevens" in klaar.stderr
