"""The states of pages, and of people."""

from __future__ import annotations

from accounts.models import User
from contributions.models import Page, PageRevision
from contributions.moderation.merging.merge import merge_pages
from guide.models import Source
from tests.contracts.states.asking import State, States, at
from tests.contracts.world import ACCOUNTS

REASON = "Un essai."


def page_life() -> States:
    """Protected, hidden, and merged into another one: pages on which tips of the guide rest."""
    editor = User.objects.get(username="editor")
    kept, page, other = Page.objects.visible().filter(pk__in=Source.objects.values("page")).order_by("pk")[:3]
    page.protect(reason=REASON, by=editor)
    yield State("a page that is protected", _of_page(page))
    page.unprotect(by=editor)
    page.hide(reason=REASON, by=editor)
    yield State("a page that is hidden", _of_page(page))
    merge_pages(other, kept, by=editor)
    other.refresh_from_db()
    yield State("a page that is merged", [*_of_page(other), *_of_page(kept)])


def person_life() -> States:
    """Never invited, stopped, erased: somebody who has written much."""
    administrator = User.objects.get(username="admin")
    never = User.objects.filter(invited_at=None).earliest("pk")
    yield State("a person who was never invited", _of_person(never))
    first = page_of_somebody().history.get(version=1)
    page, author = Page.objects.get(pk=first.id), User.objects.get(pk=first.history_user_id)
    author.stop(by=administrator, reason=REASON)
    yield State("a person who is stopped", [*_of_person(author), *_of_page(page)])
    author.erase(by=administrator, reason=REASON)
    author.refresh_from_db()
    yield State("a person who is erased", [*_of_person(author), *_of_page(page)])


def page_of_somebody() -> Page:
    """The newest that none of the accounts of the demo has written."""
    theirs = PageRevision.objects.filter(version=1, history_user__username__in=ACCOUNTS.values()).values("id")
    return Page.objects.visible().exclude(pk__in=theirs).latest("pk")


def _of_page(page: Page) -> list[str]:
    where = (page.theme.slug, page.slug)
    screens = ("page", "page_history", "page_edit", "page_links", "page_contributors", "page_hide", "page_protect")
    return [
        at("contributions:theme", page.theme.slug),
        *(at(f"contributions:{screen}", *where) for screen in (*screens, "page_merge", "page_move", "page_split")),
    ]


def _of_person(person: User) -> list[str]:
    return [
        at("people"),
        at("contributions:people"),
        at("contributions:contributor", person.handle),
        at("contributions:person_stop", person.handle),
        at("contributions:person_roll_back", person.handle),
    ]
