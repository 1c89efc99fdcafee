"""Who gets which letter, when, and what it says."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email import message_from_string
from email.policy import SMTP

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django_tasks_db.models import DBTaskResult

from accounts.models import Rhythm, User
from guide.publication.booklet import PAPERS
from notifications.kinds import NotificationKind
from notifications.mail.delivery import deliver_at_once, deliver_what_is_due
from notifications.mail.outbox import Letter
from notifications.models import Notification
from tests.notifications.notified import MONDAY, at, notify, told
from themes.models import Theme

WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


def choose(person: User, **choices: str) -> None:
    User.objects.filter(pk=person.pk).update(**choices)


def sent() -> list[EmailMultiAlternatives]:
    """What was sent since it was asked last."""
    box: list[EmailMultiAlternatives] = mail.outbox  # type: ignore[attr-defined]
    letters, box[:] = list(box), []
    return letters


def deliver(moment: datetime) -> list[EmailMultiAlternatives]:
    with at(moment):
        deliver_what_is_due()
    return sent()


def html_of(letter: EmailMultiAlternatives) -> str:
    return str(letter.alternatives[0].content)


def test_fifteen_texts_sent_to_review_in_a_row_are_one_letter(contributor: User) -> None:
    for number in range(15):
        moment = MONDAY + number * MINUTE
        place = f"text:{number}"
        notify(
            contributor, kind=NotificationKind.TRANSLATION_SENT, place=place, place_title=f"Conseil {number}", at=moment
        )
        assert deliver(moment) == [], "more of them may come"
    (letter,) = deliver(MONDAY + 30 * MINUTE)
    assert all(f"Conseil {number}" in str(letter.body) for number in range(15))
    assert deliver(MONDAY + 60 * MINUTE) == []


def test_what_is_addressed_to_the_person_comes_at_once_and_alone(contributor: User, editor: User) -> None:
    for excerpt in ("Je raccroche.", "Puis je rappelle."):
        notify(contributor, kind=NotificationKind.REPLY, actor=editor, excerpt=excerpt)
    deliver_at_once.call()
    letters = sent()
    assert [letter.to for letter in letters] == [["martine@example.org"]] * 2
    assert letters[0].subject == "Laurent C. vous a répondu à propos de «\xa0L’appel du faux technicien\xa0»"
    assert "Je raccroche." in str(letters[0].body)
    assert "Je raccroche." in html_of(letters[0])
    assert deliver(MONDAY) == []


def test_a_wording_of_her_own_is_signed_by_nobody_else_and_says_its_language(contributor: User, editor: User) -> None:
    contributor.speak("en")
    for kind in (NotificationKind.WORDING_TAKEN, NotificationKind.WORDING_REFUSED):
        notify(contributor, kind=kind, actor=editor, place="translation:tip-1:it", excerpt="Mettete giù.")
    deliver_at_once.call()
    for letter in sent():
        words = html_of(letter).partition('lang="it"')[2].partition("</td>")[0]
        assert "Mettete giù." in words and editor.public_name not in words


@pytest.mark.parametrize("papers", [[], [9, 3], [12, 1, 5]])
def test_the_band_over_a_letter_has_the_colours_of_the_campaign(
    contributor: User, editor: User, papers: list[int]
) -> None:
    notify(contributor, kind=NotificationKind.REPLY, actor=editor, excerpt="Je raccroche.")
    Theme.objects.all().delete()
    for number, paper in enumerate(papers, start=1):
        Theme.objects.create(number=number, slug=f"t{number}", short_title="Un", question="Lequel ?", paper=paper)
    deliver_at_once.call()
    [letter] = sent()
    band = re.findall(r'width="(\d+)%"\s+height="12"\s+style="[^"]*background: ([^"]+)"', html_of(letter))
    assert band == [(str(round(100 / len(papers))), PAPERS[paper].fill) for paper in papers]


def test_it_is_sent_by_the_worker_as_soon_as_it_is_told(contributor: User, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notify(contributor, kind=NotificationKind.MENTION)
    assert len(sent()) == 1


def test_telling_what_nobody_wants_at_once_wakes_no_worker(
    contributor: User, settings, django_capture_on_commit_callbacks
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    with django_capture_on_commit_callbacks(execute=True):
        notify(contributor, kind=NotificationKind.EDITED)
    assert not DBTaskResult.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        notify(contributor, kind=NotificationKind.REPLY)
    assert DBTaskResult.objects.count() == 1


def test_the_rest_comes_on_monday_at_eight_in_one_letter(contributor: User, editor: User) -> None:
    for place in ("page:1", "page:1", "page:2"):
        notify(contributor, place=place, place_title=f"Titre de {place}", actor=editor, at=MONDAY - timedelta(days=1))
    assert deliver(MONDAY - timedelta(hours=2, minutes=1)) == []  # 7:59 in Paris
    [letter] = deliver(MONDAY - timedelta(hours=2))
    assert letter.subject == "Cette semaine\xa0: Titre de page:2 et 1 autre"
    assert "Laurent C. a modifié ce texte 2 fois." in html_of(letter)
    assert "Laurent C. a modifié ce texte 2 fois." in str(letter.body)
    assert deliver(MONDAY) == []


def test_what_happens_after_the_hour_waits_for_the_next_one(contributor: User) -> None:
    notify(contributor, at=MONDAY + MINUTE)
    assert deliver(MONDAY + timedelta(days=1)) == []
    assert len(deliver(MONDAY + WEEK - timedelta(hours=2))) == 1


def test_a_digest_that_is_late_comes_all_the_same(contributor: User) -> None:
    notify(contributor, at=MONDAY - timedelta(days=2))
    assert len(deliver(MONDAY + timedelta(days=3))) == 1


def test_once_a_day_is_at_eight(contributor: User) -> None:
    choose(contributor, mail_rest="daily", mail_personal="daily")
    notify(contributor, at=MONDAY)
    notify(contributor, kind=NotificationKind.REPLY, at=MONDAY)
    assert deliver(MONDAY + timedelta(hours=21)) == []
    [letter] = deliver(MONDAY + timedelta(hours=22))
    assert Letter.objects.get().notifications.count() == 2
    assert letter.subject == "Depuis hier\xa0: L’appel du faux technicien"


def test_the_rest_at_once_comes_at_most_once_an_hour(contributor: User) -> None:
    choose(contributor, mail_rest="at_once")
    for minute in range(10):
        notify(contributor, at=MONDAY + minute * MINUTE)
        letters = deliver(MONDAY + minute * MINUTE)
        assert len(letters) == (1 if minute == 0 else 0)
    assert len(deliver(MONDAY + 60 * MINUTE)) == 1


@pytest.mark.parametrize("kind", [NotificationKind.REPLY, NotificationKind.EDITED])
def test_never_is_never(kind: NotificationKind, contributor: User) -> None:
    choose(contributor, mail_personal="never", mail_rest="never")
    notify(contributor, kind=kind, at=MONDAY - timedelta(days=1))
    assert deliver(MONDAY) == []


def test_there_is_no_empty_digest(contributor: User, editor: User) -> None:
    assert deliver(MONDAY) == []
    notify(contributor, at=MONDAY - timedelta(days=1))
    Notification.objects.all().read(contributor)
    assert deliver(MONDAY) == []
    assert not Letter.objects.exists()


def test_what_is_older_than_eight_days_is_not_mailed(contributor: User) -> None:
    notify(contributor, kind=NotificationKind.REPLY, at=MONDAY - timedelta(days=8, minutes=1))
    notify(contributor, kind=NotificationKind.EDITED, at=MONDAY - timedelta(days=8, minutes=1))
    assert deliver(MONDAY) == []


@pytest.mark.parametrize("fields", [{"is_active": False}, {"email": ""}, {"invited_at": None}])
def test_stopped_accounts_people_without_an_address_and_those_who_know_nothing_of_the_site_get_nothing(
    fields: dict[str, object], contributor: User
) -> None:
    notify(contributor, kind=NotificationKind.REPLY, at=MONDAY - timedelta(days=1))
    notify(contributor, kind=NotificationKind.EDITED, at=MONDAY - timedelta(days=1))
    User.objects.filter(pk=contributor.pk).update(**fields)
    assert deliver(MONDAY) == []


@pytest.mark.parametrize("fields", [{"last_login": MONDAY}, {"invited_at": MONDAY}])
def test_who_was_brought_in_is_written_to_once_she_was_invited_or_is_here(
    fields: dict[str, datetime], contributor: User
) -> None:
    notify(contributor, kind=NotificationKind.MENTION, at=MONDAY - timedelta(days=1))
    User.objects.filter(pk=contributor.pk).update(invited_at=None)
    assert deliver(MONDAY) == []
    User.objects.filter(pk=contributor.pk).update(**fields)
    assert [letter.to for letter in deliver(MONDAY + MINUTE)] == [["martine@example.org"]]


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda person: Notification.objects.all().read(person),
        lambda person: Notification.objects.conceal("page:12"),
        lambda person: choose(person, mail_personal="never"),
        lambda person: choose(person, is_active=False),
        lambda person: choose(person, email=""),
    ],
    ids=["read", "concealed", "unsubscribed", "stopped", "no address"],
)
def test_what_changes_between_writing_and_sending_counts(meanwhile, contributor: User) -> None:
    from notifications.mail.composing import prepare_letters

    notify(contributor, kind=NotificationKind.REPLY, at=MONDAY)
    prepare_letters(Rhythm.AT_ONCE, at=MONDAY)
    meanwhile(contributor)
    assert deliver(MONDAY) == []
    assert Letter.objects.get().state == "empty"


def test_told_anew_after_it_was_forgotten_it_is_not_sent_anew(contributor: User) -> None:
    notify(contributor, kind=NotificationKind.REPLY, key="contributions.comment:1:1", at=MONDAY)
    assert len(deliver(MONDAY)) == 1
    Notification.objects.all().delete()
    notify(contributor, kind=NotificationKind.REPLY, key="contributions.comment:1:1", at=MONDAY)
    assert deliver(MONDAY + MINUTE) == []


def test_a_letter_is_in_the_language_of_the_person(contributor: User) -> None:
    choose(contributor, language="en")
    notify(contributor, kind=NotificationKind.PROMOTED, place="guide:7", at=MONDAY)
    [letter] = deliver(MONDAY)
    assert letter.subject == "Your sentence is in tip 7"
    assert '<html lang="en">' in html_of(letter)
    assert "No more of these" in str(letter.body)


@pytest.mark.parametrize(
    "host", ["wiki.example.org", "un-nom-de-domaine-qui-n-en-finit-pas.intranet.deuxrives.example"]
)
def test_the_headers_say_that_a_program_wrote_it_and_how_to_stop_it(host: str, contributor: User, settings) -> None:
    settings.SITE_ADDRESS = f"https://{host}"
    notify(contributor, kind=NotificationKind.REPLY, at=MONDAY)
    [letter] = deliver(MONDAY)
    message = message_from_string(letter.message().as_string())
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # in one piece, however long: mail programs do not decode this one
    assert f"\nList-Unsubscribe: <https://{host}/notifications/stop/" in letter.message().as_string()
    # while what is encoded is folded, as it must be
    encoded = re.findall(rb"=\?utf-8\?.\?[^?]*\?=", letter.message(policy=SMTP).as_bytes())
    assert max(len(word) for word in encoded) <= 75
    assert message["Message-ID"].endswith(f"@{host}>")
    assert message["Precedence"] is None
    # a long subject of letters with accents and words without them arrives as it was written
    letter.subject = (
        "Vous êtes invité à «\xa0The Northern Rivers Water Authority Knowledge Sharing and Continuous Improvement "
        "Programme 2026–2031\xa0»"
    )
    raw = letter.message(policy=SMTP).as_bytes()
    assert b"?==?" not in raw and max(map(len, raw.split(b"\r\n\r\n")[0].split(b"\r\n"))) < 200
    assert message_from_string(raw.decode(), policy=SMTP)["Subject"] == letter.subject
    assert letter.from_email == "Campagne d’essai <guide@guide.example>"
    assert message.get_content_type() == "multipart/alternative"


def test_it_names_the_site_and_nothing_comes_from_afar(contributor: User, settings) -> None:
    settings.SITE_ADDRESS = "https://wiki.example.org"
    one = told(contributor, kind=NotificationKind.REPLY, at=MONDAY)
    [letter] = deliver(MONDAY)
    for form in (str(letter.body), html_of(letter)):
        assert f"https://wiki.example.org/notifications/{one.pk}/" in form
        assert "https://wiki.example.org/notifications/mail/" in form
        assert "https://wiki.example.org/notifications/stop/" in form
    assert not any(word in html_of(letter) for word in ("<img", "url(", "<script", "<link", "@import"))


def test_what_people_wrote_is_shown_as_it_was_typed(contributor: User) -> None:
    notify(
        contributor,
        kind=NotificationKind.REPLY,
        place_title="<i>Titre</i> & Cie\nBcc: x@example.org",
        excerpt="<b>gras</b>",
        at=MONDAY,
    )
    [letter] = deliver(MONDAY)
    assert "\n" not in letter.subject
    assert "<i>Titre</i> & Cie" in letter.subject
    assert "&lt;b&gt;gras&lt;/b&gt;" in html_of(letter)
    assert "<b>gras</b>" in str(letter.body)
    assert "<i>" not in html_of(letter)


def test_a_long_digest_says_how_much_more_there_is(contributor: User) -> None:
    for number in range(23):
        notify(contributor, place=f"page:{number}", place_title=f"Page {number}", at=MONDAY - timedelta(days=1))
    [letter] = deliver(MONDAY)
    assert "Et 3 autres endroits sur le site." in html_of(letter)


def test_opening_what_a_letter_tells_reads_it(contributor: User, as_contributor: Client) -> None:
    one = told(contributor, kind=NotificationKind.REPLY, at=MONDAY)
    [letter] = deliver(MONDAY)
    assert one.get_absolute_url() in str(letter.body)
    assert as_contributor.get(one.get_absolute_url()).status_code == 302


def test_ten_thousand_letters_are_prepared_in_few_queries(
    db: None, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries
) -> None:
    from notifications.mail import composing

    monkeypatch.setattr(composing, "BATCH", 20)
    people = User.objects.bulk_create(
        [User(username=f"p{number}", email=f"p{number}@x.org", invited_at=MONDAY) for number in range(60)]
    )
    notify(*people, at=MONDAY - timedelta(days=1))
    with django_assert_max_num_queries(3 * 6 + 2):
        composing.prepare_letters(Rhythm.WEEKLY, at=MONDAY)
    assert Letter.objects.count() == 60
    assert not Notification.objects.filter(letter=None).exists()
