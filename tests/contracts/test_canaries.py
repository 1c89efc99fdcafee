"""A word in what a reader may not read shows nowhere: on no screen, in no feed, count, completion, notification, letter.

Each canary is said while everybody may read it, so that whatever keeps a copy keeps it: the index of the search, notifications,
fragments, authorship. Then it is hidden, withdrawn, stopped. Then everything is read by everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import Rhythm, User
from contributions.feeds.models import FeedToken, words_of
from contributions.models import Comment, Endorsement, Page, Passage, Question, Watch
from contributions.moderation.hiding.versions import hide_versions
from guide.models import Nomination
from notifications.models import Notification
from tests import factories
from tests.campaign.training.made import create_session
from tests.contracts.addresses import address, names_in
from tests.contracts.rights import GET
from tests.walking import name_of

LURE = "sentinelle"  # stands beside every canary: who looks for it would find them
HIDDEN = {
    "a hidden page": "zorglubus",
    "its title": "quarxolin",
    "what is said under it": "bimoteric",
    "a hidden version": "vexillarum",
    "its summary": "mordicant",
    "its title then": "pelluchon",
    "a hidden contribution": "gribouille",
    "a hidden answer": "farfadelle",
    "a hidden question": "tintinabul",
}
WITHDRAWN, DRAFT, PROFILE = "nivolumab", "coquecigru", "haruspicine"
EVERY_WORD = {*HIDDEN.values(), WITHDRAWN, DRAFT, PROFILE}
HER_OWN = {HIDDEN["a hidden contribution"], HIDDEN["a hidden answer"], WITHDRAWN, DRAFT}  # yves said these himself
HER_OWN |= {HIDDEN["its title"], HIDDEN["what is said under it"]}  # he wrote the page, and spoke under it
# Kept words of one's own, or of a word that was asked for, are no leak.
LEFT_OUT = {"account_logout", "choose_language"}


@pytest.fixture(autouse=True)
def _as_read() -> None:
    """A word is looked for as it was sent."""


@dataclass
class Stage:
    """What was hidden, and who reads."""

    author: User
    stopped: User
    hidden_page: Page
    page: Page
    renamed: Page
    old_slug: str
    comments: list[Comment]
    question: Question
    clients: dict[str, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def woken() -> list[str]:
    return list(django_settings.ON_TEXT_CHANGED)


@pytest.fixture
def contributor(world: dict[str, Client]) -> User:
    return User.objects.get(username="martine")


@pytest.fixture
def editor(world: dict[str, Client]) -> User:
    return User.objects.get(username="laurent")


@pytest.fixture
def stage(awake: None, world: dict[str, Client], contributor: User, editor: User, sign_in) -> Stage:
    author = factories.create_user(username="yves", last_name="Kerbrat")
    stopped = factories.create_user(username="bob", job=f"{LURE} {PROFILE}", site=f"{LURE} {PROFILE}")
    page = Page.objects.get(slug="l-appel-du-faux-technicien")
    for what in (page, page.theme, author, stopped):
        Watch.objects.watch(what, by=contributor)
    hidden_page = _a_page_to_hide(author, contributor, editor)
    renamed, old_slug = _a_title_to_hide(author)
    _a_version_to_hide(page, author)
    comment = list(_comments(page, author, contributor, stopped))
    question = Question.objects.ask(
        text=f"Que dit la {LURE} {HIDDEN['a hidden question']} ?",
        theme=page.theme,
        by=author,
        origin="session",
        session=create_session(),
    )
    factories.keep_draft(author, key=f"page:{page.pk}:edit", body=f"La {LURE} {DRAFT}.", label=f"{LURE} {DRAFT}")
    stage = Stage(author, stopped, hidden_page, page, renamed, old_slug, comment, question)
    stage.clients = {role: client for role, client in world.items() if role != "translator"}
    stage.clients["author"] = sign_in(author)
    _warm(stage)
    _hide_everything(stage, editor)
    people = {"contributor": contributor, "editor": editor, "author": author}
    for role, person in people.items():
        stage.tokens[role] = words_of(person.pk, FeedToken.objects.make(by=person).nonce)
    return stage


def _a_page_to_hide(author: User, contributor: User, editor: User) -> Page:
    body = f"La {LURE} {HIDDEN['a hidden page']} veille.\n\n## {LURE} {HIDDEN['a hidden page']}\n\nUne phrase."
    page = factories.create_page(title=f"{LURE} {HIDDEN['its title']}", body=body, author=author)
    Watch.objects.watch(page, by=contributor)
    Endorsement.objects.endorse(page, by=contributor)
    Passage.objects.at(page, exact="Une phrase.")
    Nomination.objects.nominate(page, by=contributor, reason=f"{LURE} {HIDDEN['a hidden page']}")
    asked = Question.objects.ask(text="Qui veille ici ?", theme=page.theme, by=contributor)
    asked.answer_with(page, by=author)
    factories.create_comment(page=page, author=author, body=f"La {LURE} {HIDDEN['what is said under it']}.")
    factories.create_page(title="Un renvoi", body=f"Lire [[{page.title}|un renvoi]].", author=contributor)
    factories.edit_page(page, f"{body}\n\nEncore une.", author=author, summary=f"{LURE} {HIDDEN['a hidden page']}")
    return page


def _a_title_to_hide(author: User) -> tuple[Page, str]:
    page = factories.create_page(title="Une page ouverte", body="Un texte ouvert.", author=author)
    page.move(title=f"{LURE} {HIDDEN['its title then']}", theme=page.theme, author=author)
    old_slug = page.slug
    page.move(title="Une page toujours ouverte", theme=page.theme, author=author)
    return page, old_slug


def _a_version_to_hide(page: Page, author: User) -> None:
    clean = page.body
    words = f"{clean}\n\nLa {LURE} {HIDDEN['a hidden version']} veille."
    factories.edit_page(page, words, author=author, summary=f"{LURE} {HIDDEN['its summary']}")
    factories.edit_page(page, f"{clean}\n\nPersonne ne veille.", author=author)


def _comments(page: Page, author: User, contributor: User, stopped: User) -> Iterator[Comment]:
    """Hidden, answered and hidden, withdrawn; and one that stays, by somebody whose account is stopped."""
    yield factories.create_comment(page=page, author=author, body=f"La {LURE} {HIDDEN['a hidden contribution']} parle.")
    opening = Comment.objects.about(page).filter(author=contributor).earliest("pk")
    yield factories.create_comment(
        page=page, author=author, body=f"La {LURE} {HIDDEN['a hidden answer']} répond.", reply_to=opening
    )
    yield factories.create_comment(page=page, author=author, body=f"La {LURE} {WITHDRAWN} se tait.")
    yield factories.create_comment(page=page, author=stopped, body="Une phrase qui reste.")


def _warm(stage: Stage) -> None:
    """What a process keeps, and what the search has read, is there before anything is hidden."""
    caches["template_fragments"].clear()
    here, client = stage.page.get_absolute_url(), stage.clients["contributor"]
    for path in (stage.hidden_page.get_absolute_url(), here, f"/search/?q={LURE}", f"/search/suggestions/?q={LURE}"):
        client.get(path)
    for screen in ("revisions/3/", "diff/?older=2&newer=3", "diff/?older=3&newer=4"):
        client.get(here + screen)


def _hide_everything(stage: Stage, editor: User) -> None:
    stage.hidden_page.hide(reason="Confidentiel", by=editor)
    hide_versions(stage.page, [3], reason="Confidentiel", by=editor, with_summary=True)
    hide_versions(stage.renamed, [2], reason="Confidentiel", by=editor, with_title=True)
    for comment in stage.comments[:2]:
        comment.hide(reason="Confidentiel", by=editor)
    stage.comments[2].withdraw(by=stage.author)
    stage.question.hide(reason="Confidentiel", by=editor)
    stage.stopped.stop(by=editor, reason="Un départ")
    mail.outbox.clear()


def _paths(stage: Stage) -> Iterator[str]:
    """Every address of the site, with each thing that is hidden in the place of what it could show."""
    for name in sorted(GET.keys() - LEFT_OUT):
        yield address(name)
        yield from _of_the_hidden(name, stage)
    for words in (LURE, f"{LURE} veille"):
        yield f"/search/?q={words}"
        yield f"/search/suggestions/?q={words}"
        yield f"/wiki-titles/?q={words}"
        yield f"/questions/?q={words}"
        yield f"/questions/similar/?text={words}"
        yield f"/people/?q={words}"
    yield "/wiki-titles/?q="
    yield "/people/?q=bo"
    for query in (
        "show=all",
        "person=yves",
        "person=bob",
        f"theme={stage.page.theme.slug}",
        "kind=comment",
        "kind=theme_comment",
    ):
        yield f"/recent-changes/?{query}"
    for kind in ("", "comment", "wrote"):
        yield f"/contributors/{stage.author.handle}/?kind={kind}"
    here = stage.page.get_absolute_url()
    for screen in ("diff/?older=2&newer=3", "diff/?older=3&newer=4", "diff/?older=1&newer=4", "revisions/3/"):
        yield here + screen
    yield f"{here}revert/?version=3"
    yield f"{here}undo/?version=4"
    yield f"/wiki/{stage.page.theme.slug}/{stage.old_slug}/"


def _of_the_hidden(name: str, stage: Stage) -> Iterator[str]:
    wanted = names_in(name)
    pages = {"theme": stage.page.theme.slug}
    places = [
        *(
            {**pages, "page": page.slug, "version": 2, "page_id": page.pk}
            for page in (stage.hidden_page, stage.renamed)
        ),
        *({"pk": comment.pk, "version": 1} for comment in stage.comments),
        {"question": stage.question.pk, "pk": stage.question.pk},
        *({"handle": person.handle} for person in (stage.author, stage.stopped)),
    ]
    for place in places:
        if wanted and wanted <= place.keys():
            try:
                yield reverse(name, kwargs={key: place[key] for key in wanted})
            except NoReverseMatch:
                continue


def _text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code < 500, path
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace").casefold() + response.headers.get("Location", "").casefold()


def _leaks(client: Client, paths: set[str], allowed: set[str]) -> dict[str, set[str]]:
    """What shows where; a word that was asked for in the address itself is echoed, and no leak."""
    found = {}
    for path in sorted(paths):
        text = _text_of(client, path)
        shown = {word for word in EVERY_WORD - allowed if word in text and word not in path}
        if shown:
            found[path] = shown
    return found


def _allowed(role: str) -> set[str]:
    if role == "author":
        return HER_OWN | {HIDDEN["a hidden question"]}
    if role == "editor":
        return set(HIDDEN.values())
    return {*HIDDEN.values(), PROFILE} if role == "administrator" else set()


@pytest.mark.parametrize("role", ["contributor", "author", "editor", "administrator"])
def test_no_screen_shows_a_word_to_who_may_not_read_it(stage: Stage, role: str) -> None:
    assert _leaks(stage.clients[role], set(_paths(stage)), _allowed(role)) == {}


@pytest.mark.parametrize("is_public", [False, True])
def test_no_screen_shows_a_word_to_a_visitor(stage: Stage, is_public: bool) -> None:
    factories.change_site_settings(wiki_is_public=is_public)
    assert _leaks(stage.clients["visitor"], set(_paths(stage)), set()) == {}


def test_no_feed_shows_a_word_to_who_may_not_read_it(stage: Stage) -> None:
    paths = {
        "/feeds/changes.atom",
        "/feeds/watchlist.atom",
        f"/feeds/themes/{stage.page.theme.slug}.atom",
        *(f"/feeds/pages/{page.pk}.atom" for page in (stage.page, stage.hidden_page, stage.renamed)),
        *(f"/feeds/people/{person.handle}.atom" for person in (stage.author, stage.stopped)),
    }
    for role in ("contributor", "author"):
        token = stage.tokens[role]
        assert "<feed" in _text_of(Client(), f"/feeds/changes.atom?token={token}")
        assert _leaks(Client(), {f"{path}?token={token}" for path in paths}, _allowed(role)) == {}


def test_the_author_and_the_editors_do_read_what_is_theirs_to_read(stage: Stage) -> None:
    """Else a site that shows nothing at all would pass."""
    comment, answer, withdrawn, _stays = stage.comments
    assert HIDDEN["a hidden contribution"] in _text_of(stage.clients["author"], comment.get_absolute_url())
    assert WITHDRAWN in _text_of(stage.clients["author"], withdrawn.get_absolute_url())
    editor = stage.clients["editor"]
    assert HIDDEN["a hidden page"] in _text_of(editor, stage.hidden_page.get_absolute_url())
    assert HIDDEN["a hidden version"] in _text_of(editor, stage.page.screen_url("revisions/3"))
    assert HIDDEN["its title then"] in _text_of(editor, stage.renamed.screen_url("revisions/2"))
    assert HIDDEN["a hidden answer"] in _text_of(editor, answer.get_absolute_url())


def test_looking_for_a_hidden_word_answers_as_looking_for_none(stage: Stage) -> None:
    """Neither a count nor an excerpt tells that there is something."""
    client = stage.clients["contributor"]
    for path in ("/search/?q={}", "/search/suggestions/?q={}", "/wiki-titles/?q={}", "/questions/similar/?text={}"):
        nothing = _text_of(client, path.format("abracadabrantesque")).replace("abracadabrantesque", "")
        for word in sorted(EVERY_WORD):
            assert _same(_text_of(client, path.format(word)).replace(word, "")) == _same(nothing), (path, word)


def _same(text: str) -> str:
    """Without what differs from one answer to the next: tokens of forms, nonces."""
    lines = (line for line in text.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line)
    return "\n".join(lines)


def test_notifications_and_their_count_tell_nothing(stage: Stage, contributor: User) -> None:
    contributor.refresh_from_db()
    rows = Notification.objects.of(contributor)
    told = " ".join(f"{one.excerpt} {one.place_title} {one.url}" for one in rows).casefold()
    assert {word for word in EVERY_WORD if word in told} == set()
    assert contributor.unread_count == rows.unread().count()


def test_letters_tell_nothing(stage: Stage) -> None:
    User.objects.update(mail_personal=Rhythm.DAILY, mail_rest=Rhythm.DAILY)
    call_command("run_periodic")
    later = timezone.now() + timedelta(days=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: later)
        call_command("run_periodic")
    letters = " ".join(
        " ".join([letter.subject, str(letter.body), *(str(part[0]) for part in getattr(letter, "alternatives", []))])
        for letter in mail.outbox
        if stage.author.email not in letter.to and not _is_to_an_editor(letter.to)
    ).casefold()
    assert {word for word in EVERY_WORD if word in letters} == set()


def _is_to_an_editor(addresses: list[str]) -> bool:
    return User.objects.filter(email__in=addresses, groups__name__in=["editor", "administrator"]).exists()


def test_counts_leave_out_what_is_hidden(stage: Stage) -> None:
    client = stage.clients["contributor"]
    page = client.get(stage.page.get_absolute_url()).context["page"]
    assert page.comment_count == Comment.objects.about(stage.page).standing().count()
    themes = client.get("/wiki/").context["themes"]
    counted = next(theme.page_count for theme in themes if theme == stage.page.theme)
    assert counted == Page.objects.visible().for_theme(stage.page.theme).count()


def test_the_admin_shows_no_hidden_version_and_no_private_draft(stage: Stage) -> None:
    client = stage.clients["administrator"]
    revision = stage.page.revision(3)
    for path in (
        "/admin/contributions/pagerevision/",
        f"/admin/contributions/pagerevision/?q={LURE}",
        f"/admin/contributions/pagerevision/{revision.history_id}/change/",
        "/admin/contributions/revisionhiding/",
        "/admin/drafts/draft/",
    ):
        text = _text_of(client, path)
        hidden = {HIDDEN["a hidden version"], HIDDEN["its summary"], HIDDEN["its title then"], DRAFT}
        assert {word for word in hidden if word in text} == set(), path


def test_the_walk_meets_every_address_and_the_index_is_awake(stage: Stage) -> None:
    met = {name_of(path) for path in _paths(stage)}
    assert GET.keys() - LEFT_OUT <= met
    assert django_settings.ON_TEXT_CHANGED
    assert stage.page.get_absolute_url() in _text_of(stage.clients["contributor"], "/search/?q=veille")
