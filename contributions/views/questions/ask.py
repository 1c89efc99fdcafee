"""Who asks a question, or has it too, is told what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import access
from accounts.access import actor, contributors_only, readers_only
from accounts.models import User
from accounts.naming import nobody
from campaign.calendar.rights import saved_as_draft_when_late
from campaign.models import TrainingSession
from common import markup
from common.forms.fields import add_error
from common.paging import decode_cursor, decode_score_cursor, parse_int
from contributions.comments.models import Comment
from contributions.moderation import first_contributions
from contributions.pages.models import Page
from contributions.questions import grouping
from contributions.questions.answer_flags import put_answers
from contributions.questions.errors import LONGEST
from contributions.questions.models import Question
from contributions.questions.querysets import ASKED_BY_ANYBODY, QuestionQuerySet
from contributions.views.comments.resolvers import on_comment
from contributions.views.questions.forms import AskQuestionForm, QuestionOrder, QuestionsFilter, QuestionStateFilter
from contributions.watches.models import Watch
from drafts import autosave
from themes.models import Theme


def watch_question(question: Question, person: User) -> None:
    """Of a group, its first question is followed: there the answers stand."""
    Watch.objects.take_part(question.first, by=person)


# A page that is opened to answer a question: it answers it from its first version on.


def question_in(request: HttpRequest) -> Question | None:
    """The question that `?question=` names, in the address to which the form is sent as well, if the reader may see it."""
    key = parse_int(request.GET.get("question", "")) or 0  # no row has this number
    return Question.objects.visible_to(request.user).filter(pk=key).select_related("duplicate_of").first()


def answering(request: HttpRequest) -> Callable[[Page], object]:
    """What is done in the transaction that opens the page: nothing where no question is named, or it has been hidden."""
    question = question_in(request)
    if question is None or question.first.is_hidden:
        return lambda page: None
    return lambda page: question.answer_with(page, by=actor(request))


# Asking: one line, and first what has been asked already, so that the same questions come together.


NOT_ASKED = 422
ASK_KEY = "question:ask"
AFTER_A_QUESTION = ' \u00a0»”"'
SHORTEST = 4  # letters, before anything is looked for


def fresh_form(request: HttpRequest) -> AskQuestionForm:
    """The line, with the question that a link names, else with the draft that waits for it."""
    text = markup.clean_text(request.GET.get("text", ""))[:LONGEST]
    words = {} if text else autosave.words(request, ASK_KEY)
    theme = Theme.objects.filter(slug=markup.clean_text(request.GET.get("theme", ""))).first()
    initial: dict[str, Any] = {"theme": theme.pk if theme else None, "text": text}
    initial |= {"session": parse_int(request.GET.get("session", "")), "video": parse_int(request.GET.get("video", ""))}
    typed = {name: words[name] for name in ("text", "theme", "origin", "video") if words.get(name)}
    return AskQuestionForm(initial=initial | typed, is_editor=access.is_editor(request.user), auto_id="ask-%s")


@contributors_only
def question_ask(request: HttpRequest) -> HttpResponse:
    """Asks; where nearly the same was asked, shows that first, and asks all the same when it is sent with `sure`."""
    if request.method != "POST":
        return show(request, fresh_form(request))
    form = AskQuestionForm(request.POST, is_editor=access.is_editor(request.user), auto_id="ask-%s")
    if not form.is_valid():
        return show(request, form, status=NOT_ASKED)
    similar = [] if is_decided(request) else Question.objects.similar_to(form.cleaned_data["text"])
    if similar:
        return show(request, form, similar=for_reader(similar, request))
    return asked(request, form)


def is_decided(request: HttpRequest) -> bool:
    return "sure" in request.POST or "with" in request.POST


def asked(request: HttpRequest, form: AskQuestionForm, comment: Comment | None = None) -> HttpResponse:
    try:
        with (
            saved_as_draft_when_late(request),
            first_contributions.counted(actor(request), "ask"),
            transaction.atomic(),
        ):
            question = Question.objects.ask(by=actor(request), comment=comment, **form.cleaned_data)
            if other := question_with(request):
                question.join(other, by=actor(request))
    except ValidationError as error:
        add_error(form, error)
        return show(request, form, comment=comment, status=NOT_ASKED)
    autosave.sent(request)
    watch_question(question, comment.author if comment else actor(request))
    messages.success(request, _("Your question is asked. You are told when a page answers it."))
    return redirect(question.first)


def question_with(request: HttpRequest) -> Question | None:
    """The question to which editors add what they enter."""
    key = request.POST.get("with", "")
    if not key:
        return None
    if not access.is_editor(request.user):
        raise PermissionDenied
    return Question.objects.visible_to(request.user).filter(pk=parse_int(key) or 0).first()


def show(
    request: HttpRequest,
    form: AskQuestionForm,
    *,
    similar: list[Question] | None = None,
    comment: Comment | None = None,
    status: int = 200,
) -> HttpResponse:
    text = form["text"].value() or ""
    context = {
        "form": form,
        "similar": similar or [],
        "is_the_same": any(one.text_key == grouping.key_of(text) for one in similar or []),
        "may_join": access.is_editor(request.user) and form["origin"].value() not in {"", None, *ASKED_BY_ANYBODY},
        "comment": comment,
        "session": session_in(form),
        "draft_key": f"comment:{comment.pk}:ask" if comment else ASK_KEY,
    }
    return render(request, "contributions/questions/ask.html", context, status=status)


def session_in(form: AskQuestionForm) -> TrainingSession | None:
    """The session for which one asks."""
    key = parse_int(str(form["session"].value() or ""))
    return TrainingSession.objects.filter(pk=key).first() if key else None


def for_reader(similar: list[Question], request: HttpRequest) -> list[Question]:
    """The same questions in the same order, with what a list shows of them."""
    rows = Question.objects.for_lists(request.user).in_bulk([one.pk for one in similar])
    return [rows[one.pk] for one in similar if one.pk in rows]


@contributors_only
@require_GET
def questions_similar(request: HttpRequest) -> HttpResponse:
    """What was asked already and is like `?text=`, as a fragment, while one types."""
    text = markup.clean_text(request.GET.get("text", ""))[:LONGEST]
    similar = Question.objects.similar_to(text) if len(text.strip()) >= SHORTEST else []
    response = render(request, "contributions/questions/_similar.html", {"similar": for_reader(similar, request)})
    response.headers["Cache-Control"] = "private, no-store"
    return response


@contributors_only
@on_comment
def comment_ask(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Makes a question of what somebody said: for its author and for editors; once."""
    if comment.author_id != actor(request).pk and not access.is_editor(request.user):
        raise PermissionDenied
    if made := Question.objects.visible_to(request.user).filter(comment=comment).first():
        return redirect(made)
    if request.method != "POST":
        typed = autosave.words(request, f"comment:{comment.pk}:ask")
        initial = {"text": first_question_in(comment), "theme": comment.theme_id}
        initial |= {name: typed[name] for name in ("text", "theme", "origin") if typed.get(name)}
        return show(
            request, AskQuestionForm(initial=initial, is_editor=access.is_editor(request.user)), comment=comment
        )
    form = AskQuestionForm(request.POST, is_editor=access.is_editor(request.user))
    return asked(request, form, comment) if form.is_valid() else show(request, form, comment=comment, status=NOT_ASKED)


def first_question_in(comment: Comment) -> str:
    """Its first sentence that asks something; all of it where none does, and cut where it is longer than a question."""
    text = markup.html_text(comment.body_html).replace(markup.NO_NAME, nobody())
    sentences = [text[place.start : place.end].strip() for place in markup.sentences(text)]
    asking = next((one for one in sentences if one.rstrip(AFTER_A_QUESTION).endswith("?")), "")
    return (asking or markup.shorten(text, LONGEST))[:LONGEST]


# The questions that were asked: all of them, by theme, origin, state and period; the newest, or the most asked, first.


ROWS = 30


@readers_only
def questions(request: HttpRequest) -> HttpResponse:
    """The list, below the line in which one asks; `?before=` pages it by key. The same number of queries for any length."""
    filters = QuestionsFilter(request.GET)
    rows, is_first = page_of(filtered(filters, request), filters, request.GET.get("before", ""))
    found = list(rows.for_lists(request.user)[: ROWS + 1])
    shown = found[:ROWS]
    put_answers(shown, request.user)
    form: AskQuestionForm | None = fresh_form(request) if access.is_contributor(request.user) else None
    context = {
        "filters": filters,
        "questions": shown,
        "pages": [page for one in shown for page in one.shown_answers],
        "next_query": query_after(request, filters, found[ROWS - 1]) if len(found) > ROWS else "",
        "is_first": is_first,
        "form": form,
        "draft_key": ASK_KEY,
    }
    return render(request, "contributions/questions/questions.html", context)


def filtered(filters: QuestionsFilter, request: HttpRequest) -> QuestionQuerySet:
    rows = Question.objects.visible_to(request.user).firsts()
    if theme := filters.chosen("theme"):
        rows = rows.for_theme(theme)
    if origin := filters.chosen("origin"):
        rows = rows.filter(origin=origin)
    if state := filters.chosen("state"):
        rows = rows.unanswered() if state == QuestionStateFilter.UNANSWERED else rows.answered()
    if session := filters.chosen("session"):
        rows = rows.asked_in(session)
    if filters.begins_at:
        rows = rows.filter(created_at__gte=filters.begins_at)
    return rows


def page_of(rows: QuestionQuerySet, filters: QuestionsFilter, before: str) -> tuple[QuestionQuerySet, bool]:
    """The rows in the order that is asked for, after the place that is named; and whether that is the beginning."""
    if filters.chosen("order") == QuestionOrder.MOST_ASKED:
        place, ordered = decode_score_cursor(before), rows.most_asked_first()
        return (ordered.less_asked_than(*place), False) if place else (ordered, True)
    key = decode_cursor(before)
    ordered = rows.newest_first()
    return (ordered.older_than(*key), False) if key else (ordered, True)


def query_after(request: HttpRequest, filters: QuestionsFilter, last: Question) -> str:
    is_by_count = filters.chosen("order") == QuestionOrder.MOST_ASKED
    place = last.asked_count if is_by_count else last.created_at.isoformat()
    chosen = {name: request.GET[name] for name in filters.fields if request.GET.get(name)}
    return urlencode(chosen | {"before": f"{place}~{last.pk}"})
