"""CSV as spreadsheets and learning platforms have it: read as it came, written so that no cell is a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UserError
from autograder.handed_in.files import replace_file

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which Excel knows UTF-8


@dataclass(frozen=True)
class Sheet:
    """A file of comma-separated values, with what is needed to write it as it was. No row is shorter than the first."""

    heads: list[str]
    rows: list[list[str]]
    delimiter: str = ","
    marked: bool = True

    @classmethod
    def read(cls, path: Path) -> "Sheet":
        """Whatever delimiter it has; UserError where it is not text in UTF-8."""
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise UserError(f"{path} is not text in UTF-8: export it again as CSV in UTF-8.") from error
        marked, text = text.startswith(BYTE_ORDER_MARK), text.removeprefix(BYTE_ORDER_MARK)
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        try:
            lines = [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if line]
        except csv.Error as error:
            raise UserError(f"{path} is not CSV: {error}. Export it again.") from error
        heads, *rows = lines or [[]]
        return cls(heads, [row + [""] * (len(heads) - len(row)) for row in rows], delimiter, marked)

    @property
    def records(self) -> list[dict[str, str]]:
        """Each row by headings, these in small letters; a cell without a heading is left out."""
        keys = [head.strip().lower() for head in self.heads]
        return [dict(zip(keys, map(str.strip, row), strict=False)) for row in self.rows]

    def write(self, path: Path) -> None:
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=self.delimiter).writerows([self.heads, *self.rows])
        text = BYTE_ORDER_MARK * self.marked + stream.getvalue()
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode(errors="replace"))  # the name of a folder may be in any encoding


def write_table(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows of our own, in which no text is a formula and None is an empty cell."""
    Sheet(list(heads), [[_cell(value) for value in row] for row in rows]).write(path)


def no_formula(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would compute it (OWASP: CSV injection)."""
    # normalised: a Japanese or Chinese spreadsheet takes the wide signs for the same
    return f"'{text}" if unicodedata.normalize("NFKC", text[:1]).startswith(BEGINS_A_FORMULA) else text


def _cell(value: object) -> str:
    if value is None:
        return ""
    return no_formula(value) if isinstance(value, str) else str(value)
