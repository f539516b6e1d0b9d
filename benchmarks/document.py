"""docs/naslag/prestaties.md, made from what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

WORTEL = Path(__file__).resolve().parents[1]
UITKOMSTEN = WORTEL / "benchmarks" / "uitkomsten.json"
TOEN = "0c2d591"
"""The commit beside which a changed row is held (28 November 2026)."""
RIJ_TOEN = 12.0
"""Seconds that a row took at that commit, in all forms, where the bars in seconds were set."""
NAAST = {
    "koud": ("nothing made yet, all forms", 0.75, "×"),
    "rij": ("one cell of one row of Almelo changed, all forms and factsheets", 0.5, "×"),
    "rij_pdf": ("the same, PDF only: paper, method and factsheet", 4.0, " s"),
    "hoofdstuk": ("a line added to a chapter, PDF", 2.5, " s"),
}
"""By case its name, its bar, and whether that is a ratio or in seconds."""
GRENZEN = {"lus": 12.0, "vloer": 1.45, "marge": 1.3, "ongewijzigd": 1.0, "rij": 5.0, "land": 1.1}
"""The bars: ratios, and seconds for `ongewijzigd` and `rij`."""

TUSSEN = """\
Profiled on 28 November 2026, in CPU time on a machine that had other work, so only the proportions count. Per notebook
beyond the first ten the floor is 100, woonanalyse 121.

| per notebook | | |
|---|---|---|
| its cells: reading, computing, drawing | 100 | the floor: a function in a forked child |
| in its process | 11 | three quarters of it per cell (compiling it as IPython does, which compiled it four times; hooks, messages), the rest for the kernel to start and end |
| in the caller: nbclient | 6 | from cell to cell, 1 ms each: a task in an event loop (there were three), a request, messages |
| in the caller: papermill | 2 | reading, parameters, and preparing the notebook; the file of the executed one is written once, by us |
| in the caller: the task graph | 2 | whether any input was touched meanwhile (half of it), hashing what was made, one line in the journal |

Before the first notebook the floor loads one process. Woonanalyse loads pandas and the readers; then another process
reads the edition and makes the plan (hashes the rows of each notebook), while this one loads matplotlib, the subjects and
pytask. The warm parent is a fork of it. Where a process cannot be forked, the warm parent is a program of its own that
loads beside the caller, which reads. That is what the whole has above the margin.

What a child would load after its fork (sqlite3 for the history, tornado's loop, what pandas loads at its first table) is
loaded ahead; history and formatters are made before the fork, and so is one figure. A cell is transformed once, a notebook
has one event loop, which waits a moment by itself for each message, and pytask keeps its states in its lock file only. An
output of nothing but texts is not held against the schema of notebooks, as it is plain to see that it fits; a cell in which there
is nothing for IPython to transform is not split in tokens; what a cell prints is read by one thread for both descriptors, and
messages that follow each other are read at once. These four, together, are 3 of 100: 24 that stood above the floor is 21.

After that profile more was taken away. Each by itself, in CPU ms per notebook, the least of many times on a machine that had
much other work:

| what is done less | was | is |
|---|---|---|
| the process of a notebook of twelve cells that do next to nothing: whether a cell awaits anything is asked once, and so are the parameters of a function; the name of its file is reckoned in half the time; tokens are made only of a cell with a semicolon; numpy gets its seed from us | 35.6 | 29.3 |
| a table shown as HTML for the first time: the warm parent has shown one | 2.0 | 1.1 |
| in the caller, all: one task takes in what a cell says, the answer comes with what the last line gives, and the number of a cell is known before; the notebook is written by us, the bytes of nbformat | 14.2 | 10.5 |

The notebooks have some twelve cells each, and one table. The run at the top was made after all of this: 129 ms of wall
time per notebook beyond the first ten, and the floor 99. Two turns before it, with less quiet around them, gave 124 and 96.

After that run, and not in it: whether a cell awaits anything is asked by the caller, once for all municipalities (the
cells of a real notebook take 2.6 ms to compile, once); a notebook is read and held against its schema once; a channel has a
lock for processes only once there are more; the history, which is in memory, is not written and closed at the end; the
environment is compared before it is taken; and in a form in which nobody shows any type, no type is looked up. All processes
but the caller took 314 and 317 CPU ms per notebook before, and 299 and 306 after, in turns on a machine that had much other work.

Left, with what each would save: the collector at IPython's end (1.0), which frees what a cell left in circles; it is needed, as
a file in a circle that is found only at the second turn is closed before it is written; the state of all 800 inputs after
each notebook (0.9), of which nobody knows what a cell has read: nearly all of it is the system's. The cells themselves are
compiled twice, node by node as IPython does: their file has the number of the process in its name, so that they cannot
be compiled ahead. Of 250 CPU ms per notebook some 30 go to the 7500 pages of memory that a process writes to, nearly all
shared with the warm parent until then, and 10 to its fork and its end; so it is for the floor. Memory in pages of 2 MB would
save 5 of the latter, and take 300 once."""

RIJ = """\
The first row that is changed takes two seconds more: a PDF is judged anew then, for it says that a file differs from its
record.

What makes the difference, each by itself, in CPU seconds on a machine that had other work (so only the proportions count):

| what is done less | 0c2d591 | now |
|---|---|---|
| pandoc for the page, nothing made yet: rows of tables are written by us, and it gets of the metadata what is named | 10.7 | 4.5 |
| pandoc for the page, one row changed: what did not change is kept as it was written | 5.0 | 1.4 |
| pandoc for the board paper, one row changed: it goes in twenty parts, each kept as it is written for Typst | 0.70 | 0.31 |
| pandoc for the method, one row changed: its source is kept | 0.49 | 0 |
| the gate for the page, new: it is read in pieces, without a tree | 2.1 | 0.6 |
| the gate for the page, nothing changed | 2.1 | 0.1 |
| the gate for a PDF of which source, figures, fonts, versions and code are the same | 0.7 | 0 |
| the warm parent: a fork of the caller, which takes 0.15 more for it | 2.1 | 0.25 |
| looking at the code of a task, for some twenty fingerprints | 0.47 | 0.11 |

Tasks run in a forked process, each figure is drawn by one renderer, and tables, typed results, crate and bands are made
without a frame for every group. The edition is read in a process of its own while the command loads; of tasks that are
ready the one with the longest chain after it begins first; what stands between notebooks and documents is a task per thing,
so that both cores have work, and the figure of the agreements is drawn only where a state changed. The paper
waits for nothing that only the page or the method embeds, and a PDF alone is made without the tables of the page. Typst
measures a table of a figure once, where it was up to four times: a fifth of its time for the paper. It sets the paper of the run
before while the edition is read, and then only what differs (decision 0063): 0.60 CPU s becomes 0.28 where all waits for it, for
0.65 more where a core had nothing to do; a run of one row 0.3 s shorter. Figures that show the same are not drawn again (0062).
While a task computes in the command itself, threads get their turn after 0.5 ms in place of 5: who begins and ends tasks looks
at many files, and waited for a turn each time (0.25 s of a run; beside notebooks it costs 3 ms for each, so there it is as ever).

Less is done before the first notebook, in CPU seconds on a machine that had other work: SQLAlchemy, which
pytask loads for a database that no run has (0.25), the lists of settings in matplotlib's help (0.15 to 0.3), and looking four times
which modules there are (0.05). Of what is left there, a part now happens while the other process reads: looking at the code, and
loading most of what papermill loads. The command has used 1.9 CPU s when the first notebook can begin, where that was 2.3. Since then
pydantic is not loaded for plain values on a command line (0.09), nor requests before a notebook on the web asks for it (0.05), the
file that was touched last tells that there is something to do (0.08), and fingerprints of the edition are taken by two processes
(0.1); reading the edition (0.7) is the longest of what stands before the first notebook.

Left, with what each would save: the agreements are judged once more for the factsheets (0.05); the default edition is read
to find out that it is the default one, and again (0.15); of what pandoc still takes with nothing made yet a third is
reading, a third the seven filters, and a third writing. What else was possible, and why it is not so, stands in the
decisions (0041, 0052, 0053 and 0058)."""

STRATEGIE = {
    "voorstel": "the proposal",
    "klassen": "every, some or none of the near-best",
    "scenarios": "a thousand scenarios of fourteen municipalities, at once",
    "watals": "a thousand what-ifs of fourteen municipalities, one by one",
}
NAMEN = {
    "lus": "papermill in a loop, stock engine",
    "twee": "papermill in two processes, stock engine",
    "eigen": "woonanalyse: graph, papermill, our engine",
    "vloer": "floor: plain functions in forked children, two at once",
    "eigen_tien": "woonanalyse, ten of them",
    "vloer_tien": "floor, ten of them",
    "koud": "nothing made yet: notebooks, PDF and HTML",
    "ongewijzigd": "nothing changed",
    "rij": "one cell of one row of Almelo changed, PDF and HTML",
    "rij_pdf": "the same, PDF only",
    "norm": "the norm of art. 13 changed",
}


def maak_document(gemeten: dict[str, Any]) -> str:
    """The whole text."""
    return (
        "\n\n".join(
            [
                "# Performance",
                "Made by `python benchmarks/meet.py` from `benchmarks/uitkomsten.json`; do not edit. One run, all "
                "cases in turns, each in a process of its own. Seconds are wall time including the start of "
                "Python, the middle of the repeats (lowest–highest); CPU is the sum over all processes.",
                *gemeten.get("opmerkingen", []),
                _machine(gemeten["machine"]),
                "## The bars\n\n" + _grenzen(gemeten),
                "## All notebooks of edition 2017\n\n" + _tabel(gemeten["notitieboeken"], "aantal"),
                "## What stands between that and the floor\n\n" + TUSSEN,
                "## `woonanalyse rapport`\n\n" + _tabel(gemeten["rapport"], "taken"),
                "## What one row costs\n\n" + _naast(gemeten["naast"]) + "\n\n" + RIJ,
                "## The command line\n\n" + _opstart(gemeten["opstart"]),
                "## The whole country\n\n" + _land(gemeten["nederland"]),
                *([_land_heel(gemeten["land"])] if "land" in gemeten else []),
                "## The strategy\n\n" + _strategie(gemeten["strategie"]),
                "## To repeat\n\n`make meting` on a machine that does nothing else. The stock engine is the "
                "reference: it runs once, over all notebooks; the rest in turns. What one row costs beside an "
                "earlier commit stays as `python benchmarks/naast.py` measured it last.",
            ]
        )
        + "\n"
    )


def _machine(machine: dict[str, Any]) -> str:
    bibliotheken = [
        f"{n} {v}"
        for n, v in machine.items()
        if n not in ("processor", "kernen", "geheugen", "systeem")
    ]
    return (
        f"{machine['processor']}, {machine['kernen']} cores, {machine['geheugen']} GB, "
        f"{machine['systeem']}; " + ", ".join(bibliotheken) + "."
    )


def _grenzen(gemeten: dict[str, Any]) -> str:
    boeken, rapport = gemeten["notitieboeken"], gemeten["rapport"]
    eigen = _midden(boeken["eigen"])
    land = [
        m
        for m in gemeten["nederland"]
        if m["gemeenten"] == max(x["gemeenten"] for x in gemeten["nederland"])
    ]
    regels = [
        (
            "against the papermill loop, at least",
            GRENZEN["lus"],
            _midden(boeken["lus"]) / eigen,
            "×",
        ),
        ("against the floor, at most", GRENZEN["vloer"], eigen / _midden(boeken["vloer"]), "×"),
        *_marge(boeken),
        (
            "unchanged `rapport`, at most",
            GRENZEN["ongewijzigd"],
            _midden(rapport["ongewijzigd"]),
            " s",
        ),
        (
            "one row changed to a new PDF, at most",
            GRENZEN["rij"],
            _midden(rapport["rij_pdf"]),
            " s",
        ),
        (
            "the whole country, per notebook against 14, at most",
            GRENZEN["land"],
            median(map(_per_stuk, land)),
            "×",
        ),
    ]
    rijen = []
    for wat, grens, waarde, eenheid in regels:
        goed = waarde >= grens if "least" in wat else waarde <= grens
        oordeel = "met" if goed else "**not met**"
        rijen.append(f"| {wat} | {grens:g}{eenheid} | {waarde:.2f}{eenheid} | {oordeel} |")
    return "| what | bar | measured | |\n|---|---|---|---|\n" + "\n".join(rijen)


def _marge(boeken: dict[str, list[dict[str, Any]]]) -> list[tuple[str, float, float, str]]:
    """Per notebook beyond the first ten, where ten were measured."""
    if "eigen_tien" not in boeken:
        return []
    regels = []
    for deel, veld in (("", "totaal"), (", in CPU seconds", "cpu")):
        eigen, vloer = (_per_notitieboek(boeken, geval, veld) for geval in ("eigen", "vloer"))
        wat = f"against the floor per notebook beyond the first ten{deel}, at most"
        regels.append((wat, GRENZEN["marge"], eigen / vloer, "×"))
    return regels


def _per_notitieboek(boeken: dict[str, list[dict[str, Any]]], geval: str, veld: str) -> float:
    """Seconds, of the clock (`totaal`) or of the processors (`cpu`), for each notebook that is more than ten."""
    alle, tien = boeken[geval], boeken[f"{geval}_tien"]
    return (_midden(alle, veld) - _midden(tien, veld)) / (alle[0]["aantal"] - tien[0]["aantal"])


def _tabel(metingen: dict[str, list[dict[str, Any]]], extra: str) -> str:
    rijen = []
    for geval, lijst in metingen.items():
        waarde = lijst[-1].get(extra, "")
        tekst = (
            waarde[0].split(",")[0].replace(" taken uitgevoerd", "")
            if isinstance(waarde, list)
            else waarde
        )
        rijen.append(
            f"| {NAMEN[geval]} | {tekst} | {_bereik(lijst, 'totaal')} | {_bereik(lijst, 'cpu')} | "
            f"{_geheugen(lijst)} |"
        )
    kop = {"aantal": "notebooks", "taken": "tasks run"}[extra]
    return f"| | {kop} | s | CPU s | MB |\n|---|---|---|---|---|\n" + "\n".join(rijen)


def _naast(meting: dict[str, Any]) -> str:
    """Beside TOEN. Bars in seconds also in proportion to the machine on which they were set."""
    gevallen = meting["gevallen"]
    maat = _midden(gevallen["rij"]["toen"]) / RIJ_TOEN
    rijen = []
    for geval, (wat, grens, eenheid) in NAAST.items():
        toen, nu = (gevallen[geval][wanneer] for wanneer in ("toen", "nu"))
        deel = _midden(nu) / _midden(toen)
        klok = grens if eenheid == "×" else grens * maat
        rijen.append(
            f"| {wat} | {_bereik(toen, 'totaal')} | {_bereik(nu, 'totaal')} | {deel:.2f} | "
            f"{_midden(toen, 'cpu'):.1f} | {_midden(nu, 'cpu'):.1f} | {grens:g}{eenheid} | "
            f"{_oordeel(deel if eenheid == '×' else _midden(nu), grens)} | "
            + ("" if eenheid == "×" else f"{klok:.1f} s: {_oordeel(_midden(nu), klok)}")
            + " |"
        )
    kop = f"what | {TOEN}, s | now, s | ratio | {TOEN}, CPU s | now, CPU s | bar | | in proportion"
    return (
        f"Beside commit {TOEN} (28 November 2026), in turns on the same machine ({_machine(meting['machine'])[:-1]}), "
        "by `python benchmarks/naast.py`.\n\n"
        f"| {kop} |\n|---|---|---|---|---|---|---|---|---|\n" + "\n".join(rijen) + "\n\n"
        f"The bars in seconds were set where {TOEN} took {RIJ_TOEN:g} s for such a row in all forms; here it took "
        f"{_midden(gevallen['rij']['toen']):.1f}. In proportion they are {maat:.2f} times as much."
    )


def _oordeel(waarde: float, grens: float) -> str:
    return "met" if waarde <= grens else "**not met**"


def gemeten() -> dict[str, Any]:
    """What was measured last."""
    uitkomsten: dict[str, Any] = json.loads(UITKOMSTEN.read_text(encoding="utf-8"))
    return uitkomsten


def bewaar(uitkomsten: dict[str, Any]) -> None:
    """Keep what was measured, and write the document."""
    tekst = json.dumps(uitkomsten, indent=1, ensure_ascii=False) + "\n"
    UITKOMSTEN.write_text(tekst, encoding="utf-8")
    document = WORTEL / "docs" / "naslag" / "prestaties.md"
    document.write_text(maak_document(uitkomsten), encoding="utf-8")


def _opstart(metingen: dict[str, list[dict[str, Any]]]) -> str:
    return (
        f"`woonanalyse --help`: {_bereik(metingen['hulp'], 'totaal')} s; "
        f"Python by itself: {_bereik(metingen['python'], 'totaal')} s."
    )


def _land(metingen: list[dict[str, Any]]) -> str:
    rijen = [
        f"| {m['gemeenten']} | {m['aantal']} | {m['wand']:.1f} | {1000 * m['wand'] / m['aantal']:.0f} | "
        f"{1000 * m['maat']['wand'] / m['maat']['aantal']:.0f} | {_per_stuk(m):.2f} | {m['geheugen']:.0f} |"
        for m in metingen
    ]
    return (
        "The balance for the municipalities of the national capacity table (`benchmarks/nederland`), with a "
        "need that is *rekenhulp voor de snelheidsmeting, geen behoefte*: no figure of it says anything about "
        "a municipality. Beside each size the 14 of Twente, measured just before; seconds from the moment the "
        "plan is known.\n\n"
        "| municipalities | notebooks | s | ms each | ms each, 14 | ratio | MB |\n|---|---|---|---|---|---|---|\n"
        + "\n".join(rijen)
    )


def _land_heel(meting: dict[str, Any]) -> str:
    """The report of the whole country; its bar is a clock on two cores that do nothing else."""
    groot = meting["megabytes"]
    rijen = [
        ("CPU s of all processes", f"{meting['cpu']:.0f}"),
        ("s on the clock", f"{meting['totaal']:.0f}"),
        ("MB at most, all processes together", f"{meting['geheugen']:.0f}"),
        ("MB of result files", f"{groot['uitkomsten']:.0f}"),
        ("MB of forms", f"{groot['vormen']:.0f}"),
        ("of which factsheets", f"{groot['factsheets']:.0f}"),
        ("MB kept for the next run", f"{groot['herhaling']:.0f}"),
        ("CPU s, nothing changed", f"{meting['ongewijzigd']['cpu']:.1f}"),
    ]
    tekst = "\n".join(f"| {wat} | {hoeveel} |" for wat, hoeveel in rijen)
    opmerking = f" {meting['opmerking']}" if "opmerking" in meting else ""
    return (
        f"The report as a whole, of the real tables of {meting['gemeenten']} municipalities: every notebook, "
        "board paper, method, page, workbook and factsheets, nothing made yet "
        f"(`python benchmarks/meet.py --land`).{opmerking}\n\n| | |\n|---|---|\n{tekst}"
    )


def _strategie(metingen: list[dict[str, Any]]) -> str:
    """The largest list may take three times as long. One thread: what counts is its CPU time."""
    kleinst = min(m["plannen"] for m in metingen)
    rijen = []
    for m in metingen:
        lat = m["lat"] * (1 if m["plannen"] == kleinst else 3)
        rijen.append(
            f"| {STRATEGIE[m['deel']]} | {m['gemeenten']} | {m['plannen']} | {m['opties']} | {m['klok']:.1f} | "
            f"{m['cpu']:.1f} | {lat} | {'yes' if m['cpu'] <= lat else 'no'} |"
        )
    return (
        "Made plan registers, always the same, by `python benchmarks/strategie.py`. In one thread, so "
        "that the CPU seconds are held against the bar: the clock counts what else the machine did.\n\n"
        "| | municipalities | plans | options | s | CPU s | bar (s) | met |\n|---|---|---|---|---|---|---|---|\n"
        + "\n".join(rijen)
    )


def _per_stuk(meting: dict[str, Any]) -> float:
    maat = meting["maat"]
    return (meting["wand"] / meting["aantal"]) / (maat["wand"] / maat["aantal"])


def _midden(metingen: list[dict[str, Any]], veld: str = "totaal") -> float:
    return median(m[veld] for m in metingen)


def _geheugen(metingen: list[dict[str, Any]]) -> str:
    """Megabytes, where they were looked at."""
    bekend = [m["geheugen"] for m in metingen if m["geheugen"]]
    return f"{max(bekend):.0f}" if bekend else ""


def _bereik(metingen: list[dict[str, Any]], veld: str) -> str:
    waarden = [m[veld] for m in metingen]
    if len(waarden) == 1:
        return f"{waarden[0]:.1f}"
    return f"{median(waarden):.2f} ({min(waarden):.2f}–{max(waarden):.2f})"
