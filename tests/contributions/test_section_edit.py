"""A section is edited alone: its text goes back into the version that it came from, and is merged as any edit is."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contributions.history_models import Act
from contributions.models import Page
from drafts.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Une ouverture.\n\n## Le signe\n\nIl presse.\n\n### Un détail\n\nEncore.\n\n## La réponse\n\nRaccrocher.\n"
SIGN = "## Le signe\n\nIl presse.\n\n### Un détail\n\nEncore."


@pytest.fixture
def page(contributor: User) -> Page:
    return factories.create_page(body=BODY, author=contributor)


def edit(client: Client, page: Page, **fields: Any) -> Any:
    values = {"section": "h-le-signe", "body": SIGN, "summary": "", "base_version": "1"} | fields
    return client.post(page.screen_url("edit"), values, headers={"accept-language": "en"})


def form_of(client: Client, page: Page, section: str = "h-le-signe") -> Any:
    return client.get(page.screen_url("edit"), {"section": section}, headers={"accept-language": "en"})


@pytest.mark.once
def test_each_heading_of_a_page_leads_to_its_section(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(page.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert html.count('class="edit-section"') == 3
    assert f'href="{page.screen_url("edit")}?section=h-le-signe"' in html
    assert "the section “Le signe”" in html


@pytest.mark.once
def test_a_heading_between_quotation_marks_is_named_with_marks_of_the_second_level(as_contributor: Client) -> None:
    page = factories.create_page(title="Vrai ou faux", body="## «\u00a0Je vois mes gains\u00a0»\n\nFaux.")
    html = as_contributor.get(page.get_absolute_url()).content.decode()
    assert "la partie «\u00a0“Je vois mes gains”\u00a0»" in html


@pytest.mark.once
def test_a_heading_inside_of_something_else_leads_nowhere(as_contributor: Client) -> None:
    page = factories.create_page(title="Cité", body="> ## Dedans\n\n## Dehors\n\nTexte.")
    html = as_contributor.get(page.get_absolute_url()).content.decode()
    assert html.count('class="edit-section"') == 1
    assert 'section=h-dehors"' in html


@pytest.mark.once
@pytest.mark.parametrize("why", ["a visitor", "closed", "hidden"])
def test_who_cannot_write_is_shown_no_such_way(why: str, page: Page, as_editor: Client, editor: User) -> None:
    factories.change_site_settings(wiki_is_public=True)
    assert 'class="edit-section"' in as_editor.get(page.get_absolute_url()).content.decode()
    if why == "closed":
        factories.close_writing()
    elif why == "hidden":
        page.hide(reason="doublon", by=editor)
    client = Client() if why == "a visitor" else as_editor
    html = client.get(page.get_absolute_url()).content.decode()
    assert "Il presse." in html
    assert "edit-section" not in html


def test_the_form_shows_the_section_alone_without_a_title(as_contributor: Client, page: Page) -> None:
    response = form_of(as_contributor, page)
    form, html = response.context["form"], response.content.decode()
    assert form["body"].value() == SIGN
    assert "title" not in form.fields
    assert 'The section “<span lang="fr">Le signe</span>” of' in html
    assert 'placeholder="Le signe"' in html


def test_saving_changes_the_section_alone(as_contributor: Client, page: Page) -> None:
    response = edit(as_contributor, page, body=SIGN.replace("presse", "presse beaucoup"), summary="plus fort")
    assert response.url == page.get_absolute_url()
    page.refresh_from_db()
    assert page.body == BODY.replace("presse", "presse beaucoup")
    assert page.revision(2).summary == "plus fort"


def test_without_a_summary_the_history_names_the_section(as_contributor: Client, page: Page) -> None:
    edit(as_contributor, page, body=SIGN.replace("presse", "insiste"))
    assert page.revision(2).summary == "Le signe"


def test_saving_it_as_it_is_adds_no_version(as_contributor: Client, page: Page) -> None:
    edit(as_contributor, page, body=f"{SIGN}\r\n\r\n".replace("\n", "\r\n"))
    page.refresh_from_db()
    assert (page.version, page.body) == (1, BODY)


def test_what_others_saved_elsewhere_is_merged(as_contributor: Client, page: Page, editor: User) -> None:
    factories.edit_page(page, BODY.replace("Raccrocher.", "Raccrocher, toujours."), author=editor)
    edit(as_contributor, page, body=SIGN.replace("presse", "insiste"))
    page.refresh_from_db()
    assert page.body == BODY.replace("Raccrocher.", "Raccrocher, toujours.").replace("presse", "insiste")
    assert page.revision(3).act == Act.MERGED


def test_a_page_renamed_meanwhile_keeps_its_new_name(as_contributor: Client, page: Page, editor: User) -> None:
    page.move(title="Un autre titre", theme=page.theme, author=editor)
    edit(as_contributor, page, body=SIGN.replace("presse", "insiste"))
    page.refresh_from_db()
    assert (page.title, page.version) == ("Un autre titre", 3)
    assert "Il insiste." in page.body


def test_a_section_renamed_meanwhile_takes_the_edit_under_its_new_name(
    as_contributor: Client, page: Page, editor: User
) -> None:
    factories.edit_page(page, BODY.replace("## Le signe", "## Le signe qui ne trompe pas"), author=editor)
    edit(as_contributor, page, body=SIGN.replace("Encore.", "Encore un."))
    page.refresh_from_db()
    assert "## Le signe qui ne trompe pas" in page.body
    assert "Encore un." in page.body


def test_two_people_in_one_passage_get_the_conflict_of_the_whole_page(
    as_contributor: Client, page: Page, editor: User
) -> None:
    factories.edit_page(page, BODY.replace("presse", "menace"), author=editor)
    response = edit(as_contributor, page, body=SIGN.replace("presse", "insiste"))
    assert response.status_code == 409
    conflict = response.context["conflict"]
    assert conflict.mine == BODY.replace("presse", "insiste")
    assert [passage.piece.theirs for passage in conflict.passages] == ["Il menace.\n"]
    saved = as_contributor.post(conflict.action, conflict.form.initial | {"title": page.title})
    assert saved.status_code == 302


def test_two_headings_of_one_name_are_two_sections(as_contributor: Client) -> None:
    page = factories.create_page(title="Deux fois", body="## Que faire\n\nUn.\n\n## Que faire\n\nDeux.")
    assert form_of(as_contributor, page, "h-que-faire-2").context["form"]["body"].value() == "## Que faire\n\nDeux."
    edit(as_contributor, page, section="h-que-faire-2", body="## Que faire\n\nTrois.")
    page.refresh_from_db()
    assert page.body == "## Que faire\n\nUn.\n\n## Que faire\n\nTrois."


def test_a_link_to_a_section_that_is_gone_leads_to_the_whole_page(as_contributor: Client, page: Page) -> None:
    response = as_contributor.get(
        page.screen_url("edit"), {"section": "h-rien"}, follow=True, headers={"accept-language": "en"}
    )
    assert response.redirect_chain == [(page.screen_url("edit"), 302)]
    assert response.context["form"]["body"].value() == BODY
    assert "This section is not in the page any more" in response.content.decode()


def test_a_text_whose_section_is_gone_is_given_back_and_can_go_into_the_whole_page(
    as_contributor: Client, page: Page
) -> None:
    response = edit(as_contributor, page, section="h-rien", body="## Rien\n\nMon texte.")
    assert response.status_code == 422
    assert response.context["form"]["body"].value() == "## Rien\n\nMon texte."
    assert 'name="whole"' in response.content.decode()
    whole = edit(as_contributor, page, section="h-rien", body="## Rien\n\nMon texte.", whole="1")
    assert whole.status_code == 200
    form = whole.context["form"]
    assert form["body"].value() == f"{BODY}\n## Rien\n\nMon texte.\n"
    assert (form["title"].value(), form["base_version"].value()) == (page.title, "1")
    page.refresh_from_db()
    assert page.version == 1, "nothing is saved yet"


def test_a_version_that_does_not_exist_gives_the_text_back(as_contributor: Client, page: Page) -> None:
    response = edit(as_contributor, page, base_version="99", body="Mon texte.")
    assert response.status_code == 422
    form = response.context["form"]
    assert (form["body"].value(), form["base_version"].value()) == ("Mon texte.", "1")


@pytest.mark.once
def test_the_text_for_a_page_that_was_hidden_is_given_back_and_nothing_of_the_page_is_shown(
    as_contributor: Client, page: Page, editor: User
) -> None:
    page.hide(reason="doublon", by=editor)
    for whole in ({}, {"whole": "1"}):
        response = edit(as_contributor, page, body="Mon texte.", **whole)
        assert "Mon texte." in response.content.decode()
        assert "Raccrocher" not in response.content.decode()


@pytest.mark.once
@pytest.mark.parametrize("screen", ["edit", "preview"])
def test_the_preview_shows_the_section_and_what_it_changes(screen: str, as_contributor: Client, page: Page) -> None:
    fields = {"section": "h-le-signe", "body": SIGN.replace("presse", "insiste"), "base_version": "1", "preview": "1"}
    response = as_contributor.post(page.screen_url(screen), fields)
    preview = response.context["preview"]
    assert preview.html.startswith('<h2 id="h-le-signe">')
    assert "Il insiste." in preview.html
    assert "Raccrocher" not in preview.html
    assert (preview.diff.changed, preview.diff.added, preview.diff.removed) == (1, 0, 0)


def test_a_section_that_is_emptied_is_taken_out(as_contributor: Client, page: Page) -> None:
    edit(as_contributor, page, body="")
    page.refresh_from_db()
    assert page.body == "Une ouverture.\n\n## La réponse\n\nRaccrocher.\n"


def draft_of(author: User, page: Page, body: str) -> Draft:
    fields = {"section": "h-le-signe", "body": body, "base_version": "1", "summary": "plus fort"}
    url = f"{page.screen_url('edit')}?section=h-le-signe"
    key = f"page:{page.pk}:edit:h-le-signe"
    return Draft.objects.store(author, key=key, writing=uuid4(), fields=fields, label=page.title, url=url)


def test_a_draft_of_the_section_is_gone_on_with(as_contributor: Client, contributor: User, page: Page) -> None:
    draft = draft_of(contributor, page, SIGN.replace("presse", "insiste"))
    assert draft.resume_url in form_of(as_contributor, page).content.decode().replace("&amp;", "&")
    form = as_contributor.get(draft.resume_url).context["form"]
    assert "Il insiste." in form["body"].value()
    assert (form["section"].value(), form["summary"].value()) == ("h-le-signe", "plus fort")
    edit(as_contributor, page, body=form["body"].value(), draft_writing=str(draft.writing))
    assert not Draft.objects.waiting_for(contributor).exists()


@pytest.mark.parametrize(("before", "after"), [("## Le signe", "## Le signal"), ("## Le signe", "")])
def test_so_is_one_whose_section_was_renamed_or_lost_its_heading_meanwhile(
    before: str, after: str, as_contributor: Client, contributor: User, editor: User, page: Page
) -> None:
    draft = draft_of(contributor, page, SIGN.replace("Encore.", "Encore un."))
    factories.edit_page(page, BODY.replace(before, after), author=editor)
    back = as_contributor.get(draft.resume_url)
    assert "sa section a été renommée ou retirée de la page" in back.text
    assert page.changes_url(1, 2).replace("&", "&amp;") in back.text
    form = back.context["form"]
    assert form["body"].value() == SIGN.replace("Encore.", "Encore un.")
    response = edit(as_contributor, page, body=form["body"].value(), base_version=form["base_version"].value())
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.body == BODY.replace(before, after).replace("Encore.", "Encore un.")


def test_the_form_costs_no_more_than_that_of_the_whole_page(as_contributor: Client, page: Page) -> None:
    form_of(as_contributor, page)
    with CaptureQueriesContext(connection) as of_the_whole:
        as_contributor.get(page.screen_url("edit"))
    with CaptureQueriesContext(connection) as of_the_section:
        form_of(as_contributor, page)
    assert len(of_the_section) <= len(of_the_whole)
