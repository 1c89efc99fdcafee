"""Going on with what was left half written: offered, merged with what was saved meanwhile, read where writing is closed."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Attribution, User
from contributions.models import Page
from drafts.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Le premier paragraphe.\n\nLe deuxième paragraphe.\n\nLe troisième paragraphe."
MINE = BODY.replace("troisième", "tout dernier")
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(body=BODY)


@pytest.fixture
def karim(db: None) -> User:
    return factories.create_user(username="karim", last_name="Haddad")


def edit(page: Page) -> str:
    return f"{page.get_absolute_url()}edit/"


def store_mine(person: User, page: Page, body: str = MINE, **fields: str) -> Draft:
    fields = {"title": page.title, "summary": "plus juste", "base_version": "1"} | fields
    return factories.store_draft(
        person, key=f"page:{page.pk}:edit", body=body, label=page.title, url=edit(page), **fields
    )


def shown(client: Client, page: Page, draft: Draft | None = None) -> str:
    query = {"draft": str(draft.writing)} if draft else {}
    response = client.get(edit(page), query, headers=ENGLISH)
    assert response.status_code == 200
    return str(response.content.decode())


def in_the_form(html: str) -> tuple[str, str]:
    """The text, and the version that it says it began with."""
    body = re.search(r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    version = re.search(r'name="base_version" value="(\d*)"', html)
    assert body and version
    return body[1], version[1]


def test_a_draft_is_offered_and_the_form_holds_the_page(as_contributor: Client, contributor: User, page: Page) -> None:
    draft = store_mine(contributor, page)
    html = shown(as_contributor, page)
    assert "is waiting for you." in html
    assert f"?draft={draft.writing}" in html
    assert f"/drafts/{draft.writing}/" in html
    assert in_the_form(html) == (BODY, "1")


def test_the_offer_says_how_often_and_by_whom_the_page_was_changed_meanwhile(
    as_contributor: Client, contributor: User, karim: User, page: Page
) -> None:
    store_mine(contributor, page)
    factories.edit_page(page, f"{BODY} Un.", author=karim)
    factories.edit_page(page, f"{BODY} Deux.", author=contributor)
    html = shown(as_contributor, page)
    assert "Since then: 2 new versions, by Karim H. and yourself." in html
    assert "diff/?older=1&amp;newer=3" in html


def test_going_on_puts_the_draft_into_the_form_with_everything_that_was_typed(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    draft = store_mine(contributor, page, title="Un autre titre", is_minor="on")
    html = shown(as_contributor, page, draft)
    assert in_the_form(html) == (MINE, "1")
    assert "Un autre titre</textarea>" in html
    assert 'value="plus juste"' in html
    assert re.search(r'name="is_minor"[^>]* checked', html)
    assert f'name="draft_writing" value="{draft.writing}"' in html, "the same sitting goes on"


def test_going_on_merges_with_what_was_saved_meanwhile(
    as_contributor: Client, contributor: User, karim: User, page: Page
) -> None:
    draft = store_mine(contributor, page)
    factories.edit_page(page, BODY.replace("premier", "tout premier"), author=karim, title="Le titre de Karim")
    html = shown(as_contributor, page, draft)
    assert "brought together with the changes of Karim H., version 2" in html
    assert in_the_form(html) == (MINE.replace("premier", "tout premier"), "2")
    assert "Le titre de Karim</textarea>" in html, "a title that she did not change is the new one"
    page.refresh_from_db()
    assert page.version == 2, "nothing is saved by looking"


def test_a_passage_that_both_changed_leads_to_the_conflict_when_it_is_saved(
    as_contributor: Client, contributor: User, karim: User, page: Page
) -> None:
    draft = store_mine(contributor, page)
    factories.edit_page(page, BODY.replace("troisième", "3e"), author=karim)
    html = shown(as_contributor, page, draft)
    assert "Your draft and Karim H. changed the same passage." in html
    assert in_the_form(html) == (MINE, "1")
    sent = {"title": page.title, "body": MINE, "base_version": 1, "draft_key": draft.key}
    response = as_contributor.post(edit(page), sent | {"draft_writing": str(draft.writing)})
    assert response.status_code == 409


def test_a_draft_that_does_not_say_what_it_began_with_keeps_its_words(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    for odd in ["", "0", "77", "x", "9" * 30]:
        assert in_the_form(shown(as_contributor, page, store_mine(contributor, page, base_version=odd)))[0] == MINE


def test_somebody_else_s_draft_is_neither_offered_nor_shown(as_contributor: Client, karim: User, page: Page) -> None:
    html = shown(as_contributor, page, store_mine(karim, page))
    assert in_the_form(html)[0] == BODY
    assert "is waiting for you." not in html


def test_saving_ends_the_draft(as_contributor: Client, contributor: User, page: Page) -> None:
    draft = store_mine(contributor, page)
    sent = {"title": page.title, "body": MINE, "base_version": 1, "draft_writing": str(draft.writing)}
    assert as_contributor.post(edit(page), sent).status_code == 302
    assert not Draft.objects.waiting_for(contributor).exists()


def test_what_meets_a_conflict_is_stored_without_scripts_too(
    as_contributor: Client, contributor: User, karim: User, page: Page
) -> None:
    factories.edit_page(page, BODY.replace("troisième", "3e"), author=karim)
    response = as_contributor.post(
        edit(page), {"title": page.title, "body": MINE, "base_version": 1, "summary": "mot"}, headers=ENGLISH
    )
    html = response.content.decode()
    assert "Your text is saved as a draft, even if you leave" in html
    draft = Draft.objects.waiting_for(contributor, f"page:{page.pk}:edit").get()
    assert (draft.fields["body"], draft.fields["base_version"]) == (MINE, "1")
    assert f'name="draft_writing" value="{draft.writing}"' in html


def conflict_fields(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', html))


def test_a_conflict_is_left_for_later_and_found_again(
    as_contributor: Client, contributor: User, karim: User, page: Page
) -> None:
    factories.edit_page(page, BODY.replace("troisième", "3e"), author=karim)
    sent = {"title": page.title, "body": MINE, "base_version": 1}
    html = as_contributor.post(edit(page), sent).content.decode()
    fields = conflict_fields(html) | {"body": "La proposition, corrigée.", "next": page.get_absolute_url()}
    response = as_contributor.post("/drafts/save/", fields)
    assert response["Location"] == page.get_absolute_url()
    draft = Draft.objects.waiting_for(contributor).get()
    again = shown(as_contributor, page, draft)
    assert "La proposition, corrigée." in again
    assert 'name="choose"' in again, "both texts stand there again"
    factories.edit_page(page, f"{BODY}\n\nEncore un mot.", author=karim)
    assert 'name="choose"' not in shown(as_contributor, page, draft), "the page went on: the proposal is a draft now"


@pytest.mark.once
def test_choosing_a_side_keeps_the_choice(as_contributor: Client, contributor: User, karim: User, page: Page) -> None:
    factories.edit_page(page, BODY.replace("troisième", "3e"), author=karim)
    html = as_contributor.post(edit(page), {"title": page.title, "body": MINE, "base_version": 1}).content.decode()
    body = re.search(r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    assert body
    as_contributor.post(edit(page), conflict_fields(html) | {"body": body[1], "choose": "0:theirs"})
    draft = Draft.objects.waiting_for(contributor).get()
    assert (draft.fields["choices"], draft.fields["body"]) == ("theirs", BODY.replace("troisième", "3e"))


def test_where_writing_is_closed_the_draft_can_be_read(as_contributor: Client, contributor: User, page: Page) -> None:
    draft = store_mine(contributor, page)
    factories.close_writing()
    html = shown(as_contributor, page)
    assert f"/drafts/{draft.writing}/" in html
    assert f"?draft={draft.writing}" not in html


def test_a_draft_of_a_page_that_moved_goes_on_at_its_new_address(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    draft = store_mine(contributor, page)
    page.move(title="Un autre titre", theme=page.theme, author=contributor)
    response = as_contributor.get(draft.resume_url, follow=True)
    assert "tout dernier" in response.content.decode()


def test_a_draft_of_one_section_is_merged_with_that_section(
    as_contributor: Client, contributor: User, karim: User
) -> None:
    body = "Avant.\n\n## Ici\n\nUn.\n\nDeux.\n\n## Là\n\nTrois."
    page = factories.create_page(title="En sections", body=body)
    url = f"{edit(page)}?section=h-ici"
    draft = factories.store_draft(
        contributor,
        key=f"page:{page.pk}:edit:h-ici",
        body="## Ici\n\nUn.\n\nDeux mille.",
        section="h-ici",
        base_version="1",
        url=url,
    )
    factories.edit_page(page, body.replace("Un.", "Un, dit-il.").replace("Trois", "Quatre"), author=karim)
    html = as_contributor.get(draft.resume_url, headers=ENGLISH).content.decode()
    text, version = in_the_form(html)
    assert text.strip() == "## Ici\n\nUn, dit-il.\n\nDeux mille."
    assert version == "2"


def test_a_conflict_in_a_section_is_stored_as_a_draft_of_the_page(
    as_contributor: Client, contributor: User, karim: User
) -> None:
    body = "Avant.\n\n## Ici\n\nUn.\n\n## Là\n\nTrois."
    page = factories.create_page(title="En sections", body=body)
    draft = factories.store_draft(contributor, key=f"page:{page.pk}:edit:h-ici", body="## Ici\n\nMon un.")
    factories.edit_page(page, body.replace("Un.", "Son un."), author=karim)
    sent = {"section": "h-ici", "body": "## Ici\n\nMon un.", "base_version": 1, "draft_key": draft.key}
    response = as_contributor.post(edit(page), sent | {"draft_writing": str(draft.writing)})
    assert response.status_code == 409
    stored = Draft.objects.waiting_for(contributor).get()
    assert (stored.key, "Mon un." in stored.fields["body"], "Trois." in stored.fields["body"]) == (
        f"page:{page.pk}:edit",
        True,
        True,
    )


def test_the_form_costs_no_more_when_more_drafts_wait(
    as_contributor: Client, contributor: User, karim: User, page: Page
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(as_contributor, page)
        return len(queries)

    store_mine(contributor, page)
    factories.edit_page(page, f"{BODY} Un.", author=karim)
    before = count()
    for number in range(4):
        store_mine(contributor, page, body=f"{MINE} {number}")
        factories.edit_page(page, f"{BODY} {number}.", author=factories.create_user(username=f"p{number}"))
    assert count() == before


@pytest.mark.once
def test_a_new_page_goes_on_where_it_was_left(as_contributor: Client, contributor: User) -> None:
    theme = factories.create_theme()
    url = f"/wiki/{theme.slug}/new/"
    draft = factories.store_draft(
        contributor, key=f"theme:{theme.pk}:new", body="Un colis.", title="Le faux colis", url=url
    )
    assert "is waiting for you." in as_contributor.get(url, headers=ENGLISH).content.decode()
    html = as_contributor.get(draft.resume_url, headers=ENGLISH).content.decode()
    assert "Un colis.</textarea>" in html
    assert "Le faux colis</textarea>" in html
    sent = {"title": "Le faux colis", "body": "Un colis.", "draft_writing": str(draft.writing)}
    assert as_contributor.post(url, sent).status_code == 302
    assert not Draft.objects.waiting_for(contributor).exists()


def test_an_anonymous_colleague_stays_so(as_contributor: Client, contributor: User, karim: User, page: Page) -> None:
    store_mine(contributor, page)
    karim.choose_attribution(Attribution.ANONYMOUS)
    factories.edit_page(page, f"{BODY} Un.", author=karim)
    html = shown(as_contributor, page)
    assert "by an anonymous colleague" in html
    assert "Karim" not in html
