"""What a list of questions consists of, and its lines as `common.forms.tables` reads them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from common.forms.tables import TableFormat, TableLine, read_table

MOST_LINES = 5_000
COLUMNS = {  # as heading_key makes them
    "question": {"question", "questions", "texte", "text", "libelle", "intitule", "question posee", "wording"}
    | {"domanda", "domande", "testo", "質問", "問い"},
    "theme": {"theme", "themes", "topic", "rubrique", "sujet", "numero", "numero du theme", "theme number"}
    | {"tema", "temi", "argomento", "numero del tema", "テーマ"},
    "origin": {"origin", "origine", "provenance", "source", "d ou", "vient de", "from", "asked by whom"}
    | {"origine", "provenienza", "fonte", "質問元", "出所"},
    "date": {
        "date",
        "jour",
        "day",
        "posee le",
        "date de la question",
        "asked on",
        "asked",
        "le",
        "data",
        "giorno",
        "日付",
    },
}
FORMAT = TableFormat(
    columns=COLUMNS,
    needed=frozenset({"question"}),
    not_named=_("The first line has to name the columns, one of which is “question”."),
    most_lines=MOST_LINES,
)


@dataclass(frozen=True)
class CsvLine:
    """`number` is that of the line of the file on which it begins, the first being 1."""

    number: int
    question: str
    theme: str
    origin: str
    date: str

    @property
    def raw(self) -> list[str]:
        return [self.question, self.theme, self.origin, self.date]


@dataclass(frozen=True)
class CsvTable:
    lines: list[CsvLine]
    left_out: list[str]


def read(content: bytes) -> CsvTable:
    """The lines under the header. Raises UnreadableTable."""
    table = read_table(content, FORMAT)
    return CsvTable([_question(line) for line in table.lines], table.left_out)


def _question(line: TableLine) -> CsvLine:
    return CsvLine(line.number, **line.cells)
