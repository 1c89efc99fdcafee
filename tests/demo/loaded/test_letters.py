"""The letters of the site, written about the demo: each kind of news, the digests, about accounts, to agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from itertools import count
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import override_settings
from django.utils import timezone, translation

from accounts.models import Rhythm, User
from common.markup import shorten
from guide.distribution import ordering
from guide.models import Agency, Order, OrderStep
from notifications.kind_wordings import KIND_WORDINGS
from notifications.kinds import TRANSLATED, NotificationKind
from notifications.mail.account_letters import AccountLetter, key_of
from notifications.mail.composing import compose
from notifications.models import Letter, Notification
from tests.contracts.pseudo_locale import CODE, OPENING, write_pseudo_locale
from tests.contracts.said import known_words, outside, unknown, without_marks
from tests.french import faults_in, lines_of
from tests.guide.distribution.made import create_order

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ACTORS = ["elodie.gauthier", "contributor", ""]
"""Whose name begins with a vowel, whose ends with an initial, and nobody."""
TITLES = ["Dire «\u00a0non\u00a0», c’est possible\u00a0?", "À qui répond-on\u00a0!", "Ce que l’on garde."]
EXCERPTS = ["Il dit\u00a0: «\u00a0C’est votre banque.\u00a0» Raccrochez. " * 6, "C'est vrai ? Non : raccrochez !"]
ITALIAN = ["Dice che chiama la banca. Riagganciate. " * 6, "L'ha detto davvero."]
"""Without a sign before which French has a space."""
NUMBERS = count(1)


@pytest.fixture(scope="module")
def letters(loaded_demo: str) -> Iterator[list[EmailMessage]]:
    with transaction.atomic():
        yield [*about_each_kind(), *digests(), *about_accounts()]
        transaction.set_rollback(True)


def written(letter: Letter) -> EmailMessage:
    message = compose(letter, at=timezone.now())
    assert message is not None
    return message


def letter_to(person: User, *told: Notification, rhythm: str = Rhythm.AT_ONCE) -> Letter:
    letter = Letter.objects.create(person=person, key=f"k{next(NUMBERS)}", rhythm=rhythm)
    Notification.objects.filter(pk__in=[one.pk for one in told]).update(letter=letter, read_at=None)
    return letter


def about_each_kind() -> Iterator[EmailMessage]:
    reader = User.objects.get(username="editor")
    for kind in NotificationKind:
        for actor, title in zip(ACTORS, TITLES, strict=True):
            yield written(letter_to(reader, told(reader, kind, actor, title)))


def told(reader: User, kind: NotificationKind, actor: str, title: str) -> Notification:
    place = "guide:7" if "{number}" in f"{KIND_WORDINGS[kind].alone}{KIND_WORDINGS[kind].line}" else "page:1"
    place = "translation:tip-1:it" if kind in TRANSLATED else place
    number = next(NUMBERS)
    Notification.objects.notify(
        [reader.pk],
        kind=kind,
        place=place,
        place_title=title,
        url="/wiki/",
        key=f"letters.{place}:{number}",
        actor=User.objects.filter(username=actor).first(),
        excerpt=(ITALIAN if kind in TRANSLATED else EXCERPTS)[number % 2],
    )
    return Notification.objects.latest("pk")


def digests() -> Iterator[EmailMessage]:
    """Of everything that somebody of the demo was told, and of everything that there is to tell."""
    since = timezone.now() - timedelta(days=1)
    for username, rhythm in (("contributor", Rhythm.DAILY), ("editor", Rhythm.WEEKLY)):
        reader = User.objects.get(username=username)
        reader.notifications.update(created_at=since, concealed_at=None)
        yield written(letter_to(reader, *reader.notifications.all(), rhythm=rhythm))


def about_accounts() -> Iterator[EmailMessage]:
    reader = User.objects.get(username="contributor")
    for what in AccountLetter:
        if what == AccountLetter.INVITATION:  # goes to whoever has no password yet
            reader.set_unusable_password()
            reader.save()
        key = key_of(reader, what, at=timezone.now())
        yield written(Letter.objects.create(person=reader, key=key, rhythm=Rhythm.AT_ONCE))


def parts_of(letter: EmailMessage) -> Iterator[str]:
    """The lines of a letter: its subject, its text without addresses, and its HTML."""
    yield letter.subject
    text = re.sub(r"https?://\S+", "", letter.body)
    yield from (line.strip() for line in text.splitlines() if line.strip())
    yield from (line for part, _type in getattr(letter, "alternatives", []) for line in lines_of(part))


def faults_of(letters: list[EmailMessage]) -> set[tuple[str, str, str]]:
    return {(letter.subject, *fault) for letter in letters for line in parts_of(letter) for fault in faults_in(line)}


def test_every_letter_is_written_as_french_is(letters: list[EmailMessage]) -> None:
    assert len(letters) == len(NotificationKind) * len(ACTORS) + 2 + len(AccountLetter)
    assert faults_of(letters) == set()


def test_the_letters_to_agencies_are_written_as_french_is(loaded_demo: str) -> None:
    agency = Agency.objects.filter(channel__language="fr").earliest("pk")
    Agency.objects.filter(pk=agency.pk).update(email="lille@example.org")
    order = create_order(agency)
    ordering.send_link(agency, "https://example.org/agency/x/")
    for state in Order.State:
        ordering.write.call(OrderStep.objects.create(order=order, state=state, words=EXCERPTS[1], is_to_tell=True).pk)
    assert len(mail.outbox) == 1 + len(Order.State)
    assert faults_of(mail.outbox) == set()


def test_the_first_line_that_a_list_of_letters_shows_is_no_whole_text(letters: list[EmailMessage]) -> None:
    for letter in letters:
        html = letter.alternatives[0][0]
        line = unescape(re.split(r"display: ?none[^>]*>", html)[1].split("<")[0].strip())
        assert line and line == shorten(line, 120)


def test_no_letter_says_what_no_catalogue_holds(loaded_demo: str, tmp_path: Path) -> None:
    """In a language that marks each message of the site: a letter speaks that of whoever reads it."""
    own = {"LOCALE_PATHS": [write_pseudo_locale(tmp_path / "locale")], "LANGUAGES": [(CODE, "Pseudo")]}
    known = "\n".join([known_words(), *TITLES, *EXCERPTS, *ITALIAN])
    with override_settings(**own), transaction.atomic():
        User.objects.update(language=CODE)
        written_in_it = [*about_each_kind(), *digests(), *about_accounts()]
        transaction.set_rollback(True)
    translation.activate("fr")
    assert all(OPENING in letter.body for letter in written_in_it)
    found = {line for letter in written_in_it for line in unmarked(letter, known)}
    assert sorted(found) == []


def unmarked(letter: EmailMessage, known: str) -> list[str]:
    text = without_marks("\0".join([letter.subject, re.sub(r"https?://\S+", "", letter.body)]))
    html = [line for part, _type in getattr(letter, "alternatives", []) for line in outside(part, known, is_cut=True)]
    return unknown(re.split(r"[\0\n]", text), known, is_cut=True) + html
