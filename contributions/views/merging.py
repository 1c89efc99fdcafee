"""Screens on which editors merge pages and split them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from campaign.site_settings.current import first_language_words
from common import markup
from common.forms.fields import CleanCharField, add_error
from common.forms.screens import show_form
from common.markup import one_line
from common.paging import parse_int
from contributions.moderation.merging.merge import MergeConflict, merge_pages, proposal
from contributions.moderation.merging.splitting import halves, restore, split_off
from contributions.pages.models import Page
from contributions.pages.moderated_page import TitleTaken
from contributions.revision_views import Preview, SummaryField, TextForm, preview_of, wants_preview
from contributions.revision_views.resuming import store_as_draft
from contributions.revision_views.revision import BaseVersionField
from contributions.revisions import TITLE_LENGTH, StaleVersion, UnknownVersion
from contributions.views.pages.forms import TitleForm
from contributions.views.pages.resolvers import on_page
from contributions.views.protecting.change_proposal import Typed
from drafts import autosave

if TYPE_CHECKING:
    from contributions.views.pages.edit import PageEditing


# The forms of merging and splitting. What a title or a text may be, the verbs decide; these hold what was typed.


class TargetForm(forms.Form):
    """Which page takes the other one in."""

    into = CleanCharField(
        label=gettext_lazy("The title of the page that stays"),
        required=False,
        help_text=gettext_lazy("The other one leads there afterwards, with all that was said about it."),
        widget=forms.TextInput(attrs={"list": "titles"}),
    )

    def __init__(self, *args: Any, source: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_into(self) -> Page:
        title = one_line(self.cleaned_data["into"])
        found = Page.objects.visible().with_title(title).select_related("theme").first() if title else None
        if found is None:
            raise forms.ValidationError(gettext_lazy("No page has this title. Choose one from the list."), code="none")
        if found.pk == self.source.pk:
            raise forms.ValidationError(gettext_lazy("This is the same page: choose another one."), code="same")
        return found


class MergeForm(TextForm):
    """The text that the two pages have together, and the versions that it was made of."""

    title = None  # type: ignore[assignment]
    summary = SummaryField(
        label=gettext_lazy("Why are they merged?"),
        widget=forms.TextInput(
            attrs={"form": "writing", "placeholder": gettext_lazy("Why are they merged? (optional)")}
        ),
    )
    into = CleanCharField(required=False, widget=forms.HiddenInput)
    source_version = BaseVersionField()
    target_version = BaseVersionField()

    def begin_again(self, *, body: str, source: int, target: int) -> None:
        """The same form above the newest versions."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data["body"], data["source_version"], data["target_version"] = body, str(source), str(target)
        self.data = data


class SplitForm(TitleForm):
    """Which sections become a page of their own, and what it is called."""

    sections = forms.MultipleChoiceField(
        label=gettext_lazy("The sections that go"), required=False, widget=forms.CheckboxSelectMultiple
    )
    title = CleanCharField(
        label=gettext_lazy("The title of the new page"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": TITLE_LENGTH}),
    )
    leaves_link = forms.BooleanField(
        label=gettext_lazy("Leave a link to it in their place"), required=False, initial=True
    )
    base_version = BaseVersionField()

    def __init__(self, *args: Any, sections: tuple[markup.MarkdownSection, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.heading.id, first_language_words(one.heading.title)) for one in sections]
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]

    def begin_again_from(self, version: int) -> None:
        """What was chosen stays, above this version."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["base_version"] = str(version)
        self.data = data


# Redirects an edit that was begun before its page was merged: merges it into the target page.


def go_on(editing: PageEditing, target: Page) -> HttpResponse:
    """The form of the page that took the other one in, with what was changed in that one; nothing is saved yet."""
    form = editing.form(editing.request.POST)
    form.is_valid()
    body = put_into(target, editing.text, Typed.read(editing, form))
    data = editing.request.POST.copy()
    data["title"], data["body"], data["base_version"] = target.title, body, str(target.version)
    there = type(editing).of_whole(editing.request, target)
    words = {name: str(data[name]) for name in ("title", "body", "base_version")}
    draft = store_as_draft(editing.request, there.key, words, label=there.label, url=target.screen_url("edit"))
    if error := there.refusal():
        return there.show(there.form(data), error=error)
    preview = preview_of(target, body, by=editing.request.user, base_version=target.version)
    return there.show(there.form(data), preview=preview, draft=draft)


def put_into(target: Page, source: Page, typed: Typed) -> str:
    """The text of the one page with what somebody changed in the other; where they touch, both texts."""
    try:
        base = source.base(typed.base_version).body
    except UnknownVersion:
        base = source.body
    return markup.merge(base, typed.body, target.body).text


# Cutting a page in two: which sections go, how both look, and then both are saved.


NOT_SPLIT = 422


@dataclass(frozen=True)
class BothHalves:
    """How the two pages will look."""

    left: str
    taken: str


@editors_only
@on_page(with_text=True, merged="leads")
def page_split(request: HttpRequest, page: Page) -> HttpResponse:
    """The sections, the title of the new page, and, before anything is saved, how both look."""
    key = f"page:{page.pk}:split"
    sections = _sections(page)
    typed = autosave.words(request, key, SplitForm)
    began = parse_int(typed.get("base_version", "")) or page.version
    now = typed | {"base_version": page.version}
    form = SplitForm(request.POST if request.method == "POST" else None, initial=now, sections=sections)
    seen = taken = None
    if form.is_valid():
        try:
            if not wants_preview(request):
                return _split(request, page, form)
            seen = _seen(page, form)
        except StaleVersion:
            form.begin_again_from(page.version)
            form.add_error(None, _("The text has just changed. Look at the newest version, then try again."))
        except TitleTaken as error:
            taken = error.page if error.page and not error.page.is_hidden else None
            add_error(form, error, field="title")
        except ValidationError as error:
            add_error(form, error)
    context = {"page": page, "sections": sections, "seen": seen, "taken": taken, "draft_key": key}
    context["changes_url"] = page.changes_url(began, page.version) if began < page.version else ""
    return show_form(request, form, "contributions/pages/split.html", context)


def _split(request: HttpRequest, page: Page, form: SplitForm) -> HttpResponse:
    sent = form.cleaned_data
    made = split_off(
        page,
        sent["sections"],
        title=sent["title"],
        by=actor(request),
        version=sent["base_version"] or page.version,
        leaves_link=sent["leaves_link"],
    )
    autosave.sent(request)
    messages.success(request, _("The new page is open. Its history says where its words come from."))
    return redirect(made.page)


def _seen(page: Page, form: SplitForm) -> BothHalves:
    """Raises TitleTaken before she reads both, rather than when she saves them."""
    sent = form.cleaned_data
    if taken := Page.objects.with_title(sent["title"]).first():
        raise TitleTaken(taken)
    parts = halves(page, sent["sections"], title=sent["title"], leaves_link=sent["leaves_link"])
    to_come = {markup.title_key(sent["title"]): markup.WikiLink(url="#taken", exists=True)}
    try:
        return BothHalves(*(_html(page, part, to_come) for part in parts))
    except markup.RenderRefused:
        raise ValidationError(_("The text could not be laid out just now. Try again in a moment.")) from None


def _html(page: Page, body: str, to_come: dict[str, markup.WikiLink]) -> str:
    """Returns a half as it will look; what links to the page that is not there yet leads to its preview."""
    details = page.rendered_from(body)
    return markup.render(**details | {"links": details["links"] | to_come}).html


def _sections(page: Page) -> tuple[markup.MarkdownSection, ...]:
    try:
        return markup.find_sections(page.body, page.render_text(page.body).contents)
    except markup.RenderRefused:
        return ()


# Merging two pages, and making a merged one a page of its own again: HTTP into verbs.


NOT_MERGED, CHANGED = 422, 409
TITLES = 300


@editors_only
@on_page(with_text=True, merged="leads")
def page_merge(request: HttpRequest, page: Page) -> HttpResponse:
    """First the page that takes this one in (`?into=` its title); then both texts, and one made of them, to be changed."""
    data = request.POST if request.method == "POST" else request.GET
    choice = TargetForm(data if "into" in data else None, source=page)
    if not choice.is_valid():
        return _choose(request, page, choice)
    target: Page = choice.cleaned_data["into"]
    if request.method != "POST":
        return _begin(request, page, target, choice)
    form = MergeForm(request.POST)
    if wants_preview(request):
        body = request.POST.get("body", "")
        preview = preview_of(target, body, by=request.user, base_version=target.version)
        return _show(request, page, target, form, preview=preview)
    return _save(request, page, target, form) if form.is_valid() else _show(request, page, target, form)


def _choose(request: HttpRequest, page: Page, form: TargetForm) -> HttpResponse:
    others = Page.objects.visible().exclude(pk=page.pk).order_by("title")
    own = others.for_theme(page.theme).values_list("title", flat=True)[:TITLES]
    further = others.exclude(theme=page.theme).values_list("title", flat=True)[:TITLES]
    context = {"page": page, "titles": [*own, *further]}
    return show_form(request, form, "contributions/pages/merge.html", context)


def _begin(request: HttpRequest, page: Page, target: Page, choice: TargetForm) -> HttpResponse:
    try:
        body = proposal(page, target)
    except ValidationError as error:
        choice.add_error("into", error)
        return _choose(request, page, choice)
    now: dict[str, Any] = {"body": body, "source_version": page.version, "target_version": target.version}
    now |= autosave.words(request, _key(page, target)) | {"into": target.title}
    return _show(request, page, target, MergeForm(initial=now))


def _save(request: HttpRequest, page: Page, target: Page, form: MergeForm) -> HttpResponse:
    sent = form.cleaned_data
    try:
        merge_pages(
            page,
            target,
            by=actor(request),
            body=sent["body"],
            versions=(sent["source_version"] or page.version, sent["target_version"] or target.version),
            summary=sent["summary"],
        )
    except MergeConflict as error:
        form.begin_again(body=error.merge.text, source=page.version, target=target.version)
        form.add_error(None, error)
        return _show(request, page, target, form, status=CHANGED)
    except ValidationError as error:
        add_error(form, error)
        return _show(request, page, target, form)
    autosave.sent(request)
    messages.success(request, _("The two pages are one. Both histories can still be read."))
    return redirect(target)


def _key(page: Page, target: Page) -> str:
    return f"page:{page.pk}:merge:{target.pk}"


def _show(
    request: HttpRequest,
    page: Page,
    target: Page,
    form: MergeForm,
    *,
    preview: Preview | None = None,
    status: int = 0,
) -> HttpResponse:
    context = {
        "page": page,
        "target": target,
        "form": form,
        "preview": preview,
        "draft_key": _key(page, target),
        "draft_label": page.title,
    }
    status = status or (NOT_MERGED if form.errors else 200)
    return render(request, "contributions/pages/merge.html", context, status=200 if preview else status)


@require_POST
@editors_only
@on_page(merged="reads")
def page_restore(request: HttpRequest, page: Page) -> HttpResponse:
    """Undoes a merging."""
    try:
        restore(page, by=actor(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(page)
    messages.success(request, _("It is a page of its own again, with all that was said about it."))
    return redirect(page)
