"""The looks of a Word document: pandoc's own reference document, in our letter, colours and page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pypandoc

from woonanalyse.kern.beeld.huisstijl import BLADZIJDE, KLEUREN
from woonanalyse.kern.beeld.stijl import LETTERTYPE
from woonanalyse.uitgave.docxzip import pak

TERUGVAL = "Calibri"
"""The letter of a machine that does not have ours."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SOORT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NIET_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def _van_pandoc() -> Mapping[str, bytes]:
    """The parts of the reference document that pandoc brings along."""
    opdracht = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    inhoud = subprocess.run(opdracht, capture_output=True, check=True).stdout
    with ZipFile(BytesIO(inhoud)) as archief:
        return {naam: archief.read(naam) for naam in archief.namelist()}


def referentie(kop: str, voet: str, *, opvallend: bool = False) -> bytes:
    """A reference document for pandoc; `kop` and `voet` stand on every page, `opvallend`: in bold."""
    delen = dict(_van_pandoc())
    delen["word/styles.xml"] = _stijlen()
    delen["word/fontTable.xml"] = _letters()
    delen["word/header1.xml"] = _kopregel("hdr", "Header", kop, "<w:b/>" if opvallend else "")
    delen["word/footer1.xml"] = _kopregel("ftr", "Footer", f"{voet} · bladzijde ", "", _NUMMERS)
    delen["word/document.xml"] = _document()
    _wijs_aan(delen)
    return pak(delen)


def _mm(maat: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(maat / 25.4 * 1440)


def _letter(punten: float, kleur: str = "inkt", rest: str = "") -> str:
    half = round(punten * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{LETTERTYPE}" w:hAnsi="{LETTERTYPE}" w:eastAsia="{LETTERTYPE}" '
        f'w:cs="{LETTERTYPE}"/>{rest}<w:color w:val="{KLEUREN[kleur].lstrip("#")}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )


def _alinea(voor: float, na: float, rest: str = "", regel: float = 0.95) -> str:
    """Space before and after (points) and the height of a line; `rest` goes before them."""
    return (
        f'<w:pPr>{rest}<w:spacing w:before="{round(voor * 20)}" w:after="{round(na * 20)}" '
        f'w:line="{round(regel * 240)}" w:lineRule="auto"/></w:pPr>'
    )


_BIJ_VOLGENDE = "<w:keepNext/><w:keepLines/>"


def _vormen() -> dict[str, tuple[str, str, str]]:
    """Of each style its name, how its paragraphs stand, and its letters."""
    gewoon = _letter(10)
    return {
        "Normal": ("Normal", _alinea(0, 3), gewoon),
        "BodyText": ("Body Text", _alinea(0, 3), gewoon),
        "FirstParagraph": ("First Paragraph", _alinea(4, 3), gewoon),
        "Compact": ("Compact", _alinea(0, 3), gewoon),
        "Tabeltekst": ("Tabeltekst", _alinea(1, 1), _letter(9)),
        "Title": ("Title", _alinea(0, 6, _BIJ_VOLGENDE), _letter(17, "blauw", "<w:b/>")),
        "Heading1": (
            "heading 1",
            _alinea(6, 1, _BIJ_VOLGENDE).replace("</w:pPr>", '<w:outlineLvl w:val="0"/></w:pPr>'),
            _letter(12, "blauw", "<w:b/>"),
        ),
        "Tabelkop": ("Tabelkop", _alinea(1, 1, _BIJ_VOLGENDE), _letter(9, rest="<w:b/>")),
        "Inleiding": ("Inleiding", _alinea(5, 2, _BIJ_VOLGENDE), gewoon),
        "Bron": ("Bron", _alinea(3, 4), _letter(9, "grijs")),
        "Header": ("header", _alinea(0, 6), _letter(9, "grijs")),
        "Footer": ("footer", _alinea(0, 0), _letter(9, "grijs")),
    }


_VAN_WORD = ("Normal", "BodyText", "Title", "Heading1", "Header", "Footer")
_NEDERLANDS = '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/>'


def _stijlen() -> bytes:
    """The styles of pandoc's document, ours in the place of those of the same name; Dutch."""
    xml = _van_pandoc()["word/styles.xml"].decode()
    nieuw = [_stijl(naam, xml, *vorm) for naam, vorm in _vormen().items()] + [_tafel()]
    for naam in (*_vormen(), "Table"):
        oud = rf'\s*<w:style [^>]*w:styleId="{naam}"[^>]*>.*?</w:style>'
        xml = re.sub(oud, "", xml, flags=re.DOTALL)
    xml = re.sub(r"<w:lang [^>]*/>", _NEDERLANDS, xml)
    return xml.replace("</w:styles>", f"{''.join(nieuw)}</w:styles>").encode()


def _stijl(naam: str, van_pandoc: str, titel: str, alinea: str, letter: str) -> str:
    """A style of paragraphs."""
    soort = ' w:default="1"' if naam == "Normal" else ""
    soort += "" if naam in _VAN_WORD else ' w:customStyle="1"'
    op = "" if naam == "Normal" else '<w:basedOn w:val="Normal"/>'
    if f'w:styleId="{naam}Char"' in van_pandoc:
        op += f'<w:link w:val="{naam}Char"/>'
    return (
        f'<w:style w:type="paragraph"{soort} w:styleId="{naam}"><w:name w:val="{titel}"/>{op}'
        f"<w:qFormat/>{alinea}{letter}</w:style>"
    )


def _tafel() -> str:
    """A table: lines between its rows, its head on a grey ground."""
    lijn, vlak = (KLEUREN[naam].lstrip("#") for naam in ("lijn", "vlak"))
    rand = "".join(
        f'<w:{kant} w:val="single" w:sz="4" w:space="0" w:color="{lijn}"/>'
        for kant in ("top", "bottom", "insideH")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
        f"<w:tblPr><w:tblBorders>{rand}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" '
        f'w:color="auto" w:fill="{vlak}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _letters() -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:fonts xmlns:w="{_W}"><w:font w:name="{LETTERTYPE}">'
        f'<w:altName w:val="{TERUGVAL}"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        "</w:fonts>"
    ).encode()


def _veld(naam: str) -> str:
    return f'<w:fldSimple w:instr=" {naam} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


_NUMMERS = f'{_veld("PAGE")}<w:r><w:t xml:space="preserve"> van </w:t></w:r>{_veld("NUMPAGES")}'


def _kopregel(soort: str, stijl: str, tekst: str, letter: str, slot: str = "") -> bytes:
    schoon = escape(_NIET_IN_XML.sub("", tekst))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{soort} xmlns:w="{_W}"><w:p><w:pPr>'
        f'<w:pStyle w:val="{stijl}"/></w:pPr><w:r><w:rPr>{letter}</w:rPr>'
        f'<w:t xml:space="preserve">{schoon}</w:t></w:r>{slot}</w:p></w:{soort}>'
    ).encode()


def _document() -> bytes:
    """An empty page with the place of its text, head and foot."""
    zij = _mm(BLADZIJDE["zijmarge"])
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>'
        '<w:p/><w:sectPr><w:headerReference w:type="default" r:id="rId101"/>'
        '<w:footerReference w:type="default" r:id="rId102"/>'
        f'<w:pgSz w:w="{_mm(210)}" w:h="{_mm(297)}"/>'
        f'<w:pgMar w:top="{_mm(18)}" w:right="{zij}" w:bottom="{_mm(18)}" w:left="{zij}" '
        f'w:header="{_mm(10)}" w:footer="{_mm(9)}" w:gutter="0"/></w:sectPr></w:body></w:document>'
    ).encode()


def _wijs_aan(delen: dict[str, bytes]) -> None:
    """Name head and foot where Word looks for the parts of a document."""
    wijzers, soorten = "", ""
    for nummer, (naam, soort) in enumerate([("header1", "header"), ("footer1", "footer")], 101):
        wijzers += f'<Relationship Type="{_R}/{soort}" Id="rId{nummer}" Target="{naam}.xml"/>'
        soorten += f'<Override PartName="/word/{naam}.xml" ContentType="{_SOORT}.{soort}+xml"/>'
    pad = "word/_rels/document.xml.rels"
    zonder = re.sub(rb'<Relationship [^>]*TargetMode="External"[^>]*/>', b"", delen[pad])
    delen[pad] = zonder.replace(b"</Relationships>", f"{wijzers}</Relationships>".encode())
    pad = "[Content_Types].xml"
    delen[pad] = delen[pad].replace(b"</Types>", f"{soorten}</Types>".encode())
