"""Writing: a new page, an edit, a preview. What was typed comes back with every error."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only
from campaign.models import Phase
from contributions.pages.addresses import on_page, theme_at
from contributions.pages.errors import PageHidden, TitleTaken
from contributions.pages.forms import NewPageForm, PageForm
from contributions.pages.models import Page
from contributions.revision_screens import (
    ConflictScreen,
    Preview,
    add_error,
    conflict_again,
    conflict_of,
    preview_of,
    tell_outcome,
)
from contributions.revisions import EditConflict, UnknownVersion
from themes.models import Theme

NOT_SAVED = 422


@contributors_only
def page_new(request: HttpRequest, theme: str) -> HttpResponse:
    """Opens a page under a question; the form can be sent twice and makes one page."""
    the_theme = theme_at(theme)
    if request.method != "POST":
        if not Phase.objects.writing_is_open():
            return render(request, "contributions/writing_closed.html", {"theme": the_theme})
        return show_new(request, the_theme, NewPageForm(initial={"title": request.GET.get("title", "")}))
    form = NewPageForm(request.POST)
    if wants_preview(request):
        return show_new(
            request, the_theme, form, preview=preview_of(Page(theme=the_theme), request.POST.get("body", ""))
        )
    if form.is_valid():
        try:
            page = Page.objects.write(theme=the_theme, author=actor(request), **form.cleaned_data)
        except ValidationError as error:
            return show_new(request, the_theme, form, error=error)
        messages.success(request, _("The page is open. Your colleagues can read it and improve it."))
        return redirect(page)
    return show_new(request, the_theme, form)


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
    context = {"theme": theme, "form": form, "preview": preview, "taken": taken_by(error)}
    is_refused = form.is_bound and preview is None
    return render(request, "contributions/page_new.html", context, status=NOT_SAVED if is_refused else 200)


@contributors_only
@on_page(with_text=True, gives_back=True)
def page_edit(request: HttpRequest, page: Page) -> HttpResponse:
    """Improves a page. Edits that do not touch each other are merged; where they do, both texts are shown."""
    if request.method != "POST":
        if page.is_hidden or not getattr(page, "writing_is_open", True):
            return render(request, "contributions/writing_closed.html", {"theme": page.theme, "page": page})
        return show_edit(request, page, PageForm.for_page(page))
    form = PageForm(request.POST)
    if page.is_hidden:  # before anything of it is compared with what was typed
        return show_edit(request, page, form, error=PageHidden())
    if "choose" in request.POST:
        return show_conflict(request, page, conflict_again(page, request.POST))
    if wants_preview(request):
        return show_edit(request, page, form, preview=preview_in(request, page))
    return save_edit(request, page, form) if form.is_valid() else show_edit(request, page, form)


def save_edit(request: HttpRequest, page: Page, form: PageForm) -> HttpResponse:
    try:
        outcome = page.revise(author=actor(request), **form.cleaned_data)
    except EditConflict as conflict:
        screen = conflict_of(page, conflict, mine=form.cleaned_data["body"], form=form)
        return show_conflict(request, page, screen, status=409)
    except UnknownVersion as error:
        form.begin_again_from(page.version)
        return show_edit(request, page, form, error=error)
    except ValidationError as error:
        return show_edit(request, page, form, error=error)
    tell_outcome(request, outcome)
    return redirect(page)


def show_edit(
    request: HttpRequest,
    page: Page,
    form: PageForm,
    *,
    preview: Preview | None = None,
    error: ValidationError | None = None,
) -> HttpResponse:
    if error:
        add_error(form, error, field=field_of(error))
    context = {"page": page, "form": form, "preview": preview, "taken": taken_by(error)}
    is_refused = form.is_bound and preview is None
    return render(request, "contributions/page_edit.html", context, status=NOT_SAVED if is_refused else 200)


def show_conflict(request: HttpRequest, page: Page, screen: ConflictScreen, *, status: int = 200) -> HttpResponse:
    return render(request, "contributions/page_conflict.html", {"page": page, "conflict": screen}, status=status)


@require_POST
@contributors_only
@on_page(with_text=True, gives_back=True)
def page_preview(request: HttpRequest, page: Page) -> HttpResponse:
    """How the text of the form will look, and what it changes: a fragment, for the screen to show in place."""
    return render(request, "parts/preview.html", {"preview": preview_in(request, page)})


def preview_in(request: HttpRequest, page: Page) -> Preview:
    if page.is_hidden:
        return Preview(error=PageHidden().messages[0])
    form = PageForm(request.POST)
    form.is_valid()
    return preview_of(page, form.cleaned_data.get("body", ""), base_version=form.cleaned_data.get("base_version", 0))


def wants_preview(request: HttpRequest) -> bool:
    """A submit button says so, or, for the script that shows it in place, the address."""
    return "preview" in request.POST or "preview" in request.GET


def field_of(error: ValidationError) -> str | None:
    return "title" if isinstance(error, TitleTaken) else None


def taken_by(error: ValidationError | None) -> Page | None:
    """The page that has the title already, if its address may be given away."""
    page = error.page if isinstance(error, TitleTaken) else None
    return page if page and not page.is_hidden else None
