"""Somebody who stays anonymous: nothing that anybody can open, or is sent, leads from the one to the other.

Every screen, feed, answer and header that its links lead to is searched for what would tell who she is: her user name, her
names, her job, her place of work, her key in the database, and the alias that she had before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Attribution, FormerAlias, User
from contributions.models import Comment, Endorsement, Page, Passage, Question, Thanks, Watch
from guide.decisions.conversation import answer
from guide.decisions.verbs import do_not_keep
from guide.models import Nomination, Reason, Submission
from tests import factories
from tests.sending import send

pytestmark = pytest.mark.once

KEY = 918273645
NAMED = {
    "username": "canari.username",
    "first_name": "Canaprenom",
    "last_name": "Canarnom",
    "job": "canarimetier",
    "site": "Canariville",
    "email": "canari@courriel.example",
}
LINK = re.compile(r'(?:href|src|action|hx-get|data-url|data-source)="([^"]+)"')
STARTS = (
    "/",
    "/wiki/",
    "/recent-changes/",
    "/questions/",
    "/notifications/",
    "/watchlist/",
    "/images/",
    "/curation/",
    "/curation/log/",
    "/curation/reports/",
    "/guide/decisions/",
    "/people/?q=can",
    "/search/?q=canari",
    "/search/?q=raccrochez",
    "/search/suggestions/?q=racc",
    "/feeds/changes.atom",
)
ELSEWHERE = ("/static/", "/accounts/logout", "/admin/", "/guide/fr/guide.pdf")
MOST = 150

type Wipe = Callable[[], None]


@pytest.fixture
def person(db: None) -> User:
    return factories.create_user(pk=KEY, attribution=Attribution.FULL, **NAMED)


@pytest.fixture
def world(person: User, contributor: User, editor: User, administrator: User) -> Page:
    """She wrote, said, asked, endorsed, thanked, was thanked, proposed; a colleague followed her, and mentioned her."""
    page = factories.create_page(author=contributor, body="Raccrochez. Puis rappelez.")
    factories.edit_page(page, "Raccrochez vite. Puis rappelez.", author=person, summary="plus clair")
    own = factories.create_page(author=person, title="Une page à elle", body="Elle seule l’a écrite.")
    comment = factories.create_comment(page=page, author=person, body="Je raccroche toujours.")
    answered = factories.create_comment(page=page, author=contributor, body="Moi aussi.")
    factories.create_comment(page=page, author=person, body="Tant mieux.", reply_to=answered)
    factories.create_comment(page=page, author=contributor, body=f"Merci @[{person.alias}] pour cela.")
    comment.incorporate(page=page, by=editor)
    comment.revise_text(body="Je raccroche presque toujours.", author=person, base_version=1)
    Question.objects.ask(text="Faut-il raccrocher ?", theme=page.theme, by=person)
    Endorsement.objects.endorse(answered, by=person)
    Endorsement.objects.endorse(Passage.objects.at(page, exact="Puis rappelez"), by=person)
    Thanks.objects.thank(page.revision(1), by=person)
    Thanks.objects.thank(page.revision(2), by=contributor)
    Nomination.objects.nominate(own, by=person, reason="pour le guide")
    factories.create_tip(number=6, page=own, by=editor)
    Watch.objects.watch(person, by=contributor)
    answer(
        do_not_keep(Submission.objects.of(comment), Reason.objects.offered()[0], by=editor, seen=0),
        body="Ah.",
        by=person,
    )
    return page


def forbidden(*more: str) -> list[str]:
    return [*NAMED.values(), str(KEY), *more]


def crawl(client: Client, starts: tuple[str, ...]) -> dict[str, str]:
    """What each address answers, head and body, following the links from one to the next."""
    found: dict[str, str] = {}
    waiting = list(starts)
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        if address in found:
            continue
        response = client.get(address)
        head = "\n".join(f"{name}: {unquote(value)}" for name, value in response.headers.items())
        body = b"".join(response).decode("utf-8", "replace")
        found[address] = f"{head}\n{body}"
        waiting += [link for link in links_in(address, found[address]) if link not in found]
    return found


def links_in(address: str, text: str) -> list[str]:
    links = (urlsplit(urljoin(address, unescape(link))) for link in LINK.findall(text))
    here = [f"{link.path}?{link.query}" if link.query else link.path for link in links if not link.netloc]
    return [path for path in dict.fromkeys(here) if not path.startswith(ELSEWHERE)]


def leaks(found: dict[str, str], words: list[str]) -> list[tuple[str, str, str]]:
    hits = []
    for address, text in found.items():
        for word in words:
            for place in (unquote(text), unquote(address)):
                at = place.casefold().find(word.casefold())
                if at >= 0:
                    hits.append((address, word, place[max(at - 80, 0) : at + 60]))
    return hits


def starts_for(person: User, page: Page) -> tuple[str, ...]:
    own = Page.objects.get(title="Une page à elle")
    screens = (
        "",
        "history/",
        "talk/",
        "contributors/",
        "diff/?older=1&newer=2",
        "revisions/2/",
        "links/",
        "questions/",
        "useful-to/",
    )
    return (
        *STARTS,
        f"/contributors/{person.handle}/",
        f"/recent-changes/?person={person.handle}",
        *(f"{one.get_absolute_url()}{screen}" for one in (page, own) for screen in screens),
        f"{page.get_absolute_url()}contributors/?person={person.handle}",
        *(comment.get_absolute_url() for comment in Comment.objects.all()),
    )


@pytest.mark.parametrize("reader", ["contributor", "editor"])
def test_nothing_tells_who_she_is(world: Page, person: User, reader: str, request: pytest.FixtureRequest) -> None:
    before = person.alias
    person.choose_attribution(Attribution.ANONYMOUS)
    assert person.alias != before
    client = request.getfixturevalue(f"as_{reader}")
    found = crawl(client, starts_for(person, world))
    assert len(found) > 60
    assert person.alias in "".join(found.values())
    assert leaks(found, forbidden()) == []
    # Whoever named her finds the opaque name of then in the text that she edits; it leads to nobody any more.
    others = {address: text for address, text in found.items() if not address.endswith("/edit/")}
    assert leaks(others, [before]) == []


def test_the_canaries_sing_while_she_is_named(world: Page, person: User, as_contributor: Client) -> None:
    text = "".join(crawl(as_contributor, starts_for(person, world)).values())
    for word in ("canari.username", "Canaprenom Canarnom", "canarimetier", "Canariville"):
        assert word in text
    assert str(KEY) not in text, "a person's key stands in no screen: it would lead from her name to her alias"


def test_the_address_of_her_name_and_of_her_former_alias_are_not_found(person: User, as_editor: Client) -> None:
    former = person.alias
    person.choose_attribution(Attribution.ANONYMOUS)
    assert as_editor.get("/contributors/canari.username/").status_code == 404
    assert as_editor.get(f"/contributors/{former}/").status_code == 404
    page = as_editor.get(f"/contributors/{person.alias}/")
    assert "Un collègue anonyme" in page.content.decode()


def test_only_administrators_read_who_it_is(person: User, as_editor: Client, as_administrator: Client) -> None:
    person.choose_attribution(Attribution.ANONYMOUS)
    address = f"/contributors/{person.alias}/"
    assert "Canarnom" in as_administrator.get(address).content.decode()
    assert "Canarnom" not in as_editor.get(address).content.decode()
    admin = as_administrator.get(f"/admin/accounts/user/?q={person.alias}").content.decode()
    assert "Canarnom" in admin


def test_going_back_and_forth_never_shows_an_alias_twice(person: User) -> None:
    seen = [person.alias]
    for attribution in ("anonymous", "full", "initial", "anonymous", "anonymous", "full"):
        person.choose_attribution(attribution)
        if person.alias != seen[-1]:
            seen.append(person.alias)
    assert len(seen) == len(set(seen)) == 5
    assert set(FormerAlias.objects.values_list("alias", flat=True)) == set(seen[:-1])


def test_an_alias_changes_where_a_form_has_put_the_choice_on_the_person_already(person: User, sign_in) -> None:
    before = person.alias
    answers = {"attribution": "anonymous", "language": "fr", "scheme": ""}
    send(sign_in(person), "/accounts/preferences/", answers)
    person.refresh_from_db()
    assert (person.is_anonymous_author, person.alias == before) == (True, False)


def test_a_mention_means_her_whatever_name_she_has_taken_since(person: User) -> None:
    first = person.alias
    person.choose_attribution(Attribution.ANONYMOUS)
    second = person.alias
    person.choose_attribution(Attribution.FULL)
    known = User.objects.by_alias([first, second, person.alias, "x0000000000"])
    assert known == {first: person, second: person, person.alias: person}


def test_whoever_followed_her_by_name_does_not_follow_her_as_nobody(
    world: Page, person: User, contributor: User
) -> None:
    person.choose_attribution(Attribution.ANONYMOUS)
    assert not Watch.objects.filter(person=contributor, followed=person, is_on=True).exists()


def test_mail_that_she_causes_names_nobody(world: Page, person: User, contributor: User) -> None:
    person.choose_attribution(Attribution.ANONYMOUS)
    mail.outbox.clear()
    comment = Comment.objects.filter(author=contributor).earliest("pk")
    Thanks.objects.thank(comment, by=person)
    sent = "\n".join(f"{one.subject}\n{one.body}\n{one.extra_headers}\n{one.alternatives}" for one in mail.outbox)
    assert [word for word in forbidden() if word.casefold() in sent.casefold()] == []


def test_what_a_stopped_account_said_of_itself_is_nowhere(world: Page, person: User, as_contributor: Client) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    found = crawl(as_contributor, starts_for(person, world))
    assert leaks(found, [NAMED["job"], NAMED["site"], NAMED["email"], str(KEY)]) == []
    assert "Canaprenom" in found[world.screen_url("history")]
