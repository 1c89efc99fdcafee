"""Improving a page: alone, at the same time as others, and when it cannot be."""

import re
import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Attribution, User
from contributions.history_models import Act
from contributions.models import Page
from contributions.pages.moderated_page import PageHidden
from notifications.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Le premier paragraphe.\n\nLe deuxième paragraphe.\n\nLe troisième paragraphe."


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(body=BODY)


def form(page: Page, **fields: object) -> dict[str, object]:
    return {"title": page.title, "body": page.body, "summary": "", "base_version": page.version} | fields


def edit(page: Page) -> str:
    return f"{page.get_absolute_url()}edit/"


def test_the_form_holds_the_page(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(edit(page)).content.decode()
    assert "Le deuxième paragraphe." in html
    assert re.search(r'name="base_version" value="1"', html)


def test_an_edit_is_a_new_version_with_author_summary_and_detail(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    sent = form(page, body=f"{BODY}\n\nUn mot.", summary="un mot de plus", is_minor="on")
    response = as_contributor.post(edit(page), sent, follow=True, headers={"accept-language": "en"})
    assert "Saved. Version 2." in response.content.decode()
    revision = page.revision(2)
    assert (revision.author, revision.summary, revision.is_minor) == (contributor, "un mot de plus", True)


def test_a_new_title_moves_the_page(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(edit(page), form(page, title="Un autre titre"))
    assert response["Location"] == "/wiki/delinquants/un-autre-titre/"


def test_the_same_edit_sent_twice_makes_one_revision(as_contributor: Client, page: Page) -> None:
    sent = form(page, body=f"{BODY}\n\nUn mot.")
    for _ in range(2):
        assert as_contributor.post(edit(page), sent).status_code == 302
    page.refresh_from_db()
    assert page.version == 2


def test_changes_that_do_not_touch_are_merged_and_both_are_told(
    as_contributor: Client, contributor: User, page: Page, sign_in
) -> None:
    karim = factories.create_user(username="karim", last_name="Haddad")
    as_karim = sign_in(karim)
    as_karim.post(edit(page), form(page, body=BODY.replace("premier", "tout premier")))
    sent = form(page, body=BODY.replace("troisième", "tout dernier"))
    response = as_contributor.post(edit(page), sent, follow=True, headers={"accept-language": "en"})
    assert "Your changes and those of Karim H. are merged" in response.content.decode()
    page.refresh_from_db()
    assert page.body == BODY.replace("premier", "tout premier").replace("troisième", "tout dernier")
    assert page.revision(3).act == Act.MERGED
    notice = Notification.objects.of(karim).get()
    assert f'href="{notice.get_absolute_url()}"' in as_karim.get("/wiki/").content.decode(), "told at his next page"
    assert as_karim.get(notice.get_absolute_url()).url.endswith("diff/?older=2&newer=3")


def test_a_change_of_one_passage_by_two_shows_both_texts(as_contributor: Client, page: Page) -> None:
    karim = factories.create_user(username="karim", last_name="Haddad")
    factories.edit_page(page, BODY.replace("deuxième", "second"), author=karim)
    sent = form(page, body=BODY.replace("deuxième", "2e"), base_version=1, summary="plus court", is_minor="on")
    response = as_contributor.post(edit(page), sent, headers={"accept-language": "en"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Karim H. has changed the same passage as you" in html
    assert '<input type="hidden" name="base_version" value="2">' in html
    assert 'value="plus court"' in html
    assert "checked" in html
    page.refresh_from_db()
    assert page.version == 2


def test_the_proposal_is_saved_as_a_normal_edit(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, BODY.replace("deuxième", "second"))
    response = as_contributor.post(edit(page), form(page, body=BODY.replace("deuxième", "2e second"), base_version=2))
    assert response.status_code == 302
    page.refresh_from_db()
    assert "2e second" in page.body


def test_a_further_conflict_shows_the_screen_again(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, BODY.replace("deuxième", "second"))
    factories.edit_page(page, BODY.replace("deuxième", "numéro deux"))
    response = as_contributor.post(edit(page), form(page, body=BODY.replace("deuxième", "2e"), base_version=2))
    assert response.status_code == 409
    assert '<input type="hidden" name="base_version" value="3">' in response.content.decode()


def test_two_new_titles_are_a_conflict(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, BODY, title="Le titre de Karim")
    response = as_contributor.post(edit(page), form(page, title="Le titre de Martine", base_version=1))
    html = response.content.decode()
    assert response.status_code == 409
    assert "title:theirs" in html
    assert "Le titre de Karim" in html
    assert "Le titre de Martine</textarea>" in html


@pytest.mark.parametrize("version", ["7", "0", "-1", "x", "", "99999999999999999999", "\0"])
def test_a_base_version_that_does_not_exist_keeps_the_text(as_contributor: Client, page: Page, version: str) -> None:
    sent = form(page, body="Mon texte.", base_version=version)
    response = as_contributor.post(edit(page), sent, headers={"accept-language": "en"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "This version does not exist." in html
    assert "Mon texte." in html
    assert re.search(r'name="base_version" value="1"', html), "sent again, it is compared with the page as it stands"
    page.refresh_from_db()
    assert page.version == 1


def test_a_page_hidden_meanwhile_gives_the_text_back_and_shows_nothing_of_it(
    as_contributor: Client, editor: User, page: Page
) -> None:
    factories.edit_page(page, BODY.replace("deuxième", "secret"))
    page.hide(reason="doublon", by=editor)
    sent = form(page, body=BODY.replace("deuxième", "2e"), base_version=1)
    for more in ({}, {"preview": "1"}, {"choose": "0:mine"}):
        response = as_contributor.post(edit(page), sent | more, headers={"accept-language": "en"})
        html = response.content.decode()
        assert response.status_code == 422
        assert "perhaps it was hidden" in html
        assert "Le 2e paragraphe." in html
        assert "secret" not in html


@pytest.mark.once
def test_whoever_posts_to_a_page_that_was_hidden_long_ago_learns_no_title(
    as_contributor: Client, editor: User, page: Page
) -> None:
    old = edit(page)
    page.move(title="Le nom d’une victime", theme=page.theme, author=editor)
    page.hide(reason="doublon", by=editor)
    for address in (old, edit(page)):
        for more in ({}, {"section": "h-x"}):
            response = as_contributor.post(
                address, {"title": "Deviné", "body": "Mon texte.", "base_version": "1"} | more
            )
            assert "Mon texte." in response.content.decode()
            assert "victime" not in response.content.decode().replace(page.slug, "")
    assert page.slug not in as_contributor.post(old, {"body": "Mon texte."}).content.decode()


def test_a_page_moved_meanwhile_is_saved_where_it_is(as_contributor: Client, contributor: User, page: Page) -> None:
    old = edit(page)
    page.move(title="Un autre titre", theme=page.theme, author=contributor)
    sent = form(page, title="L’appel du faux technicien", body=f"{BODY}\n\nUn mot.", base_version=1)
    response = as_contributor.post(old, sent)
    assert response["Location"] == "/wiki/delinquants/un-autre-titre/"
    page.refresh_from_db()
    assert page.body.endswith("Un mot.")


@pytest.mark.once
def test_a_text_typed_when_writing_closes_is_given_back(as_contributor: Client, page: Page) -> None:
    factories.close_writing()
    response = as_contributor.post(edit(page), form(page, body="Mon texte."), headers={"accept-language": "en"})
    assert response.status_code == 422
    assert "Writing is closed" in response.content.decode()
    assert "Mon texte." in response.content.decode()
    assert "<textarea" not in as_contributor.get(edit(page)).content.decode()


@pytest.mark.once
@pytest.mark.parametrize("title", ["", "x" * 151, "「」", "..", "edit"])
def test_a_title_that_cannot_be_keeps_the_text(as_contributor: Client, page: Page, title: str) -> None:
    response = as_contributor.post(edit(page), form(page, title=title, body="Mon texte."))
    assert response.status_code == 422
    assert "Mon texte." in response.content.decode()


@pytest.mark.once
def test_a_title_of_another_page_leads_to_it(as_contributor: Client, page: Page) -> None:
    other = factories.create_page(title="Une autre page")
    html = as_contributor.post(edit(page), form(page, title="Une autre page", body="Mon texte.")).content.decode()
    assert f'href="{other.get_absolute_url()}"' in html
    assert "Mon texte." in html


def test_a_text_that_cannot_be_laid_out_is_given_back(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(edit(page), form(page, body="> " * 60 + "mot"))
    assert response.status_code == 422
    assert "&gt; &gt; &gt;" in response.content.decode()


def test_a_long_summary_is_cut_to_one_line(as_contributor: Client, page: Page) -> None:
    as_contributor.post(edit(page), form(page, body="Mon texte.", summary="a\n\0" + "b" * 500))
    summary = page.revision(2).summary
    assert summary.startswith("a bbb")
    assert len(summary) == 200


def test_a_preview_shows_the_text_and_what_it_changes(as_contributor: Client, page: Page) -> None:
    sent = form(page, body=BODY.replace("deuxième", "**second**"), preview="1")
    html = as_contributor.post(edit(page), sent, headers={"accept-language": "en"}).content.decode()
    assert "Nothing is saved yet." in html
    assert "<del>deuxième</del>" in html
    assert "<strong>second</strong>" in html
    page.refresh_from_db()
    assert page.version == 1


@pytest.mark.once
def test_an_editor_does_not_edit_a_page_that_is_hidden(as_editor: Client, editor: User, page: Page) -> None:
    page.hide(reason="doublon", by=editor)
    assert "<textarea" not in as_editor.get(edit(page)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_several_times_at_once_makes_one_revision(contributor: User, sign_in) -> None:
    page = factories.create_page(body=BODY)
    sent, statuses = form(page, body=f"{BODY}\n\nUn mot."), []

    def post() -> None:
        statuses.append(sign_in(contributor).post(edit(page), sent).status_code)
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    page.refresh_from_db()
    assert (statuses, page.version) == ([302] * 4, 2)


def while_it_is_rendered(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], object]) -> None:
    """Lets something happen between the first look at a page and the transaction that saves it."""
    take_text = Page.take_text

    def take(self: Page, body: str, *, by: User | None) -> None:
        monkeypatch.setattr(Page, "take_text", take_text)
        take_text(self, body, by=by)
        happen()

    monkeypatch.setattr(Page, "take_text", take)


def test_a_page_hidden_while_an_edit_is_rendered_is_not_changed(
    contributor: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.create_page(author=contributor)
    while_it_is_rendered(monkeypatch, lambda: Page.objects.get(pk=page.pk).hide(reason="Plainte.", by=editor))
    with pytest.raises(PageHidden):
        page.revise(title=page.title, body="Un autre texte.", author=contributor, base_version=1)
    assert Page.objects.get(pk=page.pk).version == 1


def test_an_author_who_becomes_anonymous_while_an_edit_is_rendered_stays_so(
    contributor: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.create_page(author=contributor)
    while_it_is_rendered(monkeypatch, lambda: contributor.choose_attribution(Attribution.ANONYMOUS))
    page.revise(title=page.title, body="Un autre texte.", author=editor, base_version=1)
    byline = Page.objects.get(pk=page.pk).byline
    assert [author["handle"] for author in byline] == [contributor.alias, editor.username]
    assert contributor.last_name not in str(byline)
