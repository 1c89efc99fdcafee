"""What became of a question: no answer yet, answered by pages, in the guide as a tip. The wiki does not know the last."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Q
from django.template import Context

from contributions.models import Page, Question, QuestionAnswer
from contributions.questions.querysets import SESSION_TEXTS
from contributions.templatetags.passage_tags import shared
from guide.templatetags.guide_tags import TipsByPage, edits_guide
from guide.tips.models import Tip

register = template.Library()

PAGES_NAMED = 3
ASKED_IN_SESSIONS = 10


@register.inclusion_tag("guide/tips/_question_state.html", takes_context=True)
def question_state(
    context: Context, question: Question, tips: TipsByPage, pages: list[Page] | None = None
) -> dict[str, Any]:
    """The state of a question in one line; no query. `tips` comes from `tips_of` for all the pages of the list, `pages` are
    those that answer the question, else what the list has put on it.
    """
    answering = question.shown_answers if pages is None else pages
    named = answering[:PAGES_NAMED]
    return {
        "tips": tips_resting_on(answering, tips),
        "pages": named,
        "others": len(answering) - len(named),
        "is_editor": edits_guide(context),
    }


@register.inclusion_tag("guide/tips/_tips_named.html", takes_context=True)
def tips_on(context: Context, page: Page, tips: TipsByPage) -> dict[str, Any]:
    """The tips that rest on a page of a list, by `tips_of` for all of it; no query."""
    return {"tips": tips_resting_on([page], tips), "is_editor": edits_guide(context)}


def tips_resting_on(pages: list[Page], tips: TipsByPage) -> list[Tip]:
    """Each once, in the order of their numbers."""
    found = {tip.pk: tip for page in pages for tip in tips.get(page.pk, [])}
    return sorted(found.values(), key=lambda tip: tip.number or 0)


@register.inclusion_tag("guide/tips/_asked_in_sessions.html", takes_context=True)
def questions_behind(context: Context, tip: Tip) -> dict[str, Any]:
    """The questions of training sessions that the tip's sources are, or that pages among them answer. One query."""
    sources = tip.sources.order_by()
    pages = Page.objects.visible_to(context["request"].user).filter(pk__in=sources.values("page"))
    answers = QuestionAnswer.objects.filter(page__in=pages.order_by().values("pk")).order_by()
    rows = Question.objects.visible_to(context["request"].user).exclude(session=None)
    found = rows.filter(Q(pk__in=answers.values("question")) | Q(pk__in=sources.values("question")))
    shown = found.select_related("asked_by", "session").defer(*SESSION_TEXTS).order_by("session__starts_at", "pk")
    return shared(context) | {"questions": list(shown[:ASKED_IN_SESSIONS])}
