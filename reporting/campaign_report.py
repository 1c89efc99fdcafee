"""What came of a campaign: its texts in figures, and all its figures, as screens and downloads have them.

The figures of an edition, as everybody read them on the day it was published.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaign.models import Registration, TrainingSession
from campaign.site_settings.current import in_first_language
from common.words.dates import day_in_figures
from common.words.digit_grouping import grouped
from contributions.models import Comment, Page, Question
from guide.decisions.models import UNDECIDED, Outcome, Submission
from guide.editions import EditionStep
from guide.models import Tip
from reporting import drawings, taking_part
from reporting.counting import live_totals, number_invited
from reporting.drawings import Node, flow
from reporting.models import OF_PEOPLE, Dimension, EditionFigures, Figure, Publication, PublishedValue
from reporting.tables import FigureSection, Line, Published, last_night, value_of
from reporting.taking_part import names_of_figures, not_yet
from themes.models import Theme

FIELDS = ("figure", "dimension", "group", "value", "invited")


def freeze_figures(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP: once an edition, when it is published. Only what is published is taken along."""
    if step.what != EditionStep.What.PUBLISHED:
        return
    values = PublishedValue.objects.exclude(value=None).values(*FIELDS)
    totals = {figure.value: number for figure, number in live_totals().items()} | {"invited": number_invited()}
    if night := last_night():
        totals["words"] = night.words
    EditionFigures.objects.get_or_create(
        edition=step.edition.number,
        defaults={"frozen_at": step.at, "totals": totals, "published": list(values)},
    )


# The figures of each edition as they were frozen, beside those of now.


MOST = 4  # editions, the newest


def section(totals: dict[Figure, int], invited: int, words: int) -> FigureSection | None:
    """None before the first edition is published."""
    frozen = list(EditionFigures.objects.order_by("-edition")[:MOST])[::-1]
    if not frozen:
        return None
    rows = [("invited", _("Invited"), invited)]
    rows += [(figure.value, names_of_figures()[figure], totals[figure]) for figure in OF_PEOPLE]
    rows.append((Figure.TEXTS.value, pgettext("number of", "Texts"), totals[Figure.TEXTS]))
    rows.append(("words", pgettext("number of", "Words"), words))
    newest = frozen[-1]
    return FigureSection(
        name="editions",
        title=taking_part.of_editions(newest.edition, totals[Figure.TEXTS] - newest.totals.get(Figure.TEXTS.value, 0)),
        about=_("As it stood on the day on which each edition was published"),
        columns=(*(_("Edition %(number)s") % {"number": one.edition} for one in frozen), _("Now")),
        lines=tuple(Line(label, (*(one.totals.get(key, "–") for one in frozen), now)) for key, label, now in rows),
    )


def texts(totals: dict[Figure, int], last_night: Publication | None) -> FigureSection:
    """Words are counted by night: none are shown before the first one."""
    of_pages = last_night.words_of_pages if last_night else None
    of_contributions = last_night.words_of_contributions if last_night else None
    pages, contributions = Page.objects.count(), Comment.objects.count()
    edits = max(totals[Figure.TEXTS] - pages - contributions, 0)
    rows = [(_("Pages"), pages), (_("Changes of pages"), edits), (_("Contributions"), contributions)]
    return FigureSection(
        name="texts",
        title=taking_part.of_texts(totals[Figure.TEXTS], last_night.words if last_night else 0),
        about=_(
            "What has been written, whatever became of it; words of pages and contributions as they stood last night"
        ),
        columns=(pgettext("number of", "Texts"), pgettext("number of", "Words")),
        lines=tuple(
            Line(name, (number, "–" if words is None else words))
            for (name, number), words in zip(rows, (of_pages, None, of_contributions), strict=True)
        ),
        drawing=drawings.bars(rows),
    )


def texts_by_week(published: Published) -> FigureSection:
    groups = published.groups(Dimension.WEEK)
    weeks = [(date.fromisoformat(group), value_of(groups[group].get(Figure.TEXTS))) for group in sorted(groups)]
    return FigureSection(
        name="text-weeks",
        title=taking_part.of_text_weeks(weeks),
        about=_("Pages, their changes, and contributions, by the Monday on which the week begins"),
        columns=(pgettext("number of", "Texts"),),
        lines=tuple(Line(day_in_figures(day), (number,)) for day, number in weeks),
        drawing=drawings.columns([(day_in_figures(day), number) for day, number in weeks]),
        notes=() if weeks else (not_yet(),),
    )


def outcome_names() -> dict[str, str]:
    return {
        Outcome.PROMOTED: _("Promoted to tips"),
        Outcome.MERGED: _("Merged into a page"),
        Outcome.DUPLICATE: _("Said already"),
        Outcome.LATER: _("For later"),
        Outcome.NOT_KEPT: _("Not retained"),
        "": _("To be decided"),
    }


def way_to_a_tip() -> FigureSection:
    counts = _outcomes()
    names = outcome_names()
    by_outcome = {outcome: sum(counts.get((kind, outcome), 0) for kind in (True, False)) for outcome in names}
    waiting = by_outcome[""]
    decided = sum(by_outcome.values()) - waiting
    serving = by_outcome[Outcome.PROMOTED] + by_outcome[Outcome.MERGED]
    placed = Tip.objects.placed().count()
    tips = ngettext("%(n)s tip of the guide", "%(n)s tips of the guide", placed) % {"n": grouped(placed)}
    whole = decided + waiting
    return FigureSection(
        name="way",
        title=taking_part.of_way(serving, decided, waiting),
        about=_("What became of pages and contributions"),
        columns=(pgettext("number of", "Texts"), _("Pages"), _("Contributions"), pgettext("part of a whole", "Share")),
        lines=tuple(
            Line(
                name,
                (
                    by_outcome[outcome],
                    counts.get((True, outcome), 0),
                    counts.get((False, outcome), 0),
                    taking_part.percent(by_outcome[outcome], whole),
                ),
            )
            for outcome, name in names.items()
            if whole
        ),
        drawing=_way_drawn(counts, by_outcome, tips),
    )


def _outcomes() -> dict[tuple[bool, str], int]:
    """How many texts: whether they are pages, and what became of them."""
    rows = Submission.objects.order_by().values_list("outcome")
    found: dict[tuple[bool, str], int] = {}
    for outcome, pages, number in rows.annotate(pages=Count("page"), n=Count("pk")):
        known = "" if outcome in UNDECIDED else outcome
        found[True, known] = found.get((True, known), 0) + pages
        found[False, known] = found.get((False, known), 0) + number - pages
    return found


def undecided() -> int:
    """How many texts wait for a decision."""
    return sum(number for (_kind, outcome), number in _outcomes().items() if not outcome)


def _way_drawn(counts: dict[tuple[bool, str], int], by_outcome: dict[str, int], tips: str) -> drawings.Drawing | None:
    written = {
        kind: Node(0, name, sum(number for (of, _outcome), number in counts.items() if of == kind))
        for kind, name in ((True, _("Pages")), (False, _("Contributions")))
    }
    became = {
        outcome: Node(1, name, by_outcome[outcome]) for outcome, name in outcome_names().items() if by_outcome[outcome]
    }
    nodes = [*(node for node in written.values() if node.number), *became.values()]
    links = {
        (written[kind], became[outcome]): number
        for kind in written
        for outcome in became
        if (number := counts.get((kind, outcome), 0))
    }
    if promoted := became.get(Outcome.PROMOTED):
        end = Node(2, tips, promoted.number)
        nodes.append(end)
        links[promoted, end] = promoted.number
    return flow(nodes, links)


def questions(themes: Sequence[Theme]) -> FigureSection:
    """Each group of the same question once."""
    counts = _questions_by_theme()
    answered, total = answered_and_asked(counts)
    return FigureSection(
        name="questions",
        title=taking_part.of_questions(answered, total),
        about=_("Questions to which a page answers, of all that people have asked"),
        columns=(pgettext("of questions", "Answered"), pgettext("of questions", "Asked"), _("Without an answer")),
        lines=tuple(
            Line(theme.short_title, (with_answer, asked, asked - with_answer), is_own=True)
            for theme in themes
            if total
            for asked, with_answer in [counts.get(theme.pk, (0, 0))]
        ),
        drawing=drawings.bars(
            [(theme.short_title, counts.get(theme.pk, (0, 0))[1]) for theme in themes],
            [counts.get(theme.pk, (0, 0))[0] for theme in themes],
            language=in_first_language(),
            fills=[theme.fill for theme in themes],
        ),
    )


def _questions_by_theme() -> dict[int | None, tuple[int, int]]:
    """Returns for each theme how many were asked, and how many of them have an answer."""
    rows = Question.objects.filter(duplicate_of=None, is_hidden=False).order_by().values_list("theme")
    return {
        theme: (number, answered)
        for theme, number, answered in rows.annotate(n=Count("pk"), a=Count("pk", filter=Q(answer_count__gt=0)))
    }


def answered_and_asked(counts: dict[int | None, tuple[int, int]] | None = None) -> tuple[int, int]:
    found = (_questions_by_theme() if counts is None else counts).values()
    return sum(answered for _number, answered in found), sum(number for number, _answered in found)


def sessions(at: datetime) -> FigureSection:
    """All sessions together: who came to one of them is nobody else's business."""
    held, planned = held_and_planned(at)
    offered = TrainingSession.objects.filter(cancelled_at=None).aggregate(seats=Sum("capacity", default=0))["seats"]
    taken = Registration.objects.registered().filter(session__cancelled_at=None).order_by().count()
    came = Registration.objects.exclude(came_at=None).count()
    rows = [(_("Seats offered"), offered), (_("Seats taken"), taken), (_("Seats of people who came"), came)]
    return FigureSection(
        name="sessions",
        title=taking_part.of_sessions(held, planned),
        about=_("Seats of all sessions together"),
        columns=(pgettext("column", "Number"),),
        lines=(
            Line(_("Sessions planned"), (planned,)),
            Line(_("Sessions held"), (held,)),
            *(Line(name, (number,)) for name, number in rows),
        )
        if planned
        else (),
        drawing=drawings.bars(rows),
    )


def held_and_planned(at: datetime) -> tuple[int, int]:
    """How many sessions are over, and how many there are with those to come; cancelled ones are none."""
    ahead = TrainingSession.objects.filter(cancelled_at=None)
    counts = ahead.aggregate(planned=Count("pk"), held=Count("pk", filter=Q(ends_at__lte=at)))
    return counts["held"], counts["planned"]


# The figures of the campaign, section by section, as everybody reads them now.


SECTIONS_OF_PEOPLE = ("taking-part", "weeks", "themes", "sites", "departments", "sessions")
OF_TEXTS = ("texts", "text-weeks", "way", "questions", "editions")


class CampaignReport:
    """A number of queries that does not grow with people, texts or weeks."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or timezone.now()
        self.published = Published()

    @cached_property
    def totals(self) -> dict[Figure, int]:
        return live_totals()

    @cached_property
    def invited(self) -> int:
        return number_invited()

    @cached_property
    def themes(self) -> list[Theme]:
        return list(Theme.objects.only("pk", "number", "short_title", "paper").order_by("number"))

    @cached_property
    def sections(self) -> list[FigureSection]:
        """In the order of the files of all tables."""
        published = self.published
        found: list[FigureSection | None] = [
            taking_part.in_all(self.totals, self.invited),
            taking_part.by_week(published),
            taking_part.by_theme(published, self.themes),
            taking_part.by_place(published, Dimension.SITE),
            taking_part.by_place(published, Dimension.DEPARTMENT),
            texts(self.totals, published.last),
            texts_by_week(published),
            way_to_a_tip(),
            questions(self.themes),
            sessions(self.at),
            section(self.totals, self.invited, published.last.words if published.last else 0),
        ]
        return [section for section in found if section is not None]

    def sections_of(self, names: tuple[str, ...]) -> list[FigureSection]:
        """Those of a page, in its order; one that there is nothing for yet is left out."""
        return [section for name in names if (section := self.section(name))]

    def section(self, name: str) -> FigureSection | None:
        return next((section for section in self.sections if section.name == name), None)
