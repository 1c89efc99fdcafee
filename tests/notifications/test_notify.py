"""Each person is told a thing once, and the bell says how much of it she has not read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import User
from notifications import batching
from notifications.kind_wordings import KIND_WORDINGS
from notifications.kinds import PERSONAL, NotificationKind
from notifications.models import Notification
from tests import factories
from tests.notifications.notified import fresh, notify, told, unread


def test_each_is_told_and_counts(contributor: User, editor: User) -> None:
    assert notify(contributor, editor) == 2
    assert (unread(contributor), unread(editor)) == (1, 1)


def test_the_same_key_tells_a_person_once_whatever_the_reason(contributor: User, editor: User) -> None:
    assert notify(contributor, kind=NotificationKind.MENTION, key="contributions.page:12:5") == 1
    assert notify(contributor, editor, kind=NotificationKind.EDITED, key="contributions.page:12:5") == 1
    assert [one.kind for one in Notification.objects.of(contributor)] == ["mention"]
    assert (unread(contributor), unread(editor)) == (1, 1)


def test_nobody_is_told_what_she_did_herself(contributor: User, editor: User) -> None:
    assert notify(contributor, editor, actor=contributor) == 1
    assert unread(contributor) == 0


def test_a_stopped_account_and_an_unknown_person_are_told_nothing(contributor: User) -> None:
    User.objects.filter(pk=contributor.pk).update(is_active=False)
    values = {"place_title": "Un titre", "url": "/wiki/", "key": "contributions.page:1:1"}
    assert (
        Notification.objects.notify([contributor.pk, 10**9], kind=NotificationKind.COMMENTED, place="page:1", **values)
        == 0
    )
    assert Notification.objects.notify([], kind=NotificationKind.COMMENTED, place="page:1", **values) == 0


def test_many_are_told_in_few_queries(db: None, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries) -> None:
    people = User.objects.bulk_create([User(username=f"p{number}", email=f"p{number}@x.org") for number in range(40)])
    monkeypatch.setattr(batching, "BATCH", 20)
    with django_assert_max_num_queries(2 * 8):
        assert notify(*people) == 40
    assert {unread(person) for person in User.objects.filter(username__startswith="p")} == {1}


@pytest.mark.parametrize("url", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", ""])
def test_what_is_told_leads_to_this_site(contributor: User, url: str) -> None:
    with pytest.raises(ValidationError):
        notify(contributor, url=url)


@pytest.mark.parametrize("odd", [{"key": "sans rien"}, {"place": ""}, {"kind": "inconnu"}])
def test_what_is_told_has_a_kind_a_place_and_a_key(contributor: User, odd: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        notify(contributor, **{"key": "contributions.page:1:1"} | odd)


def test_long_words_are_shortened(contributor: User) -> None:
    one = told(contributor, place_title="t" * 400, excerpt="mot " * 400)
    assert len(one.place_title) <= 200
    assert len(one.excerpt) <= 301
    assert one.excerpt.endswith("…")


@pytest.mark.once
@pytest.mark.parametrize("kind", NotificationKind)
def test_every_kind_has_words_in_both_languages(kind: NotificationKind, contributor: User, editor: User) -> None:
    one = told(contributor, kind=kind, place="guide:7", actor=editor)
    said = {}
    for language in ("en", "fr"):
        with translation.override(language):
            said[language] = [one.sentence(count=n, alone=alone) for n in (1, 3) for alone in (True, False)]
            said[language] += [one.heading, str(KIND_WORDINGS[kind].why), str(KIND_WORDINGS[kind].greeting)]
    assert all(said["fr"])
    assert all(
        french != english for french, english in zip(said["fr"], said["en"], strict=True) if english != one.place_title
    )
    assert "{" not in "".join(said["fr"][:5])


def test_a_name_and_a_title_in_braces_are_words(contributor: User) -> None:
    actor = factories.create_user(username="x", first_name="{title}", last_name="", attribution="full")
    assert "{title} " in told(contributor, actor=actor, place_title="{name} %s").sentence() + " "


def test_the_name_is_the_one_by_which_the_actor_goes_now(contributor: User, editor: User) -> None:
    one = told(contributor, actor=editor)
    assert "Laurent C." in one.sentence()
    editor.choose_attribution("anonymous")
    assert "Laurent" not in Notification.objects.get(pk=one.pk).sentence()


def test_what_was_used_names_the_tip(contributor: User) -> None:
    one = told(contributor, kind=NotificationKind.PROMOTED, place="guide:7", place_title="Raccrochez")
    with translation.override("fr"):
        assert one.sentence() == "Votre phrase est au conseil 7"
        assert one.heading == "Conseil 7 · Raccrochez"


def test_personal_kinds_are_marked_as_such(contributor: User) -> None:
    assert told(contributor, kind=NotificationKind.REPLY).personal
    assert not told(contributor, kind=NotificationKind.EDITED).personal
    assert set(NotificationKind) > PERSONAL


def test_reading_counts_once_and_can_be_taken_back(contributor: User, editor: User) -> None:
    notify(contributor, editor)
    notify(contributor)
    assert Notification.objects.all().read(contributor) == 2
    assert Notification.objects.all().read(contributor) == 0
    assert (unread(contributor), unread(editor)) == (0, 1)
    assert Notification.objects.all().put_back(contributor) == 2
    assert unread(contributor) == 2


@pytest.mark.once
def test_what_is_to_be_forgotten_is_found_by_an_index_however_much_was_told(contributor: User) -> None:
    told(contributor)
    with CaptureQueriesContext(connection) as queries:
        Notification.objects.forget_old()
    (removed,) = [query["sql"] for query in queries if query["sql"].startswith("DELETE")]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {removed}")
            steps = [row[3] for row in cursor.fetchall()]
        assert [step for step in steps if step.startswith("SCAN")] == []
        assert any("what_was_told_when" in step for step in steps)


def test_what_was_read_is_forgotten_after_three_months_and_the_rest_after_a_year(
    contributor: User, editor: User
) -> None:
    now = timezone.now()
    read_long_ago, read_lately = told(contributor), told(contributor)
    Notification.objects.filter(pk=read_long_ago.pk).read(contributor, at=now - timedelta(days=91))
    Notification.objects.filter(pk=read_lately.pk).read(contributor, at=now - timedelta(days=89))
    notify(contributor, editor, at=now - timedelta(days=366), kind=NotificationKind.MERGED)
    young = told(contributor, at=now - timedelta(days=364))
    concealed = told(editor, place="page:9", at=now - timedelta(days=366))
    Notification.objects.conceal("page:9")
    assert Notification.objects.forget_old() == 4
    assert set(Notification.objects.of(contributor)) == {read_lately, young}
    assert not Notification.objects.filter(pk=concealed.pk).exists()
    assert (unread(contributor), unread(editor)) == (1, 0)
    assert fresh(contributor).notices_waiting == 0
