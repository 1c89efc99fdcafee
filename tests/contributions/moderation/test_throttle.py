"""How often one person may do a thing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.models import Comment, FirstContribution, RateLimitCounter
from contributions.moderation import first_contributions
from contributions.moderation.first_contributions import RateLimited
from guide_project import environment
from tests import factories

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _limits(settings) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"say": (4, 6), "save": (2, 9)}


def known(person: User) -> User:
    """Somebody who is not new any more."""
    FirstContribution.objects.note(person.pk, at=timezone.now() - timedelta(days=60))
    return person


def how_many(person: User, act: str, at: datetime) -> int:
    done = 0
    while done < 100:
        try:
            first_contributions.count(person, act, at=at)
        except RateLimited:
            break
        done += 1
    return done


@pytest.mark.django_db
def test_so_many_a_minute_and_so_many_an_hour(contributor: User) -> None:
    known(contributor)
    assert how_many(contributor, "say", NOON) == 4
    assert how_many(contributor, "say", NOON + timedelta(minutes=1)) == 2  # six within the hour
    assert how_many(contributor, "say", NOON + timedelta(hours=1)) == 4


@pytest.mark.django_db
def test_each_act_and_each_person_counts_by_itself(contributor: User, translator: User) -> None:
    assert how_many(known(contributor), "say", NOON) == 4
    assert how_many(contributor, "save", NOON) == 2
    assert how_many(known(translator), "say", NOON) == 4


@pytest.mark.django_db
def test_somebody_new_may_do_half_as_much_and_an_editor_ten_times(contributor: User, editor: User) -> None:
    assert how_many(contributor, "say", NOON) == 2
    assert how_many(editor, "say", NOON) == 40


@pytest.mark.django_db
def test_it_says_when_the_next_one_is_taken(contributor: User) -> None:
    how_many(known(contributor), "say", NOON)
    with pytest.raises(RateLimited) as refused:
        first_contributions.count(contributor, "say", at=NOON + timedelta(seconds=20))
    assert refused.value.until == NOON + timedelta(minutes=1)
    assert "13\xa0h\xa001" in refused.value.messages[0]


@pytest.mark.django_db
def test_one_row_is_used_again_and_again(contributor: User) -> None:
    for hours in range(5):
        how_many(contributor, "say", NOON + timedelta(hours=hours))
    assert list(RateLimitCounter.objects.values_list("in_minute", "in_hour")) == [(2, 2)]


@pytest.mark.django_db
def test_a_refused_text_is_given_back(as_contributor: Client, contributor: User) -> None:
    theme = factories.create_theme()
    texts = [f"Je raccroche {number} fois." for number in range(3)]
    answers = [as_contributor.post(f"/wiki/{theme.slug}/say/", {"body": text}) for text in texts]
    assert [answer.status_code for answer in answers] == [302, 302, 422]
    assert texts[2] in answers[2].content.decode()
    assert Comment.objects.count() == 2


@pytest.mark.django_db
def test_a_refused_save_is_given_back(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    answers = [
        as_contributor.post(
            page.screen_url("edit"), {"title": page.title, "body": f"Texte {number}.", "base_version": number}
        )
        for number in (1, 2)
    ]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "Texte 2." in answers[1].content.decode()


@pytest.mark.django_db(transaction=True)
def test_at_once_no_more_than_alone() -> None:
    person = known(factories.create_contributor())

    def one(_number: int) -> bool:
        try:
            first_contributions.count(person, "say", at=NOON)
        except RateLimited:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(24))) == 4


def test_the_limits_of_a_site_stand_over_the_usual_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOOD_LIMITS", "say=1/2")
    assert environment.rates("FLOOD_LIMITS", "say=10/100 ask=6/40") == {"say": (1, 2), "ask": (6, 40)}


@pytest.mark.parametrize("odd", ["say", "sing=1/2", "say=1", "say=a/b", "say=1/2/3", "say=-1/2"])
def test_a_limit_that_makes_no_sense_is_said_loudly(monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    monkeypatch.setenv("FLOOD_LIMITS", odd)
    with pytest.raises(ImproperlyConfigured):
        environment.rates("FLOOD_LIMITS", "say=10/100 ask=6/40")


@pytest.mark.django_db
def test_a_refused_title_costs_nothing(as_contributor: Client, contributor: User, settings) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"open": (2, 2)}
    known(contributor)
    page = factories.create_page(author=contributor)
    address = f"/wiki/{page.theme.slug}/new/"

    def open_page(title: str) -> int:
        words = {"title": title, "body": "Un texte.", "writing": str(uuid4())}
        return as_contributor.post(address, words).status_code

    assert [open_page(page.title) for _ in range(4)] == [422] * 4
    assert [open_page(title) for title in ("Un titre", "Un autre", "Un troisième")] == [302, 302, 422]


@pytest.mark.once
@pytest.mark.django_db
def test_a_refused_picture_and_a_refused_file_cost_nothing(as_contributor: Client, contributor: User, settings) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"upload": (1, 1)}
    known(contributor)
    for address in ("/images/", "/files/"):
        for _ in range(3):
            sent = {"file": SimpleUploadedFile("x.pdf", b"nothing that anybody can open"), "alt": "Une image"}
            answer = as_contributor.post(address, sent)
            assert answer.status_code == 422 and "beaucoup en peu de temps" not in answer.content.decode()


@pytest.mark.django_db
def test_what_is_refused_counts_neither_in_the_minute_nor_in_the_hour(contributor: User) -> None:
    known(contributor)
    for _ in range(9):
        with pytest.raises(ValueError), first_contributions.counted(contributor, "say", at=NOON):
            raise ValueError
    assert how_many(contributor, "say", NOON) == 4
    assert how_many(contributor, "say", NOON + timedelta(minutes=1)) == 2
