"""The record on paper: readable, complete, and no text of it is ever anything but text (abuse case 22)."""

import logging
import re
import zlib
from dataclasses import replace

import pytest
from django.utils import timezone

from apps.portal.queries.record_file import record_of
from apps.portal.record_file import RecordFile
from apps.portal.record_pdf import record_pdf
from apps.portal.record_pdf.sheet import FONTS, UNKNOWN, plain
from tests.factories.records import CONTACT_WORDS, RECORD_WORDS, fill_record
from tests.personas import Personas


@pytest.fixture
def record(personas: Personas) -> RecordFile:
    return record_of(fill_record(personas.cleo, personas.tara, personas.tess), timezone.now())


def streams(pdf: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            found.append(match[1])
    return found


def glyph_maps(pdf: bytes) -> list[dict[str, str]]:
    """From the code in the page to the letter, as each font's ToUnicode table says."""
    tables = [text.decode() for text in streams(pdf) if b"begincmap" in text]
    return [dict(re.findall(r"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})>\n", table)) for table in tables]


def words_of(pdf: bytes) -> str:
    """Everything a page shows, read with each font's own table, spaces taken away."""
    pages = [text for text in streams(pdf) if b" Tf" in text or b"BT" in text]
    shown = ""
    for table in glyph_maps(pdf):
        for page in pages:
            for code in re.findall(rb"\((.*?)(?<!\\)\) ?Tj", page, re.S):
                raw = re.sub(rb"\\([()\\])", rb"\1", code.replace(rb"\r", b"\r"))
                codes = [raw[n : n + 2].hex().upper() for n in range(0, len(raw), 2)]
                shown += "".join(chr(int(table.get(code, "0000"), 16)) for code in codes)
            shown += "\n"
    return re.sub(r"\s", "", shown)


def test_paper_shows_everything_in_words(record: RecordFile) -> None:
    shown = words_of(record_pdf(record))
    assert [word for word in (*CONTACT_WORDS, *RECORD_WORDS) if word not in shown] == []
    for words in (
        "Aboutyou",
        "Whotreatsyou",
        "Version1,from",
        "Corrected",
        "Acorrection",
        "Harbour",
        "3setsof8reps",
        "Yourpasskeys",
    ):
        assert words in shown


def test_hostile_name_prints_as_text(record: RecordFile) -> None:
    pdf = record_pdf(record)
    shown = words_of(pdf)
    assert '#read("/etc/passwd")<script>alert(1)</script>file:///etc/passwd' in shown
    assert "root:x:" not in shown
    for active in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/EmbeddedFile", b"/AA", b"/SubmitForm"):
        assert active not in pdf


def test_title_language_and_pages_are_told(record: RecordFile) -> None:
    pdf = record_pdf(record)
    assert b"/Lang (en-GB)" in pdf
    assert b"/Title" in pdf
    assert b"/Outlines" in pdf


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Zoë Ångström Đặng Łukasz", "Zoë Ångström Đặng Łukasz"),
        ("Ελένη Борис", "Ελένη Борис"),
        ("שלום", "םולש"),
        ("a\x00b\x1b[31m\u202ec\ud800", "ab[31mc"),
        ("日本 😀", f"{UNKNOWN}{UNKNOWN} {UNKNOWN}"),
    ],
)
def test_text_becomes_what_the_face_can_draw(text: str, drawn: str) -> None:
    assert plain(text) == drawn


def test_nothing_of_the_record_is_logged(record: RecordFile, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        record_pdf(replace(record, client=replace(record.client, name="日本 kestrelname")))
    assert [line for line in caplog.records if line.name.startswith(("fpdf", "fontTools"))] == []


def test_faces_are_small_and_free() -> None:
    sizes = sum(path.stat().st_size for path in FONTS.glob("*.ttf"))
    assert 0 < sizes < 700_000
    assert "Bitstream" in (FONTS / "LICENSE-DejaVu.txt").read_text()
