"""What a review link opens: one tip, for somebody without an account, and nothing else."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contributions.models import Page
from guide.models import Remark, ReviewLink, Tip
from guide.reviewing import consents, remarks
from guide.reviewing.querysets import hash_of
from tests.contributions.uploads import makers
from tests.factories import create_page, create_tip
from tests.guide.reviewing.conftest import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest() -> Client:
    """A browser as far from the site as it gets: with the check that forms come from the site itself."""
    return Client(enforce_csrf_checks=True, headers={"Origin": "null"})


def path(token: str) -> str:
    return reverse("guide:review_by_link", args=[token])


def sent(**changes: str) -> dict[str, str]:
    return {
        "version": "1",
        "sentence": "1",
        "replacement": "Raccrochez tout de suite.",
        "body": "Plus clair.",
    } | changes


def test_only_the_hash_of_the_token_is_stored(link: tuple[ReviewLink, str]) -> None:
    row, token = link
    assert row.digest == hash_of(token)
    assert token not in str(ReviewLink.objects.values().get())
    assert len(token) >= 40


@pytest.mark.once
def test_it_shows_that_tip_alone_without_a_way_into_the_site(
    tip: Tip, editor: User, link: tuple[ReviewLink, str], guest: Client
) -> None:
    create_tip(number=7, by=editor, title="Un autre conseil")
    body = "Lisez [ceci](/wiki/delinquants/) et [cela](https://example.org/)."
    Tip.objects.get(pk=tip.pk).revise(title=tip.title, body=body, author=editor, base_version=1)
    page = guest.get(path(link[1]))
    text = page.text
    assert page.status_code == 200
    assert "Lisez ceci et" in text
    assert "Service juridique" in text
    for absent in ("Un autre conseil", "/wiki/", "/curation/", "/accounts/", "/guide/", "Laurent", "Chevalier"):
        assert absent not in text


def test_no_cookie_is_set_and_nothing_is_cached_indexed_or_passed_on(
    link: tuple[ReviewLink, str], guest: Client
) -> None:
    page = guest.get(path(link[1]))
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in page.text


def test_a_guest_suggests_other_words_and_reads_what_became_of_them(
    tip: Tip, editor: User, link: tuple[ReviewLink, str], guest: Client
) -> None:
    form = guest.get(path(link[1]) + "?sentence=1&version=1")
    assert "Raccrochez d’abord.</textarea>" in form.text
    answer = guest.post(path(link[1]), sent())
    assert answer.status_code == 302
    said = Remark.objects.get()
    assert (said.link, said.by, said.replacement) == (link[0], None, "Raccrochez tout de suite.")
    assert "Plus clair." in guest.get(answer["Location"]).text
    remarks.refuse(said, by=editor, why="L’ordre compte.")
    page = guest.get(path(link[1])).text
    assert "L’ordre compte." in page
    assert "Laurent" not in page


@pytest.mark.once
def test_one_guest_does_not_read_the_remarks_of_others(
    tip: Tip, editor: User, link: tuple[ReviewLink, str], other: User, guest: Client
) -> None:
    second, token = ReviewLink.objects.make(tip, name="Comité d’entreprise", days=3, by=editor)
    remarks.remark(tip, about=sentence(tip, 1), version=1, body="Mot du comité.", link=second)
    remarks.remark(tip, about=sentence(tip, 1), version=1, body="Mot de Nadia.", by=other)
    page = guest.get(path(link[1])).text
    assert "Mot du comité." not in page
    assert "Mot de Nadia." not in page
    assert "Mot du comité." in guest.get(path(token)).text


def test_a_guest_says_that_she_has_finished(link: tuple[ReviewLink, str], guest: Client) -> None:
    assert guest.post(path(link[1]), {"act": "done"}).status_code == 302
    link[0].refresh_from_db()
    assert link[0].done_at is not None
    assert link[0].opened_at is None
    guest.get(path(link[1]))
    link[0].refresh_from_db()
    assert link[0].opened_at is not None


@pytest.mark.once
@pytest.mark.parametrize("how", ["expired", "revoked", "unknown"])
def test_what_opens_nothing_says_what_to_do_and_nothing_else(
    tip: Tip, link: tuple[ReviewLink, str], guest: Client, how: str
) -> None:
    row, token = link
    if how == "expired":
        ReviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "revoked":
        row.revoke()
    else:
        token = "x" * 43
    for answer in (guest.get(path(token)), guest.post(path(token), sent())):
        assert answer.status_code == (404 if how == "unknown" else 410)
        assert tip.title not in answer.text
        assert "Service juridique" not in answer.text
        assert '<p class="lead' in answer.text
    assert not Remark.objects.exists()


def test_the_token_stands_in_no_log(link: tuple[ReviewLink, str], guest: Client, caplog) -> None:
    token = link[1]
    link[0].revoke()
    with caplog.at_level(logging.DEBUG):
        guest.get(path(token))
        guest.post(path(token), sent())
    assert token not in "".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")


def test_a_link_is_prolonged_from_today_and_a_withdrawn_one_is_not(link: tuple[ReviewLink, str], guest: Client) -> None:
    row, token = link
    ReviewLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    row.refresh_from_db()
    row.prolong(days=3)
    assert guest.get(path(token)).status_code == 200
    assert (row.expires_at - timezone.now()).days in {2, 3}
    row.revoke()
    with pytest.raises(ValidationError, match=r".") as refusal:
        row.prolong(days=3)
    assert refusal.value.code == "revoked"
    with pytest.raises(ValidationError, match=r"."):
        row.prolong(days=365)


def test_more_than_a_person_would_say_is_refused_and_nothing_is_lost(
    tip: Tip, link: tuple[ReviewLink, str], guest: Client, settings
) -> None:
    settings.FLOOD_LIMITS = settings.FLOOD_LIMITS | {"remark": (2, 5)}
    for words in ("Un.", "Deux."):
        assert guest.post(path(link[1]), sent(body=words)).status_code == 302
    refused = guest.post(path(link[1]), sent(body="Trois."))
    assert refused.status_code == 422
    assert "Trois.</textarea>" in refused.text
    assert Remark.objects.count() == 2


@pytest.mark.parametrize(
    "changes", [{"body": "x" * 1_001}, {"replacement": "y" * 2_001}, {"sentence": "99"}, {"version": "7"}]
)
def test_too_much_or_odd_is_refused_with_its_words(
    link: tuple[ReviewLink, str], guest: Client, changes: dict[str, str]
) -> None:
    assert guest.post(path(link[1]), sent(**changes)).status_code == 422
    assert not Remark.objects.exists()


def test_pictures_of_the_tip_come_through_the_link_and_no_others(
    tip: Tip, editor: User, other: User, link: tuple[ReviewLink, str], guest: Client
) -> None:
    page = create_page(title="Avec images")
    inside, outside = "00000000000000aa", "00000000000000bb"
    for token, uploader in ((inside, editor), (outside, other)):
        makers.place(token=token, uploader=uploader, page=Page.objects.get(pk=page.pk))
    body = f"Voici.\n\n![Un écran](/media/images/{inside}/ecran.webp)"
    Tip.objects.get(pk=tip.pk).revise(title=tip.title, body=body, author=editor, base_version=1)
    text = guest.get(path(link[1])).text
    assert f"{path(link[1])}pictures/{inside}/ecran.webp" in text
    assert '"/media/images/' not in text
    shown = guest.get(f"{path(link[1])}pictures/{inside}/ecran.webp")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert guest.get(f"{path(link[1])}pictures/{outside}/ecran.webp").status_code == 404
    link[0].revoke()
    assert guest.get(f"{path(link[1])}pictures/{inside}/ecran.webp").status_code == 404


def test_signed_in_or_not_nothing_else_opens_by_the_token(link: tuple[ReviewLink, str], guest: Client) -> None:
    for address in ("/curation/tips/6/", "/curation/reviews/", "/wiki/", "/curation/tips/6/review/links/"):
        for query in ("", f"?token={link[1]}"):
            assert guest.get(address + query).status_code in {302, 403}


@pytest.mark.once
def test_wordings_that_were_replaced_before_the_link_was_made_stay_inside(
    tip: Tip, editor: User, guest: Client
) -> None:
    Tip.objects.get(pk=tip.pk).revise(title=tip.title, body="Raccrochez, voilà tout.", author=editor, base_version=1)
    _link, token = ReviewLink.objects.make(tip, name="Service juridique", days=7, by=editor)
    page = guest.get(path(token), {"version": "1", "sentence": "2"})
    assert "le numéro que vous connaissez" not in page.text
    assert (
        "le numéro que vous connaissez" not in guest.post(path(token), sent(sentence="2", replacement="x" * 3_000)).text
    )
    assert guest.post(path(token), sent()).status_code == 422
    tip.refresh_from_db()
    tip.revise(title=tip.title, body="Raccrochez aussitôt.", author=editor, base_version=2)
    assert guest.post(path(token), sent(version="2")).status_code == 302, "what she read is hers to remark on"


def test_whoever_is_quoted_is_named_once_she_has_agreed(
    tip: Tip, editor: User, contributor: User, link: tuple[ReviewLink, str], guest: Client
) -> None:
    tip.quote_person(text="Je raccroche, toujours.", person=contributor, by=editor)
    assert "Martine" not in guest.get(path(link[1])).text
    consents.answer(tip.consents.get(), by=contributor, agrees=True)
    assert "Martine L." in guest.get(path(link[1])).text
