"""The screens about the versions of a text: all of them, one, two compared, and going back or undoing.

Pages, comments, tips, sections, texts of courses and the template of new pages share them. Each says in a small subclass
what is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from contributions.revision_views.comparison import (
    REVERT,
    UNDO,
    Comparison,
    Fact,
    announce_restored,
    comparison_of,
    restore_screen_of,
)
from contributions.revision_views.conflicts import undo_conflict_of
from contributions.revision_views.revision import (
    History,
    RestoreForm,
    RevisionScreen,
    history_of,
    revision_or_404,
    revision_screen_of,
    version_in,
)
from contributions.revisions import EditConflict, Revisioned
from drafts import autosave


class RevisionScreens[Text: Revisioned]:
    """The screens of one text, on one request."""

    frame: ClassVar[str]
    """The template around them: the way to the text, its colour, its styles."""
    name: ClassVar[str] = "text"  # what the frame calls it

    def __init__(self, request: HttpRequest, text: Text) -> None:
        self.request, self.text = request, text

    @classmethod
    def urls(cls, stem: str, find: Callable[..., Text]) -> list[URLPattern]:
        """The addresses of a text that editors alone see; `find` gets what its address names it by."""

        def view(screen: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
            @editors_only
            def revision_screen(request: HttpRequest, version: int | None = None, **address: Any) -> HttpResponse:
                screens = cls(request, find(**address))
                return screen(screens) if version is None else screen(screens, version)

            return revision_screen

        return [
            path("history/", view(cls.history), name=f"{stem}_history"),
            path("revisions/<int:version>/", view(cls.revision), name=f"{stem}_revision"),
            path("diff/", view(cls.diff), name=f"{stem}_diff"),
            path("revert/", view(cls.revert), name=f"{stem}_revert"),
            path("undo/", view(cls.undo), name=f"{stem}_undo"),
        ]

    # What is the text's own

    @property
    def heading(self) -> str:
        """What stands above its history where that is not “History of” and the title."""
        return ""

    def facts(self, older: Any, newer: Any) -> Sequence[Fact]:
        """What else than title and text two versions may differ in."""
        return ()

    def saving(self) -> AbstractContextManager[Any]:
        """What is around the act of going back."""
        return nullcontext()

    def closed(self, draft_key: str) -> HttpResponse | None:
        """The screen in place of the question, where nothing may be written now."""
        return None

    # What is the same for all

    def history(self) -> HttpResponse:
        return self.show_history(history_of(self.text, self.request.GET))

    def revision(self, version: int) -> HttpResponse:
        return self.show_revision(revision_screen_of(self.text, version))

    def diff(self) -> HttpResponse:
        return self.show_diff(comparison_of(self.text, self.request.GET, more_facts=self.facts))

    def revert(self) -> HttpResponse:
        """Asks, then makes the text of an older version the newest one again."""
        return self._restore(REVERT)

    def undo(self) -> HttpResponse:
        """Asks, then takes back what one version changed. Where later ones touch it, both texts are shown."""
        return self._restore(UNDO)

    def show_history(self, history: History) -> HttpResponse:
        return self._show("history", _("History"), history=history, heading=self.heading)

    def show_revision(self, reading: RevisionScreen) -> HttpResponse:
        here = _("Version %(version)s") % {"version": reading.revision.version}
        return self._show("revision", here, reading=reading)

    def show_diff(self, comparison: Comparison) -> HttpResponse:
        return self._show("diff", _("What has changed"), comparison=comparison)

    def _restore(self, act: str) -> HttpResponse:
        """The question on a GET, the act on a POST."""
        request, text = self.request, self.text
        data = request.POST if request.method == "POST" else None
        revision = revision_or_404(text, version_in(request.GET if data is None else data, "version"))
        key = f"{text._meta.model_name}:{text.pk}:{act}:{revision.version}"
        if closed := self.closed(key):
            return closed
        form = RestoreForm(data, initial=autosave.words(request, key) | {"version": revision.version})
        if form.is_valid() and (done := self._restored(act, form)):
            return done
        here = _("Undo") if act == UNDO else _("Go back")
        restoring = restore_screen_of(text, revision, act)
        shown = {"form": form, "revision": revision, "restoring": restoring, "draft_key": key}
        return self._show("restore", here, status=422 if form.errors else 200, **shown)

    def _restored(self, act: str, form: RestoreForm) -> HttpResponse | None:
        """Goes back; None where the form says why not."""
        restore = self.text.undo if act == UNDO else self.text.revert_to
        summary = form.cleaned_data["summary"]
        try:
            with self.saving():
                outcome = restore(form.cleaned_data["version"], author=actor(self.request), summary=summary)
        except EditConflict as conflict:
            screen = undo_conflict_of(self.text, conflict, summary=summary)
            return self._show("conflict", "", status=409, conflict=screen)
        except ValidationError as refusal:
            add_error(form, refusal)
            return None
        autosave.sent(self.request)
        announce_restored(self.request, outcome, act)
        return redirect(self.text)

    def _show(self, screen: str, here: str, *, status: int = 200, **shown: Any) -> HttpResponse:
        context = {"frame": self.frame, "text": self.text, self.name: self.text, "here": here, **shown}
        return render(self.request, f"contributions/revisions/{screen}.html", context, status=status)
