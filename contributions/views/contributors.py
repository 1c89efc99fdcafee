"""A contributor's page, and the thanks that people give.

The screen that says whose words a page is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Person, actor, contributors_only, readers_only
from accounts.models import User
from common import markup
from common.forms.screens import is_of_this_site
from contributions.authorship import Authored, Share, VersionShare, authored_text
from contributions.comments.models import Comment
from contributions.contributors.activity import ActivityKind, activity_of, outcomes_of
from contributions.contributors.models import Thanks, step_url
from contributions.contributors.querysets import Thankable
from contributions.moderation import first_contributions
from contributions.pages.models import Page
from contributions.revision_views import revision_or_404, version_in
from contributions.templatetags.people_tags import THANK_BUTTON, thank_button
from contributions.views.comments.resolvers import on_comment
from contributions.views.endorsements import button_response
from contributions.views.pages.resolvers import on_page

# A contributor's page: who she is, as far as she shows it; what she did, and what became of it.


STOPPED = 404


@readers_only
def contributor(request: HttpRequest, handle: str) -> HttpResponse:
    """By her user name, or, for somebody who stays anonymous, by her alias alone. A stopped account has no page."""
    person = person_at(handle)
    if not person.is_active and not access.is_administrator(request.user):
        return render(request, "contributions/contributors/stopped.html", {"person": person}, status=STOPPED)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ActivityKind.values else ""
    before = request.GET.get("before", "")
    context = {
        "person": person,
        "is_own": person == request.user,
        "kind": kind,
        "kinds": ActivityKind.choices,
        "deeds": activity_of(person, request.user, kind, before),
        "outcomes": None if before else outcomes_of(person, request.user),
    }
    return render(request, "contributions/contributors/contributor.html", context)


def person_at(handle: str) -> User:
    """Raises Http404: also for the user name of somebody anonymous, and for an alias that was given up."""
    person = None if "\0" in handle else User.objects.by_handle(handle).first()
    if person is None:
        raise Http404
    return person


# Thanking: HTTP into the two verbs, and the button back.


@require_POST
@contributors_only
@on_page(merged="leads")
def page_thank(request: HttpRequest, page: Page) -> HttpResponse:
    """Thanks whoever made a version of the page; with thanks=0, not after all."""
    revision = revision_or_404(page, version_in(request.POST, "version"))
    refusal = give(request, revision)
    back = way_back(request, step_url(page, revision.version)).partition("#")[0]
    return answered(request, revision, page, f"{back}#version-{revision.version}", refusal)


@require_POST
@contributors_only
@on_comment
def comment_thank(request: HttpRequest, comment: Comment) -> HttpResponse:
    refusal = give(request, comment)
    return answered(request, comment, None, way_back(request, comment.place_url), refusal)


def give(request: HttpRequest, what: Thankable) -> str:
    """Gives or takes back as the form says; returns why not, in words, where it cannot be. What is so now is put on `what`."""
    by = actor(request)
    if request.POST.get("thanks") == "0":
        Thanks.objects.take_back(what, by=by)
        what.is_thanked = False  # type: ignore[union-attr]  # for its button
        return ""
    try:
        with first_contributions.counted(by, "thank"):
            Thanks.objects.thank(what, by=by)
    except ValidationError as refusal:
        return refusal.messages[0]
    what.is_thanked = True  # type: ignore[union-attr]
    return ""


def answered(request: HttpRequest, what: Thankable, page: Page | None, back: str, refusal: str) -> HttpResponse:
    """The button anew for htmx; else back to where it was pressed."""
    if getattr(request, "htmx", False):
        button = thank_button(what, page, shape=shape_in(request), back=back, refusal=refusal)
        return button_response(request, THANK_BUTTON, button)
    if refusal:
        messages.error(request, refusal)
    elif request.POST.get("thanks") != "0":
        messages.success(request, _("You have said thank you. Your colleague is told."))
    return HttpResponseRedirect(back)


def shape_in(request: HttpRequest) -> str:
    return "menu" if request.POST.get("shape") == "menu" else "button"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The screen of this site that the form says it stands on."""
    back = request.POST.get("back", "")
    return back if is_of_this_site(back) else otherwise


# The contributors of a page: how much of its present text is whose, and, for one of them, where it stands.


NOBODY = "-"


@dataclass(frozen=True)
class ContributedVersion:
    """What one version brought in, for the list of somebody's passages. `page` is None where the reader may not see it."""

    part: VersionShare
    page: Page | None
    is_here: bool

    @property
    def number(self) -> int:
        return self.part.revision.version

    @property
    def anchor(self) -> str:
        return anchor_of(self.part.revision.history_id)

    @property
    def changes_url(self) -> str:
        if self.page is None or self.part.revision.is_text_hidden:
            return ""
        if self.number == 1:
            return self.page.screen_url("revisions/1")
        return self.page.changes_url(self.number - 1, self.number)


@readers_only
@on_page(with_text=True)
def page_contributors(request: HttpRequest, page: Page) -> HttpResponse:
    """`?person=` shows one contributor's passages."""
    authored = authored_text(page)
    shares = authored.shares() if authored else []
    chosen = chosen_in(request.GET.get("person", ""), shares)
    context: dict[str, object] = {
        "page": page,
        "authored": authored,
        "shares": shares,
        "chosen": chosen,
        "others": without_words(page, shares),
    }
    if authored and chosen:
        context |= {"rows": rows_of(page, chosen, request.user)}
        context |= {"text": marked(page, authored, chosen) if authored.is_up_to_date else ""}
    return render(request, "contributions/authorship/page_contributors.html", context)


def chosen_in(handle: str, shares: Sequence[Share]) -> Share | None:
    """By the handle that a person has now: an older one chooses nobody."""
    for share in shares:
        if handle == (share.person.handle if share.person else NOBODY):
            return share
    return None


def without_words(page: Page, shares: Sequence[Share]) -> list[dict[str, object]]:
    """Those in the byline of whose words nothing is left."""
    present = {share.person.pk for share in shares if share.person}
    return [known for known in page.byline if known["id"] not in present]


def rows_of(page: Page, share: Share, reader: Person) -> list[ContributedVersion]:
    """Words may have come with another page, which was merged with this one or cut in two; one query if any did."""
    elsewhere = {part.revision.id for part in share.parts} - {page.pk}
    pages = {page.pk: page}
    if elsewhere:
        pages |= Page.objects.with_history_for(reader).narrow().select_related("theme").in_bulk(elsewhere)
    return [ContributedVersion(part, pages.get(part.revision.id), part.revision.id == page.pk) for part in share.parts]


def marked(page: Page, authored: Authored, share: Share) -> str:
    """The page as it reads, with the chosen person's passages marked and the number of its version behind each."""
    versions = {part.revision.history_id: part.revision.version for part in share.parts}

    def after(origin: int) -> str:
        context = {"anchor": anchor_of(origin), "version": versions[origin]}
        return render_to_string("contributions/authorship/_blame_mark.html", context).strip()

    return markup.mark_blame(
        page.body_html,
        authored.text,
        authored.runs,
        wanted=versions,
        mark=lambda words: f"<mark>{words}</mark>",
        after=after,
    )


def anchor_of(origin: int) -> str:
    return format_html("brought--{}", origin)
