"""Writing: a new page, an edit, a preview. What was typed comes back with every error.

The sections of a page, each edited alone: found by the id of its heading, put back into the version it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Person, actor, contributors_only
from campaign.calendar.rights import rights_of, saved_as_draft_when_late
from common import markup
from common.forms.fields import add_error, refusal
from contributions.moderation import first_contributions
from contributions.page_templates import PageTemplate
from contributions.pages.models import Page
from contributions.pages.moderated_page import SectionGone, TitleTaken
from contributions.revision_views import Editing, Preview, RevisionForm, preview_of, wants_preview
from contributions.revision_views.editing import OtherWriters
from contributions.revision_views.resuming import (
    ResumedDraft,
    TitleAndBody,
    base_version_of,
    saved_since,
    store_as_draft,
    waiting_drafts,
)
from contributions.revision_views.revision import BaseVersionField
from contributions.views import merging
from contributions.views.pages.form_cache import cached_form
from contributions.views.pages.forms import NewPageForm, PageForm, SectionForm
from contributions.views.pages.resolvers import on_page, theme_at
from contributions.views.passages import closed_form
from contributions.views.protecting import change_proposal
from contributions.views.questions.ask import answering, question_in
from drafts import autosave
from drafts.models import Draft
from themes.models import Theme


def section_at(page: Page, id: str, *, version: int) -> markup.MarkdownSection:
    """The section of a version of the page; raises UnknownVersion, SectionGone."""
    body = _body_at(page, version)
    found = markup.section_of(body, _headings(page, body), id)
    if found is None:
        raise SectionGone
    return found


def whole_text(page: Page, id: str, new: str, *, version: int) -> str:
    """The text of that version with `new` in the place of its section; raises as `section_at` does."""
    return markup.with_section(_body_at(page, version), section_at(page, id, version=version), new)


def title_at(page: Page, version: int) -> str:
    """The title that the page had: whoever edits a section changes none. Raises UnknownVersion."""
    return page.title if version == page.version else page.base(version).title


def title_of_section(page: Page, id: str, version: object) -> str:
    """What the section is called; "" where that version has no such section, does not exist, or is hidden."""
    number = BaseVersionField().clean(version)
    try:
        if number != page.version and page.revision(number).is_text_hidden:
            return ""
        return section_at(page, id, version=number).heading.title
    except ValidationError:
        return ""


def html_of_section(section: markup.MarkdownSection, new: str, rendered: markup.Rendered) -> str:
    """How the new text of a section looks, out of the whole text that it went into."""
    first = section.heading.line or 0
    return markup.html_of_lines(rendered, first, first + new.strip("\n").count("\n"))


def _body_at(page: Page, version: int) -> str:
    return page.body if version == page.version else page.base(version).body


def _headings(page: Page, body: str) -> Iterable[markup.Heading]:
    """Of the text as it stands, the page knows them; of another one they are asked for."""
    if body == page.body and all("line" in heading for heading in page.contents):
        return [markup.Heading(**heading) for heading in page.contents]
    try:
        return page.render_text(body).contents
    except markup.RenderRefused as refused:
        raise ValidationError({"body": refusal(refused)}) from None


NOT_SAVED = 422
LONGEST_KEY = Draft._meta.get_field("key").max_length or 0


@contributors_only
def page_new(request: HttpRequest, theme: str) -> HttpResponse:
    """Opens a page under a question; the form can be sent twice and makes one page."""
    the_theme = theme_at(theme)
    if request.method != "POST":
        if not rights_of(request).write:
            return closed_form(request, "write", key_of_new(the_theme), theme=the_theme)
        return show_new(request, the_theme, NewPageForm(initial=begun(request, the_theme)))
    form = NewPageForm(request.POST)
    if wants_preview(request):
        preview = preview_of_new(the_theme, request.POST.get("body", ""), by=request.user)
        return show_new(request, the_theme, form, preview=preview)
    if form.is_valid():
        try:
            with saved_as_draft_when_late(request), first_contributions.counted(actor(request), "open"):
                page = Page.objects.write(
                    theme=the_theme, author=actor(request), alongside=answering(request), **form.cleaned_data
                )
        except ValidationError as error:
            return show_new(request, the_theme, form, error=error)
        autosave.sent(request)
        messages.success(request, _("The page is open. Your colleagues can read it and improve it."))
        return redirect(page)
    return show_new(request, the_theme, form)


def key_of_new(theme: Theme) -> str:
    """What the drafts of new pages under this question are found by."""
    return f"theme:{theme.pk}:new"


def begun(request: HttpRequest, theme: Theme) -> dict[str, str]:
    """What a new page begins with: a draft that is gone on with, else a title that a link names and the editors'
    template, unless `?blank` says otherwise.
    """
    if draft := autosave.draft_in(request, key_of_new(theme)):
        return {name: draft.fields.get(name, "") for name in ("title", "body")}
    body = "" if "blank" in request.GET else PageTemplate.objects.current().outline
    return {"title": request.GET.get("title", ""), "body": body}


def preview_of_new(theme: Theme, body: str, *, by: Person) -> Preview:
    """How the page will look, without what is left empty of the template: that is left out when it is saved."""
    page = Page(theme=theme)
    try:
        return preview_of(page, page.first_text(markup.clean_text(body)), by=by)
    except markup.RenderRefused:
        return preview_of(page, body, by=by)


def show_new(
    request: HttpRequest,
    theme: Theme,
    form: NewPageForm,
    *,
    preview: Preview | None = None,
    error: ValidationError | None = None,
) -> HttpResponse:
    if error:
        add_error(form, error, field=field_of(error))
    template = {"template": PageTemplate.objects.current(), "is_blank": "blank" in request.GET}
    context = {"theme": theme, "form": form, "preview": preview, "taken": incorporated_by(error), **template}
    context["question"] = question_in(request)
    context |= {"draft_key": key_of_new(theme), "draft_label": _("A new page"), **drafts_of_new(request, theme)}
    is_refused = form.is_bound and preview is None
    return render(request, "contributions/pages/new.html", context, status=NOT_SAVED if is_refused else 200)


def drafts_of_new(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    key = key_of_new(theme)
    draft = autosave.draft_in(request, key)
    resumed = (
        ResumedDraft(draft, TitleAndBody(draft.fields.get("title", ""), draft.fields.get("body", "")), 0)
        if draft
        else None
    )
    return {"waiting": waiting_drafts(request, key), "resumed": resumed}


class PageEditing(Editing[Page]):
    """Improving a page."""

    template = "contributions/pages/edit.html"
    frame = "contributions/pages/_revisions.html"
    name = "page"

    @cached_property
    def around(self) -> Mapping[str, Any]:
        """A page that is not there to be read has neither drafts nor company: the form goes on with the draft that it has."""
        if self.text.pk:
            return super().around
        draft_key = self.request.POST.get("draft_key", "")[:LONGEST_KEY]
        return {"draft_key": draft_key, "draft_label": self.label, "waiting": (), "other_writers": OtherWriters(())}

    @classmethod
    def of_whole(cls, request: HttpRequest, page: Page) -> PageEditing:
        return PageEditing(request, page)

    def respond(self) -> HttpResponse:
        if "follow" in self.request.POST and self.text.merged_into:
            return merging.go_on(self, self.text.merged_into)
        return super().respond()

    def form(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> RevisionForm:
        return PageForm(data, page=self.text, initial=initial)

    def begin(self) -> HttpResponse:
        around = self.around
        if around["waiting"] or around["other_writers"].others:
            return super().begin()
        return cached_form(self.request, self.text, show_alone) or super().begin()

    def closed(self) -> HttpResponse | None:
        is_open = self.text.open_rights.write
        if is_open and self.text.is_writable_by(self.request.user):
            return None
        if is_open and self.text.is_protected and not self.text.is_hidden:
            return change_proposal.show_protected(self.request, self.text, self.key)
        return closed_form(self.request, "write", self.key, theme=self.text.theme, page=self.text)

    def refusal(self) -> ValidationError | None:
        """The page may have been hidden, protected or merged since the form was opened."""
        try:
            self.text.check_order(actor(self.request))
        except ValidationError as refused:
            return refused
        return None

    def explain(self, form: RevisionForm, error: ValidationError) -> dict[str, Any]:
        add_error(form, error, field=field_of(error))
        return {"taken": incorporated_by(error)} | change_proposal.around_refusal(self, form, error)


def show_alone(request: HttpRequest, page: Page) -> HttpResponse:
    """The form of a page in which nobody else is writing, for somebody who begins."""
    editing = PageEditing(request, page)
    editing.around = {
        "draft_key": editing.key,
        "draft_label": editing.label,
        "waiting": (),
        "other_writers": OtherWriters(()),
    }
    return editing.show(editing.form(initial=editing.as_it_stands()))


class SectionEditing(PageEditing):
    """Improving one section: its text alone is shown, and goes back into the version that it came from."""

    def __init__(self, request: HttpRequest, page: Page, section: str) -> None:
        super().__init__(request, page)
        self.section = section
        self.draft = autosave.draft_in(request, self.key)
        self.title = title_of_section(page, section, request.POST.get("base_version", page.version))
        if self.draft and not self.title:
            self.title = title_of_section(page, section, base_version_of(self.draft))

    def form(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> RevisionForm:
        return SectionForm(data, initial=initial, section_title=self.title)

    def as_it_stands(self) -> dict[str, Any]:
        version = self.text.version
        try:
            body = section_at(self.text, self.section, version=version).text
        except SectionGone:  # then a draft is gone on with: its words take the place
            body = ""
        return {"section": self.section, "body": body, "base_version": version}

    def as_it_stood(self, version: int) -> TitleAndBody:
        return TitleAndBody("", section_at(self.text, self.section, version=version).text)

    @property
    def key(self) -> str:
        return f"{super().key}:{markup.clean_text(self.section)}"[:LONGEST_KEY]

    @property
    def label(self) -> str:
        return f"{self.text.title}, {self.title}" if self.title else self.text.title

    @property
    def place(self) -> str:
        return self.title

    def sent(self, form: RevisionForm) -> dict[str, Any]:
        """The whole text with the section in it: what is saved, compared and merged is a text of the page as always."""
        sent, version = form.cleaned_data, form.cleaned_data["base_version"]
        sent.pop("section")
        sent["body"] = whole_text(self.text, self.section, sent["body"], version=version)
        return sent | {"title": title_at(self.text, version), "summary": sent["summary"] or self.title}

    def closed(self) -> HttpResponse | None:
        """A link to a section that has been renamed since leads to the whole page, unless somebody goes on with a draft."""
        if (closed := super().closed()) or self.title or self.draft:
            return closed
        messages.info(self.request, _("This section is not in the page any more: here is the whole page."))
        return redirect(self.text.screen_url("edit"))

    def resume(self, draft: Draft) -> ResumedDraft:
        """Where the section is gone, or has another name by now, the draft stays with the version that it began with."""
        try:
            return super().resume(draft)
        except SectionGone:
            version, words = base_version_of(draft), TitleAndBody("", draft.fields.get("body", ""))
            meanwhile = saved_since(self.text, version, actor(self.request))
            return ResumedDraft(draft, words, version, meanwhile, is_section_gone=True)

    def explain(self, form: RevisionForm, error: ValidationError) -> dict[str, Any]:
        return super().explain(form, error) | {"is_section_gone": isinstance(error, SectionGone)}

    def preview(self) -> Preview:
        if error := self.refusal():
            return Preview(error=error.messages[0])
        form = self.form(self.request.POST)
        form.is_valid()
        body, version = form.cleaned_data.get("body", ""), form.cleaned_data.get("base_version", 0)
        try:
            section = section_at(self.text, self.section, version=version)
            whole = whole_text(self.text, self.section, body, version=version)
        except ValidationError as refused:
            return Preview(error=refused.messages[0])
        shown = partial(html_of_section, section, body)
        return preview_of(self.text, whole, by=self.request.user, base_version=version, shown=shown)

    def respond(self) -> HttpResponse:
        if "whole" in self.request.POST and not self.refusal():
            return self.go_on_in_the_whole_page()
        return super().respond()

    def go_on_in_the_whole_page(self) -> HttpResponse:
        """The form of the whole page, with what was typed at its end: for a section that is not there any more."""
        page, data = self.text, self.request.POST.copy()
        body = f"{page.body.rstrip()}\n\n{markup.clean_text(str(data.get('body', ''))).strip()}\n"
        data["title"], data["body"], data["base_version"] = page.title, body, str(page.version)
        editing = PageEditing(self.request, page)
        words = {name: str(data[name]) for name in ("title", "body", "base_version")}
        draft = store_as_draft(self.request, editing.key, words, label=editing.label, url=page.screen_url("edit"))
        preview = preview_of(page, body, by=self.request.user, base_version=page.version)
        return editing.show(editing.form(data), preview=preview, draft=draft)


@contributors_only
@on_page(with_text=True, gives_back=True)
def page_edit(request: HttpRequest, page: Page) -> HttpResponse:
    """Improves a page. Edits that do not touch each other are merged; where they do, both texts are shown."""
    return editing_of(request, page).respond()


@require_POST
@contributors_only
@on_page()
def page_presence(request: HttpRequest, page: Page) -> HttpResponse:
    return PageEditing(request, page).presence_fragment()


@require_POST
@contributors_only
@on_page(with_text=True, gives_back=True)
def page_preview(request: HttpRequest, page: Page) -> HttpResponse:
    return editing_of(request, page).preview_fragment()


def editing_of(request: HttpRequest, page: Page) -> PageEditing:
    """Of the whole page, or of the section that the address, or a form that was sent, names."""
    section = (request.POST if request.method == "POST" else request.GET).get("section", "")
    return SectionEditing(request, page, section) if section else PageEditing(request, page)


def field_of(error: ValidationError) -> str | None:
    return "title" if isinstance(error, TitleTaken) else None


def incorporated_by(error: ValidationError | None) -> Page | None:
    """The page that has the title already, if its address may be given away."""
    page = error.page if isinstance(error, TitleTaken) else None
    return page if page and not page.is_hidden else None
