"""A colleague's sentence is printed with her consent to these very words."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Attribution, User
from guide.editions.assembly import assemble
from guide.models import Consent, Edition, Tip
from guide.reviewing import consents, steps
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.contributions.uploads import makers
from tests.factories import create_page, create_tip, create_user

pytestmark = pytest.mark.django_db
WORDS = "J’ai raccroché, puis j’ai rappelé."


@pytest.fixture
def quoted(tip: Tip, contributor: User, editor: User) -> Tip:
    tip.quote_person(text=WORDS, person=contributor, by=editor)
    return tip


def printed() -> list[str]:
    """The quotations of the edition that would come out now."""
    return [tip.quotation.text for tip in assemble(Edition.objects.in_preparation()).tips if tip.quotation]


def asked() -> Consent:
    return Consent.objects.get()


@pytest.mark.once
def test_setting_a_quotation_asks_whoever_said_it(quoted: Tip, contributor: User, editor: User) -> None:
    assert (asked().person, asked().quote, asked().asked_by, asked().state) == (contributor, WORDS, editor, "asked")
    notice = Notification.objects.get(kind=NotificationKind.CONSENT)
    assert (notice.person, notice.excerpt, notice.url) == (contributor, WORDS, f"/guide/consent/{asked().pk}/")


def test_the_form_asks_too_and_another_word_asks_again(
    tip: Tip, editor: User, contributor: User, as_editor: Client
) -> None:
    tip.sources.add_passage(create_page(author=contributor).revision(1), passage="Il se présente", by=editor)
    form = {"title": tip.title, "body": tip.body, "summary": "", "base_version": "1"}
    form |= {"quote": WORDS, "quoted_person": str(contributor.pk)}
    as_editor.post("/curation/tips/6/edit/", form)
    consents.answer(asked(), by=contributor, agrees=True)
    assert printed() == [WORDS]
    as_editor.post("/curation/tips/6/edit/", form | {"base_version": "2", "quote": "J’ai raccroché."})
    assert Consent.objects.filter(state="asked").get().quote == "J’ai raccroché."
    assert Notification.objects.filter(kind=NotificationKind.CONSENT).count() == 2
    assert printed() == []


@pytest.mark.once
def test_only_what_she_agreed_to_is_printed(quoted: Tip, contributor: User) -> None:
    assert printed() == []
    consents.answer(asked(), by=contributor, agrees=False)
    assert printed() == []
    consents.answer(asked(), by=contributor, agrees=True)
    assert printed() == [WORDS]


@pytest.mark.once
def test_a_consent_that_is_withdrawn_before_publication_takes_the_words_out(quoted: Tip, contributor: User) -> None:
    consents.answer(asked(), by=contributor, agrees=True)
    consents.answer(asked(), by=contributor, agrees=False)
    assert printed() == []


@pytest.mark.once
def test_words_that_come_back_need_no_second_yes(quoted: Tip, contributor: User, editor: User) -> None:
    consents.answer(asked(), by=contributor, agrees=True)
    quoted.quote_person(text="Autre chose.", person=contributor, by=editor)
    quoted.revert_to(2, author=editor)
    assert printed() == [WORDS]


@pytest.mark.once
def test_the_same_words_by_somebody_else_need_hers(quoted: Tip, contributor: User, editor: User) -> None:
    consents.answer(asked(), by=contributor, agrees=True)
    quoted.quote_person(text=WORDS, person=create_user(username="zoe"), by=editor)
    assert printed() == []


@pytest.mark.once
def test_the_same_words_in_another_tip_need_hers_there(quoted: Tip, contributor: User, editor: User) -> None:
    consents.answer(asked(), by=contributor, agrees=True)
    create_tip(number=7, by=editor).quote_person(text=WORDS, person=contributor, by=editor)
    assert printed() == [WORDS]


@pytest.mark.once
def test_somebody_who_stays_anonymous_is_quoted_without_a_name(tip: Tip, editor: User) -> None:
    person = create_user(username="zoe", attribution=Attribution.ANONYMOUS)
    tip.quote_person(text=WORDS, person=person, by=editor)
    consents.answer(asked(), by=person, agrees=True)
    quotation = next(tip.quotation for tip in assemble(Edition.objects.in_preparation()).tips)
    assert quotation is not None
    assert (quotation.text, quotation.person.name) == (WORDS, "")


@pytest.mark.once
def test_whoever_quotes_herself_agrees_by_doing_so(tip: Tip, editor: User) -> None:
    tip.quote_person(text=WORDS, person=editor, by=editor)
    assert printed() == [WORDS]
    assert not Notification.objects.filter(kind=NotificationKind.CONSENT).exists()


def test_a_consent_given_elsewhere_is_recorded_with_its_day(tip: Tip, contributor: User, editor: User) -> None:
    day = datetime(2026, 9, 3, 12, tzinfo=UTC)
    consents.record(tip, quote=WORDS, person=contributor, by=editor, at=day)
    tip.quote_person(text=WORDS, person=contributor, by=editor)
    assert (asked().state, asked().answered_at) == ("given", day)
    assert printed() == [WORDS]
    assert not Notification.objects.filter(kind=NotificationKind.CONSENT).exists()


def test_whoever_asked_is_told_each_time_that_she_changes_her_mind(
    quoted: Tip, contributor: User, editor: User
) -> None:
    for agrees in (True, True, False):
        consents.answer(asked(), by=contributor, agrees=agrees)
    rows = Notification.objects.filter(kind=NotificationKind.CONSENTED)
    assert [(row.person, row.actor) for row in rows] == [(editor, contributor)] * 2


@pytest.mark.once
def test_nobody_answers_for_her_and_nobody_else_sees_the_question(
    quoted: Tip, editor: User, as_editor: Client, as_contributor: Client
) -> None:
    with pytest.raises(ValidationError):
        consents.answer(asked(), by=editor, agrees=True)
    address = f"/guide/consent/{asked().pk}/"
    assert as_editor.get(address).status_code == 403
    assert as_editor.post(address, {"answer": "agree"}).status_code == 403
    assert asked().state == "asked"


@pytest.mark.once
def test_she_reads_it_in_its_tip_under_her_name_and_agrees(quoted: Tip, as_contributor: Client) -> None:
    address = f"/guide/consent/{asked().pk}/"
    page = as_contributor.get(address).text
    for shown in (WORDS, "Martine L.", "Puis rappelez le numéro"):
        assert shown in page
    as_contributor.post(address, {"answer": "agree"})
    assert printed() == [WORDS]
    as_contributor.post(address, {"answer": "refuse"})
    assert printed() == []


def test_there_is_nothing_to_answer_about_words_that_are_gone(
    quoted: Tip, editor: User, as_contributor: Client
) -> None:
    quoted.quote_person(text="", person=None, by=editor)
    address = f"/guide/consent/{asked().pk}/"
    assert "<button" not in as_contributor.get(address).text.partition("<main")[2].partition("</main")[0]
    as_contributor.post(address, {"answer": "agree"})
    assert asked().state == "asked"


@pytest.mark.once
def test_the_tip_says_that_she_has_not_agreed(quoted: Tip, contributor: User, as_editor: Client) -> None:
    assert "consent-asked" in as_editor.get("/curation/tips/6/").text
    consents.answer(asked(), by=contributor, agrees=True)
    page = as_editor.get("/curation/tips/6/").text
    assert "consent-asked" not in page
    assert "consent-given" in page


def test_a_quotation_that_stood_there_before_anybody_asked_is_asked_about_with_the_review(
    tip: Tip, editor: User, contributor: User
) -> None:
    Tip.objects.filter(pk=tip.pk).update(quote="Je raccroche.", quoted_person=contributor)
    steps.ask_for_review(Tip.objects.get(pk=tip.pk), by=editor)
    assert Consent.objects.get().state == Consent.State.ASKED
    assert Notification.objects.filter(kind=NotificationKind.CONSENT, person=contributor).count() == 1


def test_a_picture_that_only_editors_may_see_is_told_in_words(
    quoted: Tip, contributor: User, editor: User, as_contributor: Client
) -> None:
    picture = makers.create_picture(uploader=editor, alt="Un écran : deux couleurs")
    body = f"{quoted.body}\n\n{picture.markdown}"
    quoted.record_revision(
        body=body, author=editor, base_version=quoted.version, quote=WORDS, quoted_person=contributor
    )
    screen = html.unescape(as_contributor.get(f"/guide/consent/{asked().pk}/").text)
    assert "/media/images/" not in screen
    shown = screen.partition("its-tip")[2][:900]
    assert "Un écran\u00a0: deux couleurs" in shown
