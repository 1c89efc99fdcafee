"""Names beside the texts of an edition that is out: they go, or say less, and never say more."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Attribution, User
from guide.builds import build
from guide.builds.build import make_file
from guide.builds.disk import folder_of
from guide.editions import name_removal
from guide.models import Edition, Tip
from guide.reviewing import consents
from guide_project import settings as real
from tests.factories import create_page, create_tip
from tests.forms import set_form
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("step_by_step")]

SAID = "J’ai raccroché tout de suite."


@pytest.fixture
def quoted(editor: User, contributor: User) -> Tip:
    contributor.attribution = Attribution.FULL
    contributor.save()
    tip = create_tip(number=6, by=editor, page=create_page(author=contributor))
    tip.quote_person(text=SAID, person=contributor, by=editor)
    consents.answer(tip.consents.get(), by=contributor, agrees=True)
    return tip


def words_of(edition: Edition) -> str:
    return (folder_of(edition) / "index.html").read_text()


def test_who_wants_to_be_named_with_less_is_in_every_edition(quoted: Tip, contributor: User, publish: Publish) -> None:
    edition = publish()
    assert "Martine Le Goff" in words_of(edition)
    contributor.choose_attribution(Attribution.INITIAL)
    assert "Martine Le Goff" not in words_of(edition)
    assert "Martine L." in words_of(edition)
    contributor.choose_attribution(Attribution.ANONYMOUS)
    assert "Martine" not in words_of(edition)
    edition.refresh_from_db()
    assert edition.guide.renamed_on == timezone.localdate()
    assert SAID in words_of(edition)
    assert "guide.editions.name_removal.apply_attribution" in real.ON_ATTRIBUTION_CHANGED


def test_who_wants_to_be_named_with_more_is_from_the_next_edition_on(
    quoted: Tip, contributor: User, publish: Publish
) -> None:
    contributor.choose_attribution(Attribution.INITIAL)
    edition = publish()
    before = words_of(edition)
    contributor.choose_attribution(Attribution.FULL)
    edition.refresh_from_db()
    assert (words_of(edition), edition.names_changed_at) == (before, None)


def test_a_consent_taken_back_takes_the_name_and_leaves_the_words(
    quoted: Tip, contributor: User, editor: User, publish: Publish
) -> None:
    edition = publish()
    quoted.refresh_from_db()
    quoted.quote_person(text="", person=None, by=editor)  # the next edition no longer quotes her
    consent = quoted.consents.get()
    assert name_removal.is_printed(consent)
    consents.answer(consent, by=contributor, agrees=False, is_printed=True)
    edition.refresh_from_db()
    [tip] = edition.guide.tips
    assert tip.quotation is not None
    assert (tip.quotation.text, tip.quotation.signature) == (SAID, "")
    assert edition.guide.contributors == ("Martine Le Goff",)  # she has written it all the same
    assert edition.guide.renamed_on
    assert not name_removal.is_printed(consent)


def test_words_agreed_to_as_they_were_typed_are_printed_as_they_are_set(
    contributor: User, editor: User, publish: Publish
) -> None:
    """French puts no-break spaces and curved apostrophes in when a text is frozen: these are the same words."""
    tip = create_tip(number=6, by=editor, page=create_page(author=contributor))
    tip.quote_person(text="J'ai dit : « Qui est là ? »", person=contributor, by=editor)
    consent = tip.consents.get()
    consents.answer(consent, by=contributor, agrees=True)
    edition = publish()
    [printed] = edition.guide.tips
    assert printed.quotation is not None
    assert printed.quotation.text == "J’ai dit\u00a0: «\u00a0Qui est là\u00a0?\u00a0»"
    assert name_removal.is_printed(consent)
    consents.answer(consent, by=contributor, agrees=False, is_printed=True)
    edition.refresh_from_db()
    [printed] = edition.guide.tips
    assert printed.quotation is not None
    assert printed.quotation.signature == ""


def test_the_screen_of_the_consent_says_that_an_edition_is_out(
    quoted: Tip, as_contributor: Client, publish: Publish
) -> None:
    publish()
    address = reverse("guide:consent", args=[quoted.consents.get().pk])
    assert "les mots restent, sans nom" in as_contributor.get(address).text


def test_many_changes_are_one_making_of_each_file(
    quoted: Tip, contributor: User, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has not come yet: what waits for it is made once, from the names of that moment."""
    edition, asked, made = publish(), list[int](), list[str]()
    monkeypatch.setattr(build, "request_build", lambda file, priority: asked.append(file.pk))
    for way in (Attribution.INITIAL, Attribution.ANONYMOUS):
        contributor.choose_attribution(way)
    set_form(monkeypatch, "docx", lambda guide, materials: {"guide.docx": made.append(guide.language) or b"docx"})
    for pk in asked:
        make_file.call(pk)
    assert made == ["fr"]
    assert {file.state for file in edition.files.all()} == {"ready"}


def test_no_file_with_a_name_that_went_is_served_until_it_is_made_again(
    quoted: Tip, contributor: User, publish: Publish, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, asked = publish(), dict[int, int]()
    monkeypatch.setattr(build, "request_build", lambda file, priority: asked.setdefault(file.pk, priority))
    contributor.choose_attribution(Attribution.ANONYMOUS)
    assert [path for path in folder_of(edition).rglob("*") if path.is_file()] == []
    for address in ("/guide/fr/", "/guide/editions/1/fr/", "/guide/fr/guide.pdf"):
        answer = client.get(address)
        assert (answer.status_code, "Le Goff" in answer.text) == (503, False)
        assert int(answer["Retry-After"]) <= 30
    assert set(asked.values()) == {build.AT_ONCE} and asked.keys() == {file.pk for file in edition.files.all()}
    for pk in asked:
        make_file.call(pk)
    assert client.get("/guide/fr/").status_code == client.get("/guide/fr/guide.pdf").status_code == 200
    assert "Le Goff" not in words_of(edition)


def test_an_edition_that_was_withdrawn_forgets_too(
    quoted: Tip, contributor: User, editor: User, publish: Publish, django_capture_on_commit_callbacks
) -> None:
    edition = publish()
    with django_capture_on_commit_callbacks(execute=True):
        edition.withdraw(notice="Un essai.", by=editor)
    contributor.choose_attribution(Attribution.ANONYMOUS)
    with django_capture_on_commit_callbacks(execute=True):
        edition.reinstate(why="Un essai.", by=editor)
    assert "Martine" not in words_of(edition)
