"""What a list of questions consists of, and its lines as `common.forms.tables` reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms.tables import TableFormat, TableLine, read_table
from contributions.questions import matching
from contributions.questions.models import Question, QuestionOrigin
from contributions.questions.querysets import checked_text
from themes.models import Theme

MOST_LINES = 5_000
COLUMNS = {  # as heading_key makes them
    "question": {"question", "questions", "texte", "text", "libelle", "intitule", "question posee", "wording"}
    | {"domanda", "domande", "testo", "質問", "問い"},
    "theme": {"campaign question", "question de la campagne", "domanda della campagna", "キャンペーンの問い"}
    | {"theme", "themes", "topic", "rubrique", "sujet", "numero", "numero du theme", "theme number"}
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
    not_named=gettext_lazy("The first line has to name the columns, one of which is “question”."),
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


# What is to become of each line of a list of questions: asked, joined to one that stands, or refused, and then why.


ACCEPTED, DUPLICATE, REFUSED = "accepted", "duplicate", "refused"
LOOKED_AT_ONE_BY_ONE = 1_000  # in longer lists, only the same words in another dress are met again
AT_ONCE = 500
NOON = time(12)
FIRST_YEAR = 2000
ORIGINS = {
    QuestionOrigin.EMPLOYEE: "employee employees colleague colleagues salarie salariee salaries collegue collegues interne"
    " dipendente dipendenti collega colleghi 従業員 社員 同僚",
    QuestionOrigin.SESSION: "session sessions seance seances formation training"
    " sessione sessioni incontro incontri formazione 研修 講習",
    QuestionOrigin.CUSTOMERS: "customer customers client clients cliente societaire societaires adherent adherents"
    " clienti 顧客 お客様",
    QuestionOrigin.AUDIT: "audit audits verifica 監査",
    QuestionOrigin.AGENCY: "agency agencies agence agences agenzia agenzie 代理店",
}
ORIGIN_OF = {name: str(origin) for origin, names in ORIGINS.items() for name in names.split()}
ORIGIN_OF |= {"seance de formation": "session", "training session": "session", "une seance de formation": "session"}


class Refusal(Exception):
    """Why a line is refused: a code, and what it is about."""

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(reason)
        self.reason, self.about = reason, about


def judged(table: CsvTable, *, theme: Theme | None, origin: str, at: datetime) -> list[dict[str, Any]]:
    """A dict a line, as QuestionImport stores it. `theme` and `origin` are for the lines that name none."""
    themes = dict(_names_of_themes())
    seen: dict[str, int] = {}
    lines = [_judged(line, themes, theme, origin, at, seen) for line in table.lines]
    accepted = [line for line in lines if line["state"] == ACCEPTED]
    _meet_again(accepted)
    return lines


def _judged(
    line: CsvLine, themes: dict[str, int], theme: Theme | None, origin: str, at: datetime, seen: dict[str, int]
) -> dict[str, Any]:
    stored: dict[str, Any] = {"number": line.number, "raw": line.raw, "same_as": None, "reason": "", "about": ""}
    try:
        stored["text"] = _text_of(line, seen)
        stored["theme"] = _theme_of(line, themes, theme)
        stored["origin"] = _origin_of(line, origin)
        stored["asked_at"] = _moment_of(line, at).isoformat()
    except Refusal as refusal:
        return stored | {"state": REFUSED, "reason": refusal.reason, "about": refusal.about[:80]}
    seen[matching.key_of(stored["text"])] = line.number
    return stored | {"state": ACCEPTED}


def _text_of(line: CsvLine, seen: dict[str, int]) -> str:
    try:
        text = checked_text(line.question)
    except ValidationError as error:
        code = error.error_dict["text"][0].code or "empty"
        raise Refusal(
            "runs_on" if code == "too_long" and "\n" in line.question else code, str(len(line.question))
        ) from None
    if repeated := seen.get(matching.key_of(text)):
        raise Refusal("repeated", str(repeated))
    return text


def _theme_of(line: CsvLine, themes: dict[str, int], default: Theme | None) -> int:
    if not line.theme:
        if default is None:
            raise Refusal("no_theme")
        return default.pk
    if found := themes.get(matching.key_of(line.theme)):
        return found
    raise Refusal("theme", line.theme)


def _origin_of(line: CsvLine, default: str) -> str:
    if not line.origin:
        if not default:
            raise Refusal("no_origin")
        return default
    if found := ORIGIN_OF.get(matching.key_of(line.origin)):
        return found
    raise Refusal("origin", line.origin)


def _moment_of(line: CsvLine, now: datetime) -> datetime:
    """Noon of that day; the moment of the import where no day is named."""
    if not line.date:
        return now
    day = line.date.split()[0].split("T")[0]
    if len(parts := day.replace(".", "/").replace("-", "/").split("/")) == 3 and len(parts[2]) == 4:
        day = "-".join([parts[2], parts[1].zfill(2), parts[0].zfill(2)])
    try:
        parsed = parse_date(day)
    except ValueError:
        parsed = None
    if parsed is None or parsed.year < FIRST_YEAR:
        raise Refusal("date", line.date)
    moment = timezone.make_aware(datetime.combine(parsed, NOON))
    if parsed > timezone.localdate(now):
        raise Refusal("future", line.date)
    return min(moment, now)


def _names_of_themes() -> Iterator[tuple[str, int]]:
    for theme in Theme.objects.all():
        for name in (str(theme.number), theme.slug, theme.short_title, theme.question):
            yield matching.key_of(name), theme.pk


def _meet_again(lines: list[dict[str, Any]]) -> None:
    """Marks the lines that ask what stands already, and names the question."""
    known: dict[str, int] = {}
    keys = [matching.key_of(line["text"]) for line in lines]
    for start in range(0, len(keys), AT_ONCE):
        rows = Question.objects.standing().filter(text_key__in=keys[start : start + AT_ONCE])
        known |= {key: first or pk for key, pk, first in rows.values_list("text_key", "pk", "duplicate_of")}
    one_by_one = len(lines) <= LOOKED_AT_ONE_BY_ONE
    for line, key in zip(lines, keys, strict=True):
        same = known.get(key)
        if same is None and one_by_one:
            same = next((question.pk for question in Question.objects.similar_to(line["text"], at_most=1)), None)
        if same is not None:
            line |= {"state": DUPLICATE, "same_as": same}


def in_words(line: dict[str, Any]) -> str:
    """Why a line is refused, and what to do about it."""
    words = {
        "empty": _("The question is missing."),
        "too_long": _("The question has %(about)s characters; the limit is 300."),
        "runs_on": _("The question runs over several lines: a quotation mark is probably missing."),
        "repeated": _("Line %(about)s asks the same."),
        "no_theme": _("No campaign question is named. Give its number, or choose one for all such lines."),
        "theme": _("“%(about)s” is not one of the campaign questions. Give the number of one."),
        "no_origin": _("It does not say who is asking. Write employee, session, customers, audit or agency."),
        "origin": _("“%(about)s” is not a known origin. Write employee, session, customers, audit or agency."),
        "date": _("“%(about)s” is not a date. Write it as 2026-11-24 or 24/11/2026."),
        "future": _("%(about)s is yet to come."),
    }
    return words.get(line["reason"], "") % line
