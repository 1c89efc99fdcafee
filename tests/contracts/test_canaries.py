"""A word in what a reader may not read shows nowhere: on no screen, in no feed, count, completion, notification, letter.

Each canary is said while everybody may read it, so that whatever stores a copy has it: the index of the search, notifications,
fragments, authorship. Then it is hidden, withdrawn, stopped. Then everything is read by everybody.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Rhythm, User
from contributions.models import Comment, Page
from guide_project import settings as real_settings
from notifications.models import Notification
from tests import factories
from tests.contracts.canaries import (
    DRAFT,
    EVERY_WORD,
    HIDDEN,
    LEFT_OUT,
    LURE,
    WITHDRAWN,
    Stage,
    allowed_to,
    leaks,
    paths_of,
    set_stage,
    text_of,
)
from tests.contracts.conftest import built_once
from tests.contracts.rights import GET
from tests.loaded_demo import demo_once
from tests.walking import name_of

pytestmark = [pytest.mark.once, pytest.mark.as_sent]


demo = demo_once(scope="module")
built = built_once(scope="module", woken=real_settings.ON_TEXT_CHANGED)


@pytest.fixture
def contributor(world: dict[str, Client]) -> User:
    return User.objects.get(username="contributor")


@pytest.fixture
def editor(world: dict[str, Client]) -> User:
    return User.objects.get(username="editor")


@pytest.fixture
def stage(awake: None, world: dict[str, Client], contributor: User, editor: User, sign_in) -> Stage:
    return set_stage(world, contributor, editor, sign_in)


@pytest.mark.parametrize("role", ["contributor", "author", "editor", "administrator"])
def test_no_screen_shows_a_word_to_who_may_not_read_it(stage: Stage, role: str) -> None:
    assert leaks(stage.clients[role], set(paths_of(stage, role)), allowed_to(role)) == {}


@pytest.mark.parametrize("is_public", [False, True])
def test_no_screen_shows_a_word_to_a_visitor(stage: Stage, is_public: bool) -> None:
    factories.change_site_settings(wiki_is_public=is_public)
    assert leaks(stage.clients["visitor"], set(paths_of(stage, "" if is_public else "visitor")), set()) == {}


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
        assert "<feed" in text_of(Client(), f"/feeds/changes.atom?token={token}")
        assert leaks(Client(), {f"{path}?token={token}" for path in paths}, allowed_to(role)) == {}


def test_the_author_and_the_editors_do_read_what_is_theirs_to_read(stage: Stage) -> None:
    """Else a site that shows nothing at all would pass."""
    comment, answer, withdrawn, _stays = stage.comments
    assert HIDDEN["a hidden contribution"] in text_of(stage.clients["author"], comment.get_absolute_url())
    assert WITHDRAWN in text_of(stage.clients["author"], withdrawn.get_absolute_url())
    editor = stage.clients["editor"]
    assert HIDDEN["a hidden page"] in text_of(editor, stage.hidden_page.get_absolute_url())
    assert HIDDEN["a hidden version"] in text_of(editor, stage.page.screen_url(f"revisions/{stage.version}"))
    assert HIDDEN["its title then"] in text_of(editor, stage.renamed.screen_url("revisions/2"))
    assert HIDDEN["a hidden answer"] in text_of(editor, answer.get_absolute_url())


def test_looking_for_a_hidden_word_answers_as_looking_for_none(stage: Stage) -> None:
    """Neither a count nor an excerpt tells that there is something."""
    client = stage.clients["contributor"]
    for path in ("/search/?q={}", "/search/suggestions/?q={}", "/wiki-titles/?q={}", "/questions/similar/?text={}"):
        nothing = text_of(client, path.format("abracadabrantesque")).replace("abracadabrantesque", "")
        for word in sorted(EVERY_WORD):
            assert _same(text_of(client, path.format(word)).replace(word, "")) == _same(nothing), (path, word)


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
    User.objects.update(mail_personal=Rhythm.NEVER, mail_rest=Rhythm.NEVER)
    told = User.objects.filter(username__in=["contributor", "translator", "yves", "bob"])
    told.update(mail_personal=Rhythm.DAILY, mail_rest=Rhythm.DAILY)
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
    revision = stage.page.revision(stage.version)
    for path in (
        "/admin/contributions/pagerevision/",
        f"/admin/contributions/pagerevision/?q={LURE}",
        f"/admin/contributions/pagerevision/{revision.history_id}/change/",
        "/admin/contributions/revisionhiding/",
    ):
        text = text_of(client, path)
        hidden = {HIDDEN["a hidden version"], HIDDEN["its summary"], HIDDEN["its title then"], DRAFT}
        assert {word for word in hidden if word in text} == set(), path


def test_the_walk_meets_every_address_and_the_index_is_awake(stage: Stage) -> None:
    met = {name_of(path) for path in paths_of(stage)}
    assert GET.keys() - LEFT_OUT <= met
    assert django_settings.ON_TEXT_CHANGED
    assert stage.page.get_absolute_url() in text_of(stage.clients["contributor"], "/search/?q=veille")
