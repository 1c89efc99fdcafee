"""What can be done with an edition, and that it never changes once it is out. The public list of editions."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Attribution, User
from guide.builds import build, current
from guide.builds.current import CURRENT, current_number, point_at_current
from guide.builds.disk import folder_of
from guide.editions import AlreadyPublished, FreePlaces
from guide.editions.proof import checklist
from guide.models import Edition, EditionFile, Section, Tip
from guide.places import places_in_preparation
from guide.publication.forms import FORMS
from notifications.models import Notification
from tests import factories
from tests.factories import create_page, create_theme, create_themes, create_tip
from tests.forms import PDF
from tests.guide.conftest import Publish

pytestmark = pytest.mark.django_db


def words_of(edition: Edition) -> str:
    return (folder_of(edition) / "index.html").read_text()


@pytest.mark.once
def test_a_guide_with_free_places_goes_out_only_if_somebody_says_so(editor: User, publish: Publish) -> None:
    create_tip(number=6, by=editor)
    with pytest.raises(FreePlaces) as refusal:
        publish(accept_free_places=False)
    assert refusal.value.free == 19
    assert not Edition.objects.published().exists()
    publish(accept_free_places=True)
    assert Edition.objects.current() is not None


@pytest.mark.once
def test_publishing_numbers_dates_freezes_and_opens_the_next(editor: User, publish: Publish) -> None:
    create_tip(number=6, by=editor)
    edition = publish()
    assert (edition.number, edition.is_published, edition.published_by) == (1, True, editor)
    assert edition.title == factories.IDENTITY["title"]
    assert Edition.objects.in_preparation().number == 2
    assert {file.form: file.state for file in edition.files.all()} == dict.fromkeys(FORMS, "ready")
    assert (folder_of(edition) / "guide.pdf").read_bytes() == PDF
    assert current_number() == 1


@pytest.mark.once
def test_an_edition_is_never_changed_by_what_is_edited_later(editor: User, contributor: User, publish: Publish) -> None:
    page = create_page(author=contributor)
    tip = create_tip(number=6, by=editor, page=page, title="Raccrochez", body="Puis rappelez.")
    intro = next(section for section in Section.objects.in_order() if section.kind == "introduction")
    intro.record_revision(body="Bienvenue.", author=editor, base_version=1)
    first = publish()
    before = words_of(first)
    tip.revise(title="Décrochez", body="Puis parlez.", author=editor, base_version=1)
    tip.move_to(1, by=editor)
    intro.record_revision(body="Entrez.", author=editor, base_version=2)
    contributor.choose_attribution(Attribution.FULL)
    second = publish()
    assert words_of(first) == before
    build.request_builds(first, forms=["web"])
    first.refresh_from_db()
    assert "Martine L." in before
    assert words_of(first) == before
    assert [text in before for text in ("Raccrochez", "Bienvenue.", "Décrochez", "Entrez.")] == [
        True,
        True,
        False,
        False,
    ]
    after = words_of(second)
    assert [text in after for text in ("Décrochez", "Entrez.", "Martine Le Goff")] == [True, True, True]
    assert 'id="tip-1"' in after


@pytest.mark.once
def test_no_verb_changes_an_edition_that_is_out(published: Edition, editor: User) -> None:
    published.title = "Autre chose"
    for attempt in (
        published.save,
        published.delete,
        lambda: published.describe(title="Autre chose", subtitle="", summary=""),
        lambda: published.allot({create_theme(number=2): 6}, by=editor),
        lambda: published.publish(by=editor, accept_free_places=True),
    ):
        with pytest.raises(AlreadyPublished):
            attempt()
    published.refresh_from_db()
    assert published.title == factories.IDENTITY["title"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_wins(editor: User) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation()
    start, outcomes = threading.Barrier(2), []

    def publish_it(edition: Edition) -> None:
        start.wait()
        try:
            edition.publish(by=editor, accept_free_places=True)
            outcomes.append("published")
        except AlreadyPublished:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=publish_it, args=[Edition.objects.get(number=1)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["published", "told"]
    assert sorted(Edition.objects.values_list("number", "status")) == [(1, "published"), (2, "draft")]


def test_more_places_number_the_tips_anew_where_they_stand_in_their_theme(editor: User) -> None:
    one, two, three = (create_tip(number=number, by=editor) for number in (2, 6, 11))
    Edition.objects.in_preparation().allot({create_theme(number=1): 7, create_theme(number=2): 3}, by=editor)
    for tip in (one, two, three):
        tip.refresh_from_db()
    assert [(tip.number, tip.theme.number) for tip in (one, two, three)] == [(2, 1), (8, 2), (11, 3)]
    places = places_in_preparation()
    assert [row.count for row in places.rows] == [7, 3, 5, 5]
    assert places.theme_of(10).number == 2


def test_a_theme_does_not_lose_places_in_which_tips_stand(editor: User) -> None:
    for number in (6, 7):
        create_tip(number=number, by=editor, title=f"Conseil {number}")
    with pytest.raises(ValidationError, match=r"Délinquants.*7.*Conseil 7") as refusal:
        Edition.objects.in_preparation().allot({create_theme(number=2): 1}, by=editor)
    assert "Conseil 6" not in str(refusal.value)
    assert places_in_preparation().count == 20
    assert sorted(Tip.objects.values_list("number", flat=True)) == [6, 7]


@pytest.mark.once
def test_the_next_edition_keeps_the_number_of_places(editor: User, publish: Publish) -> None:
    create_themes()
    Edition.objects.in_preparation().allot({create_theme(number=4): 8}, by=editor)
    publish()
    assert [row.count for row in Edition.objects.in_preparation().places.rows] == [5, 5, 5, 8]


@pytest.mark.once
def test_a_pdf_that_cannot_be_made_says_why_and_the_editors_are_told(
    no_pdf: None, editor: User, publish: Publish
) -> None:
    create_tip(number=6, by=editor)
    edition = publish()
    pdf = edition.files.get(form=EditionFile.Form.PDF)
    assert (pdf.state, pdf.problem) == ("failed", "No PDF: Pango is not installed.")
    assert Notification.objects.of(editor).get().url == reverse("guide:edition", args=[1])
    assert edition.files.get(form=EditionFile.Form.WEB).state == "ready"


@pytest.mark.once
def test_everybody_sees_the_editions_with_their_dates_and_files(
    client: Client, published: Edition, publish: Publish
) -> None:
    publish()
    page = client.get("/guide/editions/").text
    for number in (1, 2):
        assert f"/guide/editions/{number}/fr/" in page
        assert f"/guide/editions/{number}/fr/guide.pdf" in page
        assert f"/guide/editions/{number}/fr/booklet-a4.pdf" in page
        for with_marks in ("booklet.pdf", "cover.pdf"):
            assert with_marks not in page
    assert "/guide/editions/3/" not in page


@pytest.mark.once
def test_the_list_costs_four_queries_however_long(
    client: Client, published: Edition, publish: Publish, django_assert_num_queries
) -> None:
    for _ in range(3):
        publish()
    with django_assert_num_queries(4):  # the settings of the site, the editions, their files, their errata
        client.get("/guide/editions/")


@pytest.mark.once
def test_an_edition_says_what_was_set_last_even_by_another_editor(editor: User) -> None:
    create_themes()
    seen_before = Edition.objects.in_preparation()
    Edition.objects.in_preparation().describe(title="Le titre d’après", subtitle="", summary="")
    seen_before.publish(by=editor, accept_free_places=True)
    assert seen_before.title == seen_before.guide.title == "Le titre d’après"


@pytest.mark.once
def test_the_newest_edition_stays_current_though_an_older_one_is_written_later(
    publish: Publish, monkeypatch: pytest.MonkeyPatch, editor: User
) -> None:
    create_themes()
    write_all = current.write_all
    publish()

    def slowly(folder: object, files: dict[str, bytes]) -> None:
        if CURRENT in files:
            monkeypatch.setattr(current, "write_all", write_all)
            publish()
        write_all(folder, files)  # type: ignore[arg-type]

    monkeypatch.setattr(current, "write_all", slowly)
    point_at_current()
    assert current_number() == 2


@pytest.mark.once
def test_a_made_up_name_has_no_edition_made_again(
    published: Edition, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = next(path.name for path in folder_of(published).glob("*.css"))
    made_again: list[EditionFile] = []
    monkeypatch.setattr(build, "build_file", made_again.append)
    names = ["a", "html", "fr", "guide", "css", f"{style}/", f"x{style}", "s.0123456789ab.css", style[1:]]
    statuses = {name: client.get(f"/guide/fr/{name}").status_code for name in names}
    assert statuses == dict.fromkeys(names, 404)
    assert made_again == []


@pytest.mark.once
def test_a_language_of_endless_length_does_not_exist(published: Edition, client: Client) -> None:
    assert client.get(f"/guide/{'x' * 3000}/").status_code == 404


@pytest.mark.once
def test_a_guide_without_questions_does_not_go_to_proof(as_editor: Client) -> None:
    draft = Edition.objects.in_preparation()
    address = f"/curation/editions/{draft.number}/proof/"
    reasons = {check.field: "Vu." for check in checklist(Edition.objects.in_preparation()) if not check.is_done}
    response = as_editor.post(address, reasons)
    assert response.status_code == 422
    assert "ni questions ni places" in response.text
    assert not Edition.objects.get().is_in_proof


@pytest.mark.once
def test_title_and_subtitle_stand_on_lines_of_their_own(as_editor: Client, editor: User, publish: Publish) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().describe(title="Douze gestes", subtitle="Ce que nous savons", summary="")
    edition = publish()
    assert "Douze gestes<br>Ce que nous savons" in as_editor.get(f"/curation/editions/{edition.number}/").text
