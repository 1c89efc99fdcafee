"""From the wiki: for everybody signed in, each sentence of a tip with the passages, versions and people behind it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import Attribution, User
from common import markup
from contributions import authorship
from contributions.models import Endorsement
from contributions.moderation.hiding import hide_versions
from guide.models import Edition, Tie, Tip
from tests import factories
from tests.factories import (
    create_comment,
    create_page,
    create_question,
    create_tip,
    create_user,
    edit_page,
)
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CODE = "Un code ne se dicte pas."
WORDS = "Je ne dicte jamais un code, dit la mésange."


@pytest.fixture
def tip(editor: User, contributor: User) -> Tip:
    page = create_page(title="La mésange", body=f"{WORDS}\n\nAutre chose.", author=contributor)
    return create_tip(
        number=6, by=editor, page=page, title="Ne dictez rien", body=f"{CODE} Vérifiez ailleurs.", passage=WORDS
    )


def tie(tip: Tip, by: User) -> None:
    Tie.objects.confirm(tip, sentence=CODE, source=tip.sources.get(), by=by)


def origin(client: Client, tip: Tip) -> str:
    return client.get(f"/guide/tips/id-{tip.pk}/").text


def test_it_shows_the_passage_its_version_and_who_wrote_it(
    as_contributor: Client, tip: Tip, editor: User, contributor: User, publish: Publish
) -> None:
    tie(tip, editor)
    publish()
    page = tip.sources.get().page
    assert page
    Endorsement.objects.endorse(page, by=create_user(username="zoe"))
    text = origin(as_contributor, tip)
    for shown in (
        CODE,
        WORDS,
        "La mésange",
        f"{page.get_absolute_url()}revisions/1/",
        "Martine L.",
        "utile à 1 collègue",
    ):
        assert shown in text
    assert text.count("Sans source") == 1


def test_the_people_are_those_who_wrote_the_words_of_the_passage(
    as_contributor: Client, tip: Tip, editor: User, publish: Publish
) -> None:
    page = tip.sources.get().page
    assert page
    edit_page(page, f"{WORDS}\n\nAutre chose, et Karim l’ajoute.", author=create_user(username="karim"))
    authorship.bring_up_to_date(page.pk)
    tie(tip, editor)
    publish()
    text = origin(as_contributor, tip)
    assert "Martine L." in text
    assert "Karim L." not in text


def test_what_somebody_said_and_what_somebody_asked_are_shown_too(
    as_contributor: Client, tip: Tip, editor: User, publish: Publish
) -> None:
    comment = create_comment(body="Chez nous, personne ne dicte un code.", author=create_user(username="zoe"))
    tip.sources.add_passage(comment.revision(1), passage="Chez nous, personne ne dicte un code.", by=editor)
    asked = create_question(text="Faut-il dicter un code ?", by=create_user(username="lea"))
    tip.sources.add_question(asked, by=editor)
    publish()
    text = origin(as_contributor, tip)
    for shown in (
        "Chez nous, personne",
        comment.get_absolute_url(),
        "Zoe L.",
        "Faut-il dicter",
        asked.get_absolute_url(),
        "Lea L.",
    ):
        assert shown in text


def test_readers_see_the_wording_that_was_published(
    as_contributor: Client, tip: Tip, editor: User, publish: Publish
) -> None:
    tie(tip, editor)
    publish()
    tip.revise(title="Un titre à venir", body="Une phrase à venir.", author=editor, base_version=tip.version)
    text = origin(as_contributor, tip)
    assert CODE in text
    assert WORDS in text  # its tie is lost in the working copy, and known all the same
    assert "à venir" not in text


def test_a_tip_that_is_in_no_edition_is_for_editors_alone(
    as_contributor: Client, as_editor: Client, tip: Tip, editor: User, publish: Publish
) -> None:
    assert as_contributor.get(f"/guide/tips/id-{tip.pk}/").status_code == 404
    assert as_contributor.get("/guide/tips/6/").status_code == 404
    assert CODE in origin(as_editor, tip)
    publish()
    later = create_tip(number=7, by=editor)
    assert as_contributor.get("/guide/tips/7/").status_code == 404
    assert as_editor.get(f"/guide/tips/id-{later.pk}/").status_code == 200


def test_a_number_is_the_place_where_readers_found_it(
    as_contributor: Client, tip: Tip, editor: User, publish: Publish
) -> None:
    publish()
    tip.move_to(8, by=editor)
    create_tip(number=6, by=editor, title="Le suivant")
    assert CODE in as_contributor.get("/guide/tips/6/").text
    assert as_contributor.get("/guide/tips/8/").status_code == 404


def test_words_that_are_hidden_are_shown_to_editors_alone(
    as_contributor: Client, as_editor: Client, tip: Tip, editor: User, publish: Publish
) -> None:
    tie(tip, editor)
    publish()
    page = tip.sources.get().page
    assert page
    page.hide(reason="Confidentiel", by=editor)
    text = origin(as_contributor, tip)
    assert "mésange" not in text
    assert "Un passage qui n’est plus à lire." in text
    assert WORDS in origin(as_editor, tip)
    page.show(by=editor)
    assert WORDS in origin(as_contributor, tip)
    edit_page(page, "Un autre texte.")
    hide_versions(page, [1], reason="Confidentiel", by=editor)
    assert "mésange" not in origin(as_contributor, tip)
    assert WORDS in origin(as_editor, tip)


def test_what_was_withdrawn_is_shown_to_nobody_else(
    as_contributor: Client, as_editor: Client, tip: Tip, editor: User, publish: Publish, sign_in
) -> None:
    author = create_user(username="zoe")
    comment = create_comment(body="Un secret de zibeline.", author=author)
    tip.sources.add_passage(comment.revision(1), passage="Un secret de zibeline.", by=editor)
    publish()
    comment.withdraw(by=author)
    assert "zibeline" not in origin(as_contributor, tip)
    assert "zibeline" not in origin(as_editor, tip)
    assert "zibeline" not in as_editor.get("/curation/tips/6/").text
    assert "zibeline" not in as_editor.get("/curation/tips/6/ties/").text
    assert "zibeline" in origin(sign_in(author), tip)


def test_a_hidden_question_is_not_shown(as_contributor: Client, tip: Tip, editor: User, publish: Publish) -> None:
    asked = create_question(text="Que dit la zibeline ?", by=editor)
    tip.sources.add_question(asked, by=editor)
    publish()
    asked.hide(reason="Confidentiel", by=editor)
    assert "zibeline" not in origin(as_contributor, tip)


@pytest.mark.parametrize("attribution", [Attribution.INITIAL, Attribution.ANONYMOUS])
def test_names_are_as_chosen_now_and_outlive_the_account(
    as_contributor: Client, tip: Tip, editor: User, contributor: User, publish: Publish, attribution: str
) -> None:
    tie(tip, editor)
    publish()
    User.objects.filter(pk=contributor.pk).update(attribution=attribution)
    contributor.refresh_from_db()
    other = Client()
    other.force_login(create_user(username="zoe"), backend="accounts.sessions.RolesBackend")
    contributor.stop(by=editor, reason="Un départ")
    text = origin(other, tip)
    assert WORDS in text
    assert ("Martine" in text) == (attribution == Attribution.INITIAL)


def test_an_erased_person_keeps_what_rests_on_her_words_without_her_name(
    as_editor: Client, tip: Tip, editor: User, contributor: User, publish: Publish
) -> None:
    administrator = create_user(username="ada", is_staff=True, is_superuser=True)
    tie(tip, contributor)
    publish()
    contributor.erase(by=administrator, reason="À sa demande")
    text = origin(as_editor, tip)
    assert WORDS in text
    assert "Martine" not in text
    assert Tie.objects.get().by_id == contributor.pk
    assert "Martine" not in as_editor.get("/curation/tips/6/ties/").text


def test_it_costs_the_same_however_many_sources(
    as_contributor: Client, tip: Tip, editor: User, publish: Publish, django_assert_num_queries
) -> None:
    def add(first: int) -> None:
        for number in range(first, first + 3):
            author = create_user(username=f"p{number}")
            page = create_page(title=f"Page {number}", body=f"La phrase {number} du wiki.", author=author)
            authorship.bring_up_to_date(page.pk)
            tip.sources.add_passage(page.revision(1), passage=f"La phrase {number} du wiki.", by=editor)
            comment = create_comment(body=f"Je dis {number}.", author=author, page=page)
            tip.sources.add_passage(comment.revision(1), passage=f"Je dis {number}.", by=editor)
            tip.sources.add_question(create_question(text=f"Quoi, {number} ?", by=author), by=editor)

    publish()
    add(1)
    address = f"/guide/tips/id-{tip.pk}/"
    as_contributor.get(address)
    with django_assert_num_queries(QUERIES):
        as_contributor.get(address)
    add(4)
    with django_assert_num_queries(QUERIES):
        as_contributor.get(address)


QUERIES = 15


def test_the_published_guide_sends_nobody_to_a_page_that_asks_to_sign_in(
    client: Client, tip: Tip, publish: Publish
) -> None:
    publish()
    page = b"".join(client.get("/guide/fr/")).decode()
    assert 'id="tip-' in page and "/guide/tips/" not in page
    links = re.findall(r'href="(/[^"#]*)', page)
    assert all("/accounts/" not in client.get(link, follow=True).request["PATH_INFO"] for link in set(links))


@pytest.mark.parametrize("who_reads", [{"wiki_is_public": True}, {"guide_is_public": False}])
def test_the_published_page_leads_there_where_its_readers_may_read_the_wiki(
    as_contributor: Client, tip: Tip, publish: Publish, who_reads: dict[str, bool]
) -> None:
    factories.change_site_settings(**who_reads)
    client = as_contributor
    publish()
    assert f'href="/guide/tips/id-{tip.pk}/"' in b"".join(client.get("/guide/fr/")).decode()
    document = Edition.objects.published()[0].texts.get().document
    assert document
    assert document["chapters"][1]["tips"][0]["reference"] == f"id-{tip.pk}"


def test_where_the_published_wording_cannot_be_laid_out_the_working_copy_does_not_take_its_place(
    as_contributor: Client, tip: Tip, editor: User, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    tip.revise(title=tip.title, body="Un brouillon de zibeline.", author=editor, base_version=tip.version)

    def refuse(*_text: object) -> str:
        raise markup.RenderRefused("too much at once")

    monkeypatch.setattr("guide.views.sources.revision_html", refuse)
    assert "zibeline" not in origin(as_contributor, tip)
