"""The form of a text, on one request: shown, previewed, saved, or given back with the conflict that it met.

Pages, tips and sections are edited by the same steps. Each says in a small subclass what is its own: its form, its
templates, what of the form its verb takes, and why it cannot be written.

Who else is writing in the same text: a kind word at the head of the form. Saving never depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from accounts import access
from accounts.access import actor
from campaign.calendar.rights import saved_as_draft_when_late
from common import markup
from common.forms.fields import REFUSALS, add_error
from common.words.text_lists import with_and
from contributions.mentions import as_stored
from contributions.moderation import first_contributions
from contributions.revision_hiding import TextHidden
from contributions.revision_views.comparison import announce_saved
from contributions.revision_views.conflicts import ConflictScreen, conflict_again, conflict_of, conflict_resumed
from contributions.revision_views.resuming import (
    ResumedDraft,
    TitleAndBody,
    base_version_of,
    bring_up,
    draft_key,
    store_as_draft,
    waiting_drafts,
)
from contributions.revision_views.revision import RevisionForm
from contributions.revisions import EditConflict, Revisioned, UnknownVersion
from drafts import autosave
from drafts.models import Draft, Presence
from drafts.presence import Arrival


@dataclass(frozen=True)
class OtherWriters:
    """For templates/parts/editor/presence.html: the others, whoever came first, first."""

    others: Sequence[Presence]

    @property
    def names(self) -> str:
        """Who it is, to be followed by what they do: “Karim H.”, “Karim H. and Amélie N.”, “Karim H. and 2 others”."""
        names = [presence.person.public_name for presence in self.others]
        if len(names) < 2 or (len(names) == 2 and names[0] != names[1]):
            return with_and(names)
        count = len(names) - 1
        return ngettext("%(one)s and %(n)s other", "%(one)s and %(n)s others", count) % {"one": names[0], "n": count}

    @property
    def place(self) -> str:
        """The heading that the only other one is at."""
        return self.others[0].place if len(self.others) == 1 else ""


def other_writers_at(request: HttpRequest, key: str, *, place: str = "") -> OtherWriters:
    """Says that the person of the request is at this form, and tells who else is."""
    return other_writers_met(request, key, Presence.objects.touch(actor(request), key, place))


def other_writers_met(request: HttpRequest, key: str, arrival: Arrival) -> OtherWriters:
    """Tells who else is at the form at which the person of the request has arrived."""
    return OtherWriters(list(Presence.objects.others(actor(request), key)) if arrival.has_others else ())


# A text before it is saved: how it will look, and what it changes.


@dataclass(frozen=True)
class Preview:
    """For templates/parts/editor/preview.html. `diff` is None where there is nothing to compare with."""

    html: str = ""
    diff: markup.Diff | None = None
    error: str = ""


def preview_of(
    text: Revisioned,
    body: str,
    *,
    by: access.Person,
    base_version: int = 0,
    shown: Callable[[markup.Rendered], str] = attrgetter("html"),
) -> Preview:
    """How `body`, written `by` somebody, will look in the place of `text`, and what it changes since `base_version`; 0 for
    a new text.

    `shown` chooses what of the whole is looked at, where a part of it is being written.
    """
    try:
        rendered = text.render_text(as_stored(markup.clean_text(body)), by=by)
        before = _before(text, base_version) if text.pk else None
        return Preview(shown(rendered), None if before is None else markup.compare(before, rendered.html))
    except markup.RenderRefused as refused:
        return Preview(error=str(REFUSALS[refused.reason]))


def _before(text: Revisioned, base_version: int) -> str | None:
    """The text that the person began with: what others saved since is no change of hers. None where it has been hidden."""
    if base_version == text.version:
        return text.render_text(text.body).html
    try:
        base = text.revision(base_version)
    except UnknownVersion:
        return text.render_text(text.body).html
    return None if base.is_text_hidden else text.render_text(base.body).html


NOT_SAVED = 422
CONFLICT = 409


class Editing[Text: Revisioned]:
    """One person's form for one text: `respond` answers a request for it.

    `preview_fragment` and `presence_fragment` answer for its preview and for who else is writing.
    """

    template: ClassVar[str]
    frame: ClassVar[str]
    """The template around a conflict, as around the screens about its versions."""
    name: ClassVar[str] = "text"  # what the templates call it

    def __init__(self, request: HttpRequest, text: Text) -> None:
        self.request, self.text = request, text

    # What is the text's own

    def form(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> RevisionForm:
        """The form, empty of both: then nothing stands in it yet."""
        return RevisionForm(data, initial=initial)

    def as_it_stands(self) -> dict[str, Any]:
        """What the form begins with."""
        return {"title": self.text.title, "body": self.text.body, "base_version": self.text.version}

    def as_it_stood(self, version: int) -> TitleAndBody:
        """What the form held at that version; raises ValidationError."""
        if version == self.text.version:
            return TitleAndBody(self.text.title, self.text.body)
        revision = self.text.base(version)
        return TitleAndBody(revision.title, revision.body)

    @property
    def key(self) -> str:
        """What the drafts of the form are found by."""
        return draft_key(self.text)

    @property
    def label(self) -> str:
        """What its drafts are listed as."""
        return self.text.title

    @property
    def place(self) -> str:
        """Where in the text the form is, for those who write at the same time; "" is the whole."""
        return ""

    def sent(self, form: RevisionForm) -> dict[str, Any]:
        """What `revise` takes of a valid form."""
        return form.cleaned_data

    def closed(self) -> HttpResponse | None:
        """The screen in place of the form, where there is nothing to write."""
        return None

    def refusal(self) -> ValidationError | None:
        """Why nothing may be compared with what was typed: it is given back with that."""
        return None

    def explain(self, form: RevisionForm, error: ValidationError) -> dict[str, Any]:
        """Puts what a verb refused into the form; returns what the template has to know besides."""
        add_error(form, error)
        return {}

    def conflict_context(self) -> dict[str, Any]:
        """What the conflict's template has to know besides the text and the conflict."""
        return {}

    # What is the same for all

    def respond(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.closed() or self.open()
        form = self.form(self.request.POST)
        if error := self.refusal():
            return self.show(form, error=error)
        if "choose" in self.request.POST:
            try:
                screen = conflict_again(self.text, self.request.POST)
            except TextHidden as error:
                form.begin_again_from(self.text.version)
                return self.show(form, error=error)
            return self.show_conflict(screen, draft=self.store_draft(screen.carried))
        if wants_preview(self.request):
            return self.show(form, preview=self.preview())
        return self.save(form) if form.is_valid() else self.show(form)

    def open(self) -> HttpResponse:
        """The form as the text stands, or with the draft that the address asks to go on with."""
        draft = autosave.draft_in(self.request, self.key)
        if draft is None:
            return self.begin()
        if screen := conflict_resumed(self.text, draft.fields):
            return self.show_conflict(screen, draft=draft)
        resumed = self.resume(draft)
        return self.show(self.form(initial=self.values_of(resumed)), resumed=resumed)

    def begin(self) -> HttpResponse:
        """The form as the text stands."""
        return self.show(self.form(initial=self.as_it_stands()))

    def resume(self, draft: Draft) -> ResumedDraft:
        newest = self.as_it_stood(self.text.version)
        try:
            base = self.as_it_stood(base_version_of(draft))
        except ValidationError:  # the form says so when it is sent
            return ResumedDraft(draft, TitleAndBody(draft.fields.get("title", ""), draft.fields.get("body", "")), 0)
        return bring_up(self.text, draft, base=base, newest=newest, reader=actor(self.request))

    def values_of(self, resumed: ResumedDraft) -> dict[str, Any]:
        """What the form holds with a draft in it."""
        words, fields = resumed.words, resumed.draft.fields
        values = self.as_it_stands() | {"summary": "", "is_minor": ""}
        values |= {name: fields.get(name, "") for name in values if name in fields or name == "is_minor"}
        return values | {"title": words.title, "body": words.body, "base_version": resumed.base_version}

    def presence_fragment(self) -> HttpResponse:
        """Who else is writing, for the screen to show in place; the form tells which heading its caret is under."""
        found = other_writers_at(
            self.request, draft_key(self.text), place=self.request.POST.get("place", "") or self.place
        )
        return render(self.request, "parts/editor/presence.html", {"other_writers": found})

    def preview_fragment(self) -> HttpResponse:
        """How the text of the form will look, and what it changes, for the screen to show in place."""
        return render(self.request, "parts/editor/preview.html", {"preview": self.preview()})

    def preview(self) -> Preview:
        if error := self.refusal():
            return Preview(error=error.messages[0])
        form = self.form(self.request.POST)
        form.is_valid()
        body, base_version = form.cleaned_data.get("body", ""), form.cleaned_data.get("base_version", 0)
        return preview_of(self.text, body, by=self.request.user, base_version=base_version)

    def save(self, form: RevisionForm) -> HttpResponse:
        try:
            with saved_as_draft_when_late(self.request), first_contributions.counted(actor(self.request), "save"):
                outcome = self.text.revise(author=actor(self.request), alongside=self.finish, **self.sent(form))
        except EditConflict as conflict:
            screen = conflict_of(self.text, conflict, mine=form.cleaned_data["body"], form=form)
            return self.show_conflict(screen, status=CONFLICT, draft=self.store_draft(screen.words))
        except ValidationError as error:
            if isinstance(error, UnknownVersion):
                form.begin_again_from(self.text.version)
            return self.show(form, error=error)
        announce_saved(self.request, outcome)
        return redirect(self.text)

    def finish(self) -> None:
        """The form is done with. In the transaction of the save: each of its own would wait for the disk once more."""
        autosave.sent(self.request)
        Presence.objects.leave(actor(self.request), draft_key(self.text))

    def store_draft(self, words: Mapping[str, str]) -> Draft | None:
        """What meets a conflict is the draft of the whole text: whoever leaves the screen finds it again."""
        key, url = draft_key(self.text), self.text.screen_url("edit")
        return store_as_draft(self.request, key, words, label=str(self.text.title), url=url)

    def show(
        self,
        form: RevisionForm,
        *,
        preview: Preview | None = None,
        error: ValidationError | None = None,
        resumed: ResumedDraft | None = None,
        draft: Draft | None = None,
    ) -> HttpResponse:
        more = dict(self.around) | (self.explain(form, error) if error else {})
        context = {self.name: self.text, "form": form, "preview": preview, "resumed": resumed, **more}
        context["draft"] = draft or more.get("draft") or (resumed.draft if resumed else None)
        is_refused = form.is_bound and preview is None
        return render(self.request, self.template, context, status=NOT_SAVED if is_refused else 200)

    @cached_property
    def around(self) -> Mapping[str, Any]:
        """What every form of a text is surrounded by: its drafts, and who else is writing."""
        key = draft_key(self.text)
        arrival = Presence.objects.touch(actor(self.request), key, self.place, draft_key=self.key)
        return {
            "draft_key": self.key,
            "draft_label": self.label,
            "waiting": waiting_drafts(self.request, self.key, self.text) if arrival.has_drafts else (),
            "other_writers": other_writers_met(self.request, key, arrival),
        }

    def show_conflict(self, conflict: ConflictScreen, *, status: int = 200, draft: Draft | None = None) -> HttpResponse:
        context = {"frame": self.frame, "text": self.text, self.name: self.text, "conflict": conflict, "draft": draft}
        return render(
            self.request, "contributions/revisions/conflict.html", context | self.conflict_context(), status=status
        )


def wants_preview(request: HttpRequest) -> bool:
    """A submit button says so, or, for the script that shows it in place, the address."""
    return "preview" in request.POST or "preview" in request.GET
