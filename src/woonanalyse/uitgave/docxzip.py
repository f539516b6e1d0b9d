"""The parts of a Word document in one file: the same parts give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EERST = "[Content_Types].xml"
MERK = b"woonanalyse"
"""Behind the parts, as long as no word processor has saved the file."""


def pak(delen: Mapping[str, bytes]) -> bytes:
    """The parts by name as a zip file, in a fixed order, without a clock."""
    doel = BytesIO()
    with ZipFile(doel, "w") as archief:
        for naam in sorted(delen, key=lambda n: (n != EERST, n)):
            deel = ZipInfo(naam)
            deel.compress_type, deel.create_system = ZIP_DEFLATED, 0
            archief.writestr(deel, delen[naam])
        archief.comment = MERK
    return doel.getvalue()


def is_bewerkt(inhoud: bytes) -> bool:
    """Whether something else than this program wrote the file."""
    return not inhoud.endswith(MERK)
