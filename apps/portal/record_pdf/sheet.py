"""The paper: type, colours, a heading, pairs of words, a table. All text goes through `plain`."""

import logging
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from fpdf import FPDF
from fpdf.bidi import BidiParagraph

# They log each letter that a document uses, and so what is in it.
for noisy in ("fontTools", "fpdf"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)
FONTS = Path(__file__).parent / "fonts"
FACES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
INK, SOFT, LINE, TINT, ACCENT = (23, 16, 23), (100, 92, 99), (218, 212, 216), (246, 242, 244), (90, 43, 77)
MARGIN = 18
SMALL, LINE_HEIGHT, PADDING = 8.5, 4.6, 1.4
UNKNOWN = "□"
HEBREW_TO_ARABIC = ("\u0590", "\u08ff")


@cache
def drawable() -> frozenset[int]:
    """The characters both faces can draw. Others become an empty box: a missing one would be named in the log."""
    from fontTools.ttLib import TTFont

    faces = [set(TTFont(FONTS / name).getBestCmap()) for name in FACES.values()]
    return frozenset(set.intersection(*faces))


def plain(text: object) -> str:
    """The text as it can be drawn: composed, without control characters, right-to-left parts in the order read."""
    composed = unicodedata.normalize("NFC", str(text))
    kept = "".join(_drawn(ch) for ch in composed if ch in "\n " or unicodedata.category(ch)[0] != "C")
    if not any(HEBREW_TO_ARABIC[0] <= ch <= HEBREW_TO_ARABIC[1] for ch in kept):
        return kept
    return "\n".join(BidiParagraph(line).get_reordered_string() for line in kept.split("\n"))


def _drawn(ch: str) -> str:
    return ch if ch == "\n" or ord(ch) in drawable() else UNKNOWN


class Sheet(FPDF):
    """A4 with the clinic's name above and the page's number below."""

    def __init__(self, clinic: str, foot: str) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.clinic, self.foot = plain(clinic), plain(foot)
        for style, name in FACES.items():
            self.add_font("record", style, FONTS / name)
        self.set_margins(MARGIN, MARGIN + 4, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + 4)
        self.alias_nb_pages("{pages}")
        self._widths: dict[str, float] = {}

    def type(self, size: float, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        self.set_font("record", "B" if bold else "", size)
        self.set_text_color(*colour)

    def header(self) -> None:
        self.set_y(10)
        self.type(8, colour=SOFT)
        self.cell(0, 5, self.clinic, new_x="LMARGIN", new_y="NEXT")
        self.set_draw_color(*LINE)
        self.line(MARGIN, 16, self.w - MARGIN, 16)
        self.set_y(MARGIN + 4)

    def footer(self) -> None:
        self.set_y(-14)
        self.type(8, colour=SOFT)
        self.cell(0, 5, self.foot)
        self.set_x(self.w - MARGIN - 24)
        self.cell(24, 5, f"Page {self.page_no()} of {{pages}}")

    def words(self, text: object, size: float = 9.5, *, bold: bool = False, soft: bool = False) -> None:
        self.type(size, bold=bold, colour=SOFT if soft else INK)
        self.multi_cell(0, size * 0.52, plain(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def heading(self, text: str) -> None:
        if self.will_page_break(26):
            self.add_page()
        self.ln(6)
        self.type(14, bold=True, colour=ACCENT)
        self.start_section(text)
        self.cell(0, 8, plain(text), new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def smaller_heading(self, text: str) -> None:
        if self.will_page_break(22):
            self.add_page()
        self.ln(3)
        self.words(text, 11, bold=True)
        self.ln(1)

    def pairs(self, rows: Iterable[tuple[str, object]]) -> None:
        """Label and value, one row each; a row without a value is left out."""
        told = [(label, str(value)) for label, value in rows if value not in ("", None)]
        self.rows_of([], told, widths=(28, 72))

    def rows_of(self, head: Sequence[str], rows: Sequence[Sequence[object]], *, widths: Sequence[float]) -> None:
        """A table. Its head is repeated on each page it reaches; without a head the first column is soft."""
        columns = [width / sum(widths) * self.epw for width in widths]
        if head:
            self._head(head, columns)
        for row in rows:
            self._row(row, columns, head)
        self.ln(3)

    def _head(self, head: Sequence[str], columns: Sequence[float]) -> None:
        self.set_fill_color(*TINT)
        self.rect(self.l_margin, self.y, self.epw, LINE_HEIGHT + 2 * PADDING, style="F")
        self.type(SMALL, bold=True)
        self._cells([[plain(name)] for name in head], columns, ())
        self._rule()

    def _row(self, row: Sequence[object], columns: Sequence[float], head: Sequence[str]) -> None:
        self.type(SMALL)
        cells = [self._wrapped(plain(cell), width - 2 * PADDING) for cell, width in zip(row, columns, strict=True)]
        height = max(map(len, cells)) * LINE_HEIGHT + 2 * PADDING
        if self.will_page_break(height) and height < self.eph / 2:
            self.add_page()
            if head:
                self._head(head, columns)
            self.type(SMALL)
        self._cells(cells, columns, head)
        self._rule()

    def _cells(self, cells: Sequence[Sequence[str]], columns: Sequence[float], head: Sequence[str]) -> None:
        """Line by line across the columns, so that a row longer than a page goes on over it."""
        self.set_y(self.y + PADDING)
        for number in range(max(map(len, cells))):
            if self.will_page_break(LINE_HEIGHT):
                self.add_page()
                if head:
                    self._head(head, columns)
                self.type(SMALL)
            x = self.l_margin + PADDING
            for index, (lines, width) in enumerate(zip(cells, columns, strict=True)):
                if number < len(lines) and lines[number]:
                    soft = not head and index == 0 and len(columns) == 2
                    self.set_text_color(*(SOFT if soft else INK))
                    self.text(x, self.y + LINE_HEIGHT * 0.74, lines[number])
                x += width
            self.set_y(self.y + LINE_HEIGHT)
        self.set_y(self.y + PADDING)

    def _rule(self) -> None:
        self.set_draw_color(*LINE)
        self.line(self.l_margin, self.y, self.l_margin + self.epw, self.y)

    def _wrapped(self, text: str, width: float) -> list[str]:
        """Lines no wider than this. The library measures each line again for every letter; a word is measured once."""
        lines = []
        for paragraph in text.split("\n"):
            line, used = "", 0.0
            for word in (piece for part in paragraph.split(" ") for piece in self._pieces(part, width)):
                size = self._width(word)
                if line and used + self._width(" ") + size > width:
                    lines.append(line)
                    line, used = "", 0.0
                used += (self._width(" ") if line else 0.0) + size
                line = f"{line} {word}" if line else word
            lines.append(line)
        return lines

    def _pieces(self, word: str, width: float) -> list[str]:
        """A word that is wider than its column, cut."""
        if self._width(word) <= width:
            return [word]
        most = max(int(len(word) * width / self._width(word)) - 1, 1)
        return [word[n : n + most] for n in range(0, len(word), most)]

    def _width(self, word: str) -> float:
        if word not in self._widths:
            self._widths[word] = self.get_string_width(word)
        return self._widths[word]
