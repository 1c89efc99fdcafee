"""Questions wherever they are offered or shown: on the home page, under a theme, at the foot of a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.access import is_contributor
from campaign.models import TrainingSession
from campaign.site_settings.current import first_language_words
from common.html import NOTHING, fill, sentence
from common.words.text_lists import comma
from contributions.models import Page, Question
from contributions.questions.answer_flags import put_answers
from contributions.questions.querysets import SESSION_TEXTS
from contributions.templatetags.passage_tags import shared
from contributions.templatetags.wiki_tags import day_name, within_quotes
from themes.models import Theme

register = template.Library()

TO_ANSWER = 3
AT_THE_FOOT = 8
OF_A_THEME = 4
OF_A_SESSION = 30


@register.inclusion_tag("contributions/questions/_to_answer.html", takes_context=True)
def questions_to_answer(context: Context, theme: Theme | None = None, *, shape: str = "section") -> dict[str, Any]:
    """Something to do for whoever may write: what most people ask and no page answers. One query.

    `shape`: "section", or "line" (the most asked alone).
    """
    can, is_line = context.get("can"), shape == "line"
    found: list[Question] = []
    if can and can.write:
        rows = Question.objects.unanswered().most_asked_first().select_related("theme")
        found = list((rows.for_theme(theme) if theme else rows)[: 1 if is_line else TO_ANSWER])
    return shared(context) | {"questions": found, "theme": theme, "is_line": is_line}


@register.inclusion_tag("contributions/themes/_questions.html", takes_context=True)
def questions_of_theme(context: Context, theme: Theme) -> dict[str, Any]:
    """What most people ask under a theme and no page answers, and the way to ask and to see all of them. One query, and
    another one where nothing waits.
    """
    found = list(Question.objects.unanswered().for_theme(theme).most_asked_first()[:OF_A_THEME])
    is_asked = bool(found) or Question.objects.visible_to(context["request"].user).for_theme(theme).exists()
    return shared(context) | {"questions": found, "is_asked": is_asked, "theme": theme}


@register.simple_tag
def under_its_video(question: Question) -> SafeString:
    """Returns what follows the asker of a question that was asked under a video; nothing else is printed, not even a space."""
    video = question.video
    if video is None or video.is_withdrawn:
        return NOTHING
    title = first_language_words(within_quotes(video.title))
    where = sentence(_('under the video <a href="%(url)s">“%(title)s”</a>'), url=video.get_absolute_url(), title=title)
    return fill("{}{}", comma(), where)


@register.inclusion_tag("contributions/questions/_answered_by_page.html", takes_context=True)
def questions_answered(context: Context, page: Page) -> dict[str, Any]:
    """At the foot of a page, the questions that it answers; one query, and none where `answers_questions` is false."""
    if not getattr(page, "answers_questions", True):
        return {"questions": []}
    reader = context["request"].user
    rows = Question.objects.visible_to(reader).answered_by(page).select_related("theme", "asked_by", "session")
    questions = list(rows.defer(*SESSION_TEXTS)[:AT_THE_FOOT])
    return shared(context) | {"questions": questions, "page": page}


@register.inclusion_tag("contributions/questions/_of_session.html", takes_context=True)
def questions_of_session(context: Context, session: TrainingSession) -> dict[str, Any]:
    """What was asked for a session and in it, the most asked first, with what became of each. Two queries."""
    reader = context["request"].user
    rows = Question.objects.visible_to(reader).firsts().asked_in(session).most_asked_first().for_lists(reader)
    found = list(rows[: OF_A_SESSION + 1])
    put_answers(found, reader)
    own = {
        "session": session,
        "questions": found[:OF_A_SESSION],
        "has_more": len(found) > OF_A_SESSION,
        "pages": [page for one in found for page in one.shown_answers],
        "may_ask": is_contributor(reader) and session.cancelled_at is None,
    }
    return shared(context) | own


@register.filter
def place_and_day(session: TrainingSession) -> str:
    """Returns "in Lille on 12 May", for a sentence that says where a question was asked."""
    values = {"place": session.place, "day": day_name(session.starts_at)}
    return _("in %(place)s %(day)s") % values if session.room or session.address else _("online %(day)s") % values


@register.inclusion_tag("contributions/questions/_me_too_button.html", takes_context=True)
def same_question(context: Context, question: Question) -> dict[str, Any]:
    """The button "Me too" of a question that went through `for_lists`; no query."""
    return shared(context) | {"question": question}
