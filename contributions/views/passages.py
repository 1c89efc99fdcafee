"""The margin of a page, and what is done to a passage in it.

In place of a form that the calendar has shut: why, until when, and the drafts that wait for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, contributors_only
from campaign.calendar.rights import Right, rights_of, saved_as_draft_when_late
from common import markup
from common.forms.fields import add_error
from common.paging import parse_int
from common.words.digit_grouping import grouped
from contributions.comments.kinds import CommentKind
from contributions.comments.models import Comment
from contributions.endorsements import Endorsement, is_own, with_endorsements
from contributions.pages.models import Page, PageRevision
from contributions.passages import Passage, PassageQuerySet, chosen_in, up_to_date
from contributions.revision_views.resuming import waiting_drafts
from contributions.views.comments.forms import CommentForm
from contributions.views.endorsements import is_live
from contributions.views.pages.resolvers import on_page
from drafts import autosave
from themes.models import Theme


def closed_form(
    request: HttpRequest, right: Right, draft_key: str, *, theme: Theme, page: Page | None = None
) -> HttpResponse:
    """Returns the screen. A form that is sent all the same goes to its verb, which knows the grace."""
    waiting = waiting_drafts(request, draft_key)
    context = {"theme": theme, "page": page, "waiting": waiting, "right": right}
    return render(request, "contributions/pages/writing_closed.html", context)


def is_form_closed(request: HttpRequest, right: Right) -> bool:
    """Returns whether a form is asked for that is shut now."""
    return request.method != "POST" and not getattr(rights_of(request), right)


# The form about a passage. Which words it is about, the verb decides.


class NuanceForm(CommentForm):
    """A few words about a passage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label=gettext_lazy("Your nuance"), rows=4, auto_id="nuance-%s", **kwargs)

    def clean_kind(self) -> str:
        return CommentKind.NUANCE


# What stands in the margin of a page: its passages that people agree with or nuance, and what they say about them.


MOST_NOTES = 60
MOST_NUANCES = 120


@dataclass(frozen=True)
class Note:
    """One passage in the margin; `nuances` are the oldest first."""

    passage: Passage
    nuances: Sequence[Comment]
    is_own: bool

    @property
    def can_be_agreed_with(self) -> bool:
        """What has changed is another passage now: what one agreed with is not stretched to it."""
        return not (self.is_own or self.passage.is_changed) or getattr(self.passage, "is_endorsed", False)


def notes_of(page: Page, reader: access.Person) -> list[Note]:
    """In the order of the text. One query, two where there are any; some more the first time after the page has changed."""
    if page.is_hidden:
        return []
    passages = list(_answered(page.pk, reader))
    if not passages:
        return []
    passages = up_to_date(passages, page)
    nuances = nuances_by_passage(passages)
    return [
        Note(passage, nuances[passage.pk], is_own=access.is_contributor(reader) and is_own(passage, reader))  # type: ignore[arg-type]
        for passage in passages
        if not passage.is_gone
    ]


def _answered(page: int, reader: access.Person) -> PassageQuerySet:
    """Those that somebody agrees with or nuances: one that everybody has taken back is not shown."""
    nuances = Comment.objects.filter(passage=OuterRef("pk"), withdrawn_at=None, is_hidden=False)
    endorsements = Endorsement.objects.filter(passage=OuterRef("pk"))
    hidden = PageRevision.objects.filter(id=OuterRef("page"), version=OuterRef("page_version"), is_text_hidden=True)
    rows = Passage.objects.filter(page=page).filter(Exists(nuances) | Exists(endorsements))
    rows = rows.annotate(words_are_hidden=Exists(hidden))  # type: ignore[no-redef]  # the model says what stands there
    return with_endorsements(rows, reader).order_by("start", "pk")[:MOST_NOTES]


def nuances_by_passage(passages: Sequence[Passage]) -> dict[int, list[Comment]]:
    found: defaultdict[int, list[Comment]] = defaultdict(list)
    comments = Comment.objects.standing().filter(passage__in=[passage.pk for passage in passages])
    answers = Count("answers", filter=Q(answers__withdrawn_at=None, answers__is_hidden=False))
    rows = comments.select_related("author").defer("body").annotate(answer_count=answers)
    for nuance in rows.order_by("created_at", "pk")[:MOST_NUANCES]:
        if nuance.passage_id:
            found[nuance.passage_id].append(nuance)
    return found


# The words that somebody chose in a page, as a form or an address names them.


CONTEXT = 80


class SelectedWords(TypedDict):
    """The chosen words and what stands around them."""

    exact: str
    prefix: str
    suffix: str


def words_in(data: QueryDict) -> SelectedWords:
    """What was chosen; empty words where nothing was."""
    exact, before, after = (markup.clean_text(data.get(name, "")) for name in ("exact", "prefix", "suffix"))
    return {"exact": exact, "prefix": before[-CONTEXT:], "suffix": after[:CONTEXT]}


def words_of(anchor: markup.TextQuote) -> SelectedWords:
    return {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}


# Agreeing with a passage and nuancing it: from the margin of the page, or, without scripts, from a screen of its own.


NOT_SAID = 422
SENTENCES_AT_ONCE = 60


@dataclass(frozen=True)
class NuancedPassage:
    """The passage of a nuance, for passages/_nuance_form.html: `words` are its own, whole sentences where it stands."""

    words: SelectedWords
    draft_key: str


@require_POST
@contributors_only
@on_page(with_text=True)
def passage_endorse(request: HttpRequest, page: Page) -> HttpResponse:
    """Agrees with a passage, or, with useful=0, no longer does; the margin comes back as it is then."""
    try:
        passage = passage_of(request, page)
        notice = agree(request, passage)
    except ValidationError as refusal:
        if is_live(request):
            return notice_alone(request, refusal.messages[0])
        messages.error(request, refusal.messages[0])
        return redirect(page)
    is_from_theme = request.POST.get("from") == "theme"
    if is_live(request):
        return notice_alone(request, notice, passage) if is_from_theme else margin(request, page, notice, passage)
    messages.success(request, notice)
    return redirect(page.theme) if is_from_theme else HttpResponseRedirect(passage.get_absolute_url())


def passage_of(request: HttpRequest, page: Page) -> Passage:
    """The passage that the form names by its number, or by its words; raises ValidationError."""
    number = parse_int(request.POST.get("passage", ""))
    if number is not None:
        known = Passage.objects.of(page).filter(pk=number).first()
        if known is not None:
            return known
    return Passage.objects.at(page, **words_in(request.POST))


def agree(request: HttpRequest, passage: Passage) -> str:
    """Does as the form says, and says what it did."""
    if request.POST.get("useful") == "0":
        Endorsement.objects.take_back(passage, by=actor(request))
        return _("Taken back.")
    Endorsement.objects.endorse(passage, by=actor(request))
    others = Endorsement.objects.of(passage).count() - 1
    if others < 1:
        return _("You agree with this passage.")
    return ngettext("You and %(n)s colleague", "You and %(n)s colleagues", others) % {"n": grouped(others)}


@contributors_only
@on_page(with_text=True, gives_back=True)
def page_nuance(request: HttpRequest, page: Page) -> HttpResponse:
    """The small form about a passage, `?exact=` its words; without them the page's sentences, to choose one."""
    words = words_in(request.POST or request.GET)
    if request.method == "POST":
        return save_nuance(request, page, words)
    if page.is_hidden or is_form_closed(request, "comment"):
        return closed_form(request, "comment", f"page:{page.pk}:nuance", theme=page.theme, page=page)
    try:
        anchor = chosen_in(page, **words)
    except ValidationError as refusal:
        return show_sentences(request, page, refusal.messages[0] if words["exact"] else "")
    chosen = NuancedPassage(words_of(anchor), key_of(page, anchor.key))
    body = autosave.words(request, chosen.draft_key).get("body", "")
    return show_nuance(request, page, chosen, NuanceForm(initial={"body": body}))


def key_of(page: Page, passage_key: str) -> str:
    return f"page:{page.pk}:nuance:{passage_key[:16]}"


def save_nuance(request: HttpRequest, page: Page, words: SelectedWords) -> HttpResponse:
    form = NuanceForm(request.POST)
    chosen = NuancedPassage(words, request.POST.get("draft_key", "")[:100])
    if not form.is_valid():
        return show_nuance(request, page, chosen, form)
    try:
        with saved_as_draft_when_late(request):
            comment = nuance(page, words, author=request, **form.cleaned_data)
    except ValidationError as refusal:
        add_error(form, refusal, field="body" if hasattr(refusal, "error_dict") else None)
        return show_nuance(request, page, chosen, form)
    autosave.sent(request)
    if is_live(request):
        return margin(request, page, _("Your nuance stands beside the passage."), comment.passage, comment)
    return HttpResponseRedirect(f"{page.get_absolute_url()}?sent={comment.pk}#{comment.anchor}")


def nuance(page: Page, words: SelectedWords, *, author: HttpRequest, **sent: Any) -> Comment:
    """Raises ValidationError: words that no longer stand there, and why a comment cannot be written."""
    page.check_order(None)  # before its text is compared with anything; a protected page is talked about
    passage = Passage.objects.at(page, **words)
    return Comment.objects.write(theme=page.theme, page=page, passage=passage, author=actor(author), **sent)


def show_nuance(request: HttpRequest, page: Page, chosen: NuancedPassage, form: NuanceForm) -> HttpResponse:
    context = {"page": page, "chosen": chosen, "form": form}
    status = NOT_SAID if form.errors else 200
    if not is_live(request):
        return render(request, "contributions/passages/nuance.html", context, status=status)
    response = render(request, "contributions/passages/_nuance_form.html", context, status=status)
    return private(response)


def show_sentences(request: HttpRequest, page: Page, refusal: str) -> HttpResponse:
    """The sentences of the page, some at a time; for the script, only why its words cannot be used."""
    if is_live(request):
        return notice_alone(request, refusal)
    text = markup.html_text(page.body_html)
    whole = [text[start:end] for start, end in markup.sentences(text)]
    rows = Paginator(whole, SENTENCES_AT_ONCE).get_page(request.GET.get("page"))
    context = {"page": page, "sentences": rows, "refusal": refusal}
    return render(request, "contributions/passages/nuance.html", context)


def margin(
    request: HttpRequest, page: Page, notice: str, passage: Passage | None, comment: Comment | None = None
) -> HttpResponse:
    """The margin as it is now, what has been done in words, and, in the talk below, what was said."""
    context = {
        "page": page,
        "notes": notes_of(page, request.user),
        "told": notice,
        "passage": passage,
        "comment": comment,
    }
    return private(render(request, "contributions/passages/_margin_after_reaction.html", context))


def notice_alone(request: HttpRequest, notice: str, passage: Passage | None = None) -> HttpResponse:
    """A sentence: why something was not done, or, where there is a passage, what was done about it."""
    context = {"told": notice, "passage": passage}
    return private(
        render(request, "contributions/passages/_reaction_status.html", context, status=200 if passage else NOT_SAID)
    )


def private(response: HttpResponse) -> HttpResponse:
    """A fragment is no page: neither browsers nor proxies take one for the other."""
    patch_vary_headers(response, ["HX-Request"])
    response.headers["Cache-Control"] = "private, no-store"
    return response
