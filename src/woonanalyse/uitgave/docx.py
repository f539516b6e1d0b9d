"""A proposal as a Word document: pandoc sets the text, and the same text gives the same bytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pypandoc

from woonanalyse.document.besluitstukken import Stuk
from woonanalyse.kern.beeld.markdown import veilig
from woonanalyse.kern.fouten import WoonanalyseFout
from woonanalyse.uitgave.docxzip import pak
from woonanalyse.uitgave.referentie import referentie

TEKST, INSTELLINGEN = "word/document.xml", "word/settings.xml"
_LEZER = "markdown-yaml_metadata_block-pandoc_title_block"


def docx(stuk: Stuk, *, opvallend: bool = False) -> bytes:
    """The document; `opvallend`: what stands at the head of each page in bold.

    Raises WoonanalyseFout when pandoc cannot make it, or has something to say about it.
    """
    dag = datetime.fromisoformat(stuk.datum).replace(tzinfo=UTC)
    meta = {"lang": "nl-NL", "title": veilig(stuk.titel)}
    with TemporaryDirectory() as naam:
        werk = Path(naam)
        (werk / "referentie.docx").write_bytes(referentie(stuk.kop, stuk.voet, opvallend=opvallend))
        (werk / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
        proces = subprocess.run(
            [
                pypandoc.get_pandoc_path(), f"--from={_LEZER}", "--to=docx", "--output=uit.docx",
                "--metadata-file=meta.json", "--reference-doc=referentie.docx",
            ],
            input=stuk.tekst.encode(),
            cwd=werk,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(int(dag.timestamp()))},
            capture_output=True,
            check=False,
        )  # fmt: skip
        if proces.returncode or proces.stderr:
            melding = proces.stderr.decode("utf-8", "replace").strip()
            raise WoonanalyseFout(
                f"besluitstukken/{stuk.naam}.docx is niet gemaakt; pandoc meldt: {melding}"
            )
        with ZipFile(BytesIO((werk / "uit.docx").read_bytes())) as archief:
            delen = {deel: archief.read(deel) for deel in archief.namelist()}
    tekst = _NA_TAFEL.sub(rb"\1FirstParagraph", _tabellen_heel(delen[TEKST]))
    return pak(delen | {TEKST: tekst, INSTELLINGEN: _nederlands(delen[INSTELLINGEN])})


def _nederlands(xml: bytes) -> bytes:
    """The settings with the language and the signs of Dutch: pandoc has those of English."""
    for naam, waarde in (
        (b"themeFontLang", b"nl-NL"),
        (b"decimalSymbol", b","),
        (b"listSeparator", b";"),
    ):
        xml = re.sub(rb'(<w:%s w:val=")[^"]*' % naam, rb"\g<1>" + waarde, xml)
    return xml


_RIJ = re.compile(rb"<w:tr>(<w:trPr><w:tblHeader.*?</w:trPr>)?(.*?)</w:tr>", re.DOTALL)
_TAFEL = re.compile(rb"<w:tbl>.*?</w:tbl>", re.DOTALL)
_NA_TAFEL = re.compile(rb'(</w:tbl>\s*<w:p><w:pPr><w:pStyle w:val=")BodyText')
"""What follows a table keeps off it, as what follows a heading does."""
_STIJL = b'<w:pStyle w:val="%s" />'
_TEKST = _STIJL % b"Tabeltekst"
KORT = 5
"""Rows, with the head, of a table that stays on one page."""


def _tabellen_heel(xml: bytes) -> bytes:
    """Table rows that no page breaks through, in styles of their own: a head stays with what follows, and so
    do the rows of a short table."""

    def tafel(deel: re.Match[bytes]) -> bytes:
        rijen = deel.group()
        if rijen.count(b"<w:tr>") > KORT:
            return rijen
        *bij_elkaar, laatste = rijen.split(b"</w:tr>")[:-1]
        slot = rijen.split(b"</w:tr>")[-1]
        samen = [rij.replace(_TEKST, _TEKST + b"<w:keepNext />") for rij in bij_elkaar]
        return b"</w:tr>".join([*samen, laatste, slot])

    def rij(deel: re.Match[bytes]) -> bytes:
        kop, cellen = deel.groups()
        cellen = cellen.replace(
            _STIJL % b"Compact", _STIJL % (b"Tabelkop" if kop else b"Tabeltekst")
        )
        return b"<w:tr>%s%s</w:tr>" % (kop or b"<w:trPr><w:cantSplit /></w:trPr>", cellen)

    return _TAFEL.sub(tafel, _RIJ.sub(rij, xml))
