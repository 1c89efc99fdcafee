"""The template that new pages start from: written by the editors, seen by whoever writes, never left empty in a page."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User
from contributions.models import Page, PageTemplate
from drafts.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db

DESK = "/curation/page-template/"
NEW = "/wiki/delinquants/new/"
ENGLISH = {"accept-language": "en"}
OWN = "Une page, une question.\n\n## Le *signe*\n\nCe qui **doit** alerter.\n\n### Un détail\n\n## La réponse"


@pytest.fixture(autouse=True)
def _theme(db: None) -> None:
    factories.create_theme()


def save(client: Client, body: str = OWN, **fields: Any) -> Any:
    values = {"body": body, "summary": "", "base_version": PageTemplate.objects.current().version} | fields
    return client.post(DESK, values, headers=ENGLISH)


def open_page(client: Client, body: str, title: str = "Le colis surprise") -> Any:
    return client.post(NEW, {"title": title, "body": body, "token": str(uuid4())}, headers=ENGLISH)


def test_at_its_first_use_it_is_made_in_the_language_of_the_guide() -> None:
    template = PageTemplate.objects.current()
    assert template.titles == ["La situation", "Pourquoi c’est important", "Que faire", "Vers qui se tourner"]
    assert (template.version, template.revision(1).author) == (1, None)
    assert PageTemplate.objects.current() == template


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "first"), [("fr", "La situation"), ("en", "The situation"), ("it", "La situazione"), ("ja", "状況")]
)
def test_a_proposal_in_each_language_comes_into_the_form_and_is_not_saved(
    as_editor: Client, language: str, first: str
) -> None:
    save(as_editor)
    assert f"?proposal={language}" in as_editor.get(DESK).text
    form = as_editor.get(f"{DESK}?proposal={language}").context["form"]
    assert form["body"].value().startswith(f"## {first}\n")
    assert PageTemplate.objects.current().body == OWN
    save(as_editor, form["body"].value(), base_version=form["base_version"].value())
    assert PageTemplate.objects.current().titles[0] == first


def test_an_unknown_proposal_leaves_the_form_as_the_text_stands(as_editor: Client) -> None:
    save(as_editor)
    assert as_editor.get(f"{DESK}?proposal=xx").context["form"]["body"].value() == OWN


def test_there_is_only_one() -> None:
    PageTemplate.objects.current()
    with pytest.raises(IntegrityError), transaction.atomic():
        PageTemplate(pk=2, body="x").save_base(raw=True)


def test_a_new_page_begins_with_its_headings_alone(as_contributor: Client, as_editor: Client) -> None:
    save(as_editor)
    response = as_contributor.get(NEW)
    body = response.context["form"]["body"].value()
    assert [line for line in body.split("\n") if line] == ["## Le *signe*", "### Un détail", "## La réponse"]
    assert "Ce qui doit alerter." not in body
    html = response.content.decode()
    assert "<dt>Le signe</dt> <dd>Ce qui doit alerter.</dd>" in html
    assert "<dd>Une page, une question.</dd>" in html


def test_so_does_one_that_a_missing_link_leads_to(as_contributor: Client) -> None:
    form = as_contributor.get(NEW, {"title": "Le livre noir"}).context["form"]
    assert form["title"].value() == "Le livre noir"
    assert form["body"].value() == PageTemplate.objects.current().outline


def test_one_can_begin_without_it_and_come_back(as_contributor: Client) -> None:
    response = as_contributor.get(NEW, {"blank": "1", "title": "Le livre noir"}, headers=ENGLISH)
    assert response.context["form"]["body"].value() == ""
    assert "Start from the template" in response.content.decode()
    assert 'href="?title=Le+livre+noir"' in response.content.decode()


def test_headings_that_nobody_wrote_under_are_left_out_of_the_page(as_contributor: Client) -> None:
    body = PageTemplate.objects.current().outline.replace("## Que faire\n", "## Que faire\n\nRaccrocher.\n")
    open_page(as_contributor, body)
    page = Page.objects.get()
    assert page.body == "## Que faire\n\nRaccrocher."
    assert [heading["title"] for heading in page.contents] == ["Que faire"]


def test_a_heading_that_somebody_typed_stays_though_nothing_stands_under_it(as_contributor: Client) -> None:
    open_page(as_contributor, "## À compléter\n\n## Que faire\n\n## Vers qui se tourner\n\nLa banque.")
    assert Page.objects.get().body == "## À compléter\n\n## Vers qui se tourner\n\nLa banque."


def test_the_template_alone_is_no_page(as_contributor: Client) -> None:
    outline = PageTemplate.objects.current().outline
    response = open_page(as_contributor, outline)
    assert response.status_code == 422
    assert response.context["form"]["body"].value().strip() == outline.strip()
    assert "Write a few words first." in response.content.decode()
    assert not Page.objects.exists()


def test_a_page_without_empty_headings_is_kept_to_the_letter(as_contributor: Client) -> None:
    body = "## Que faire\n\n\n\nRaccrocher.   \n\n\n"
    open_page(as_contributor, body)
    assert Page.objects.get().body == body


def test_the_preview_leaves_out_what_will_be_left_out(as_contributor: Client) -> None:
    sent = {"title": "x", "body": PageTemplate.objects.current().outline + "Fin.", "preview": "1"}
    html = as_contributor.post(NEW, sent).context["preview"].html
    assert html.count("<h2") == 1
    assert "Vers qui se tourner" in html


def test_without_any_text_new_pages_begin_empty(as_editor: Client) -> None:
    save(as_editor, body="")
    response = as_editor.get(NEW)
    assert response.context["form"]["body"].value() == ""
    assert 'class="outline"' not in response.content.decode()


def test_editors_change_it_and_it_has_a_history(as_editor: Client, editor: User) -> None:
    response = save(as_editor, summary="plus court")
    assert response.url == DESK
    template = PageTemplate.objects.current()
    assert (template.body, template.version) == (OWN, 2)
    assert (template.revision(2).author, template.revision(2).summary) == (editor, "plus court")
    assert "plus court" in as_editor.get(f"{DESK}history/").content.decode()
    assert "Le <em>signe</em>" in as_editor.get(f"{DESK}revisions/2/").content.decode()
    assert "<del>" in as_editor.get(f"{DESK}diff/?older=1&newer=2").content.decode()


@pytest.mark.once
def test_it_is_reverted_and_undone_as_every_text_is(as_editor: Client) -> None:
    first = PageTemplate.objects.current().body
    save(as_editor)
    assert as_editor.get(f"{DESK}revert/?version=1").status_code == 200
    as_editor.post(f"{DESK}revert/", {"version": "1"})
    template = PageTemplate.objects.current()
    assert (template.body, template.version, template.titles[0]) == (first, 3, "La situation")
    as_editor.post(f"{DESK}undo/", {"version": "3"})
    assert PageTemplate.objects.current().body == OWN


@pytest.mark.parametrize("act", ["revert", "undo"])
def test_a_reason_for_going_back_is_kept_until_it_is_sent(as_editor: Client, editor: User, act: str) -> None:
    save(as_editor)
    version = {"revert": "1", "undo": "2"}[act]
    key, writing = f"pagetemplate:1:{act}:{version}", uuid4()
    assert f'name="draft_key" value="{key}"' in as_editor.get(f"{DESK}{act}/?version={version}").text
    Draft.objects.store(editor, key=key, writing=writing, fields={"summary": "trop long"}, sequence=1)
    assert 'value="trop long"' in as_editor.get(f"{DESK}{act}/?version={version}").text
    as_editor.post(f"{DESK}{act}/", {"version": version, "summary": "trop long", "draft_writing": str(writing)})
    assert not Draft.objects.waiting_for(editor, key).exists()


def test_two_editors_in_one_passage_bring_their_texts_together(as_editor: Client, sign_in) -> None:
    save(as_editor)
    other = sign_in(factories.create_editor(username="nathalie"))
    save(other, body=OWN.replace("alerter", "inquiéter"), base_version="2")
    response = save(as_editor, body=OWN.replace("alerter", "prévenir"), base_version="2")
    assert response.status_code == 409
    conflict = response.context["conflict"]
    saved = as_editor.post(conflict.action, {**conflict.form.initial, "is_minor": ""})
    assert saved.status_code == 302
    assert PageTemplate.objects.current().version == 4


@pytest.mark.once
def test_an_undoing_that_later_edits_stand_in_the_way_of_becomes_a_proposal(as_editor: Client) -> None:
    save(as_editor)
    save(as_editor, body=OWN.replace("alerter", "inquiéter"))
    save(as_editor, body=OWN.replace("alerter", "prévenir"))
    assert as_editor.post(f"{DESK}undo/", {"version": "3"}).status_code == 409


@pytest.mark.once
@pytest.mark.parametrize("path", [DESK, f"{DESK}preview/"])
def test_the_preview_shows_what_is_changed(path: str, as_editor: Client) -> None:
    PageTemplate.objects.current()
    response = as_editor.post(path, {"body": "## Autre chose", "base_version": "1", "preview": "1"})
    assert "Autre chose" in response.context["preview"].html


def test_a_text_that_cannot_be_laid_out_is_given_back(as_editor: Client) -> None:
    response = save(as_editor, body="> " * 60 + "x")
    assert response.status_code == 422
    assert PageTemplate.objects.current().version == 1


def test_it_is_found_from_the_desk(as_editor: Client) -> None:
    assert f'href="{DESK}"' in as_editor.get("/curation/places/").content.decode()


def test_who_is_no_editor_does_not_change_it(as_contributor: Client) -> None:
    assert as_contributor.get(DESK).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_people_who_use_it_first_at_once_make_one() -> None:
    made: list[int | None] = []

    def use() -> None:
        made.append(PageTemplate.objects.current().pk)
        connection.close()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1] * 4
