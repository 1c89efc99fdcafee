"""Asking: one line, and first what has been asked already, so that the same questions come together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import access
from accounts.access import actor, contributors_only
from accounts.naming import nobody
from campaign.calendar.rights import saved_as_draft_when_late
from campaign.models import TrainingSession
from common import markup
from common.forms.fields import add_error
from common.paging import parse_int
from contributions.comments.models import Comment
from contributions.moderation import throttle
from contributions.questions import matching
from contributions.questions.errors import LONGEST
from contributions.questions.models import Question
from contributions.questions.querysets import ASKED_BY_ANYBODY
from contributions.views.comments.resolvers import on_comment
from contributions.views.questions.auto_watch import watch_question
from contributions.views.questions.forms import AskQuestionForm
from drafts import autosave
from themes.models import Theme

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
            throttle.counted(actor(request), "ask"),
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
        "is_the_same": any(one.text_key == matching.key_of(text) for one in similar or []),
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
