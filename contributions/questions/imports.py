"""A list of questions that editors bring in: read once, stored here with what is to become of each line, then confirmed.

What a list of questions consists of, and its lines as `common.forms.tables` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import is_editor
from accounts.models import User
from common.forms.pending_imports import PendingImport
from common.forms.tables import TableFormat, TableLine, csv_of, read_table
from contributions.events import emit
from contributions.history_models import Act
from contributions.questions import grouping
from contributions.questions.errors import NotYours
from contributions.questions.models import Question, QuestionOrigin, QuestionWord
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
    seen[grouping.key_of(stored["text"])] = line.number
    return stored | {"state": ACCEPTED}


def _text_of(line: CsvLine, seen: dict[str, int]) -> str:
    try:
        text = checked_text(line.question)
    except ValidationError as error:
        code = error.error_dict["text"][0].code or "empty"
        raise Refusal(
            "runs_on" if code == "too_long" and "\n" in line.question else code, str(len(line.question))
        ) from None
    if repeated := seen.get(grouping.key_of(text)):
        raise Refusal("repeated", str(repeated))
    return text


def _theme_of(line: CsvLine, themes: dict[str, int], default: Theme | None) -> int:
    if not line.theme:
        if default is None:
            raise Refusal("no_theme")
        return default.pk
    if found := themes.get(grouping.key_of(line.theme)):
        return found
    raise Refusal("theme", line.theme)


def _origin_of(line: CsvLine, default: str) -> str:
    if not line.origin:
        if not default:
            raise Refusal("no_origin")
        return default
    if found := ORIGIN_OF.get(grouping.key_of(line.origin)):
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
            yield grouping.key_of(name), theme.pk


def _meet_again(lines: list[dict[str, Any]]) -> None:
    """Marks the lines that ask what stands already, and names the question."""
    known: dict[str, int] = {}
    keys = [grouping.key_of(line["text"]) for line in lines]
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


BATCH = 500


class QuestionImportQuerySet(models.QuerySet["QuestionImport"]):
    def prepare(
        self,
        content: bytes,
        *,
        by: User,
        name: str = "",
        theme: Theme | None = None,
        origin: str = "",
        at: datetime | None = None,
    ) -> QuestionImport:
        """Reads a file and stores what is to become of each of its lines; nothing is asked yet.

        `theme` and `origin` are for the lines that name none. Raises NotYours, Unreadable.
        """
        if not is_editor(by):
            raise NotYours
        table = read(content)
        moment = at or timezone.now()
        lines = judged(table, theme=theme, origin=origin, at=moment)
        return self.create(name=name[:120], by=by, created_at=moment, lines=lines, left_out=table.left_out)


class QuestionImport(PendingImport):
    """A line has number, state, text, theme, origin, asked_at, reason, same_as, raw."""

    asked = models.PositiveIntegerField(gettext_lazy("questions asked"), default=0)
    joined = models.PositiveIntegerField(gettext_lazy("joined to others"), default=0)

    objects = QuestionImportQuerySet.as_manager()

    if TYPE_CHECKING:
        by_id: int

    class Meta(PendingImport.Meta):
        verbose_name = gettext_lazy("import of questions")
        verbose_name_plural = gettext_lazy("imports of questions")

    @property
    def accepted(self) -> list[dict[str, Any]]:
        return self.in_state(ACCEPTED)

    @property
    def refused(self) -> list[dict[str, Any]]:
        return self.in_state(REFUSED)

    @property
    def duplicates(self) -> list[dict[str, Any]]:
        return self.in_state(DUPLICATE)

    def confirm(self, *, by: User, apart: frozenset[int] = frozenset(), at: datetime | None = None) -> None:
        """Asks what the preview showed, once: a second confirmation changes nothing.

        `apart` holds the numbers of duplicate lines that ask something else after all; the others join the question that the
        preview named. All of it in one transaction, or nothing is.
        """
        if not is_editor(by):
            raise NotYours
        with transaction.atomic():
            moment = at or timezone.now()
            if not QuestionImport.objects.filter(pk=self.pk, confirmed_at=None).update(confirmed_at=moment):
                self.refresh_from_db()
                return
            chosen = self.accepted + self.duplicates
            self.asked, self.joined = self._ask(chosen, apart, by)
            self.confirmed_at = moment
            self.save(update_fields=["asked", "joined"])

    def _ask(self, lines: list[dict[str, Any]], apart: frozenset[int], by: User) -> tuple[int, int]:
        themes = Theme.objects.in_bulk()
        firsts = _standing({line["same_as"] for line in lines if line["number"] not in apart})
        questions = []
        for line in lines:
            question = _question_of(line, themes[line["theme"]], by)
            if line["state"] == DUPLICATE and line["number"] not in apart:
                question.duplicate_of_id = firsts.get(line["same_as"])
            questions.append(question)
        for start in range(0, len(questions), BATCH):
            batch = Question.objects.bulk_create(questions[start : start + BATCH])
            QuestionWord.objects.index(batch)
        joined = {one.duplicate_of_id for one in questions if one.duplicate_of_id}
        for pk in sorted(joined):
            with grouping.held(Question(pk=pk), even_hidden=True) as first:
                first.recount()
        for question in questions:
            emit(question, Act.WRITTEN, by=by)
        together = sum(1 for one in questions if one.duplicate_of_id)
        return len(questions) - together, together


def _question_of(line: dict[str, Any], theme: Theme, by: User) -> Question:
    at = parse_datetime(line["asked_at"])
    return Question.objects.prepared(
        text=line["text"], theme=theme, by=by, origin=line["origin"], at=at, is_imported=True
    )


def _standing(keys: set[int]) -> dict[int, int]:
    """For the questions that a preview named, the firsts of their groups now; without those that were hidden meanwhile."""
    rows = Question.objects.standing().filter(Q(pk__in=[key for key in keys if key])).values_list("pk", "duplicate_of")
    return {pk: first or pk for pk, first in rows}


# The refused lines of a list of questions, as a file for a spreadsheet.


def refused_csv(lines: list[dict[str, Any]]) -> str:
    """The columns that were sent, then the number of the line and the reason: it can be corrected and sent again."""
    header = [*_("question;campaign question;origin;date").split(";"), _("line"), _("why it was refused")]
    return csv_of(header, ([*line["raw"], str(line["number"]), in_words(line)] for line in lines))
