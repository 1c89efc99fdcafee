"""Somebody is mentioned: by the name that she goes by, in rows that say whom to tell, and nowhere under another name."""

from __future__ import annotations

import pytest

from accounts.models import Attribution, User
from contributions.mentions import as_stored, as_written
from contributions.models import Comment, Mention, Page
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def marie(db: None) -> User:
    return factories.create_user(username="marie.dupont", first_name="Marie", last_name="Dupont")


@pytest.fixture
def page(contributor: User) -> Page:
    return factories.create_page(author=contributor)


def say(author: User, body: str, **fields: object) -> Comment:
    return factories.create_comment(author=author, body=body, **fields)


def versions(**text: object) -> dict[str, int]:
    return dict(Mention.objects.filter(**text).values_list("person__username", "version"))


def test_a_typed_name_is_stored_as_an_opaque_one_and_shown_as_she_goes_by(contributor: User, marie: User) -> None:
    comment = say(contributor, "Merci @marie.dupont.")
    assert comment.body == f"Merci @[{marie.alias}]."
    assert '<a class="mention" href="/contributors/marie.dupont/">@Marie D</a>.</p>' in comment.body_html
    assert comment.excerpt == "Merci @Marie D."
    assert as_written(comment.body) == "Merci @marie.dupont."


@pytest.mark.parametrize("change", [{"is_active": False}, {"attribution": Attribution.ANONYMOUS}])
def test_whoever_is_gone_or_goes_by_no_name_cannot_be_mentioned(marie: User, change: dict[str, object]) -> None:
    User.objects.filter(pk=marie.pk).update(**change)
    assert as_stored("Merci @marie.dupont") == "Merci @marie.dupont"
    assert as_written(f"@[{marie.alias}]") == f"@[{marie.alias}]"


def test_whoever_has_no_role_cannot_be_mentioned(db: None) -> None:
    factories.create_user(username="visitor", role=None)
    assert as_stored("Merci @visitor") == "Merci @visitor"


def test_a_page_that_is_edited_as_it_stands_is_not_changed(contributor: User, marie: User, page: Page) -> None:
    factories.edit_page(page, "Voir @marie.dupont.", author=contributor)
    outcome = page.revise(title=page.title, body="Voir @marie.dupont.", author=contributor, base_version=2)
    assert outcome.how == "unchanged"


def test_edits_beside_a_mention_are_merged(contributor: User, editor: User, marie: User, page: Page) -> None:
    factories.edit_page(page, "Voir @marie.dupont.\n\nUn.\n\nDeux.", author=contributor)
    page.revise(title=page.title, body="Voir @marie.dupont.\n\nUn !\n\nDeux.", author=editor, base_version=2)
    page.revise(title=page.title, body="Voir @marie.dupont.\n\nUn.\n\nDeux !", author=contributor, base_version=2)
    assert page.body == f"Voir @[{marie.alias}].\n\nUn !\n\nDeux !"


def test_whom_to_tell_is_known_once_by_version(contributor: User, marie: User, page: Page) -> None:
    factories.edit_page(page, "Voir @marie.dupont.", author=contributor)
    factories.edit_page(page, "Voir aussi @marie.dupont.", author=contributor)
    factories.edit_page(page, "Personne.", author=contributor)
    factories.edit_page(page, "Voir encore @marie.dupont.", author=contributor)
    assert versions(page=page) == {"marie.dupont": 2}
    assert Mention.objects.new_in(Page, [(page.pk, 2)]) == {(page.pk, 2): {marie.pk}}
    assert not Mention.objects.new_in(Page, [(page.pk, 5)])


@pytest.mark.once
def test_words_that_are_quoted_or_taken_up_tell_nobody(
    contributor: User, editor: User, marie: User, page: Page
) -> None:
    quoting = say(editor, "> @marie.dupont sait.\n\nOui.")
    assert versions(comment=quoting) == {"marie.dupont": 0}
    comment = say(contributor, "Demandez à @marie.dupont.", page=page)
    comment.incorporate(page=page, by=editor)
    assert versions(page=page) == {"marie.dupont": 0}
    opened = say(contributor, "Demandez à @marie.dupont.").open_page(title="Autre", by=editor)
    assert versions(page=opened.page) == {"marie.dupont": 0}


def test_a_quoted_mention_counts_once_it_is_said(contributor: User, marie: User) -> None:
    comment = say(contributor, "> @marie.dupont sait.\n\nOui.")
    comment.revise_text(body="> @marie.dupont sait.\n\n@marie.dupont, oui.", author=contributor, base_version=1)
    assert versions(comment=comment) == {"marie.dupont": 2}


@pytest.mark.once
def test_texts_follow_the_name_that_somebody_chooses(contributor: User, marie: User, page: Page) -> None:
    factories.edit_page(page, "Voir @marie.dupont.", author=contributor)
    comment = say(contributor, "Merci @marie.dupont.")
    before = page.render
    marie.choose_attribution(Attribution.ANONYMOUS)
    for text in (page, comment):
        text.refresh_from_db()
        assert "Marie" not in text.body_html + text.excerpt
        assert "marie.dupont" not in text.body_html + text.body
        assert "@un collègue" in text.body_html
    assert page.render > before
    marie.choose_attribution(Attribution.FULL)
    comment.refresh_from_db()
    assert "@Marie Dupont</a>" in comment.body_html


def test_older_versions_follow_it_too(as_contributor, contributor: User, marie: User, page: Page) -> None:
    factories.edit_page(page, "Voir @marie.dupont.", author=contributor)
    factories.edit_page(page, "Personne.", author=contributor)
    addresses = [page.screen_url("revisions/2"), page.changes_url(2, 3)]
    assert all("Marie" in as_contributor.get(address).content.decode() for address in addresses)
    marie.choose_attribution(Attribution.ANONYMOUS)
    for address in addresses:
        html = as_contributor.get(address).content.decode()
        assert "Marie" not in html
        assert "marie.dupont" not in html


def test_somebody_who_is_stopped_is_a_colleague(contributor: User, administrator: User, marie: User) -> None:
    comment = say(contributor, "Merci @marie.dupont.")
    marie.stop(by=administrator, reason="Parti")
    comment.refresh_from_db()
    assert "Marie" not in comment.body_html


@pytest.mark.once
def test_the_form_shows_the_name_as_it_is_typed(as_contributor, contributor: User, marie: User, page: Page) -> None:
    factories.edit_page(page, "Voir @marie.dupont.\n\n## Un titre\n\nVoir @marie.dupont là.", author=contributor)
    for query in ("", "?section=h-un-titre"):
        html = as_contributor.get(page.screen_url("edit") + query).content.decode()
        assert "Voir @marie.dupont" in html
        assert marie.alias not in html
    comment = say(contributor, "Merci @marie.dupont.")
    assert (
        "Merci @marie.dupont.</textarea>" in as_contributor.get(f"{comment.get_absolute_url()}edit/").content.decode()
    )


def test_a_conflict_shows_names_as_they_are_typed(as_contributor, editor: User, marie: User, page: Page) -> None:
    factories.edit_page(page, "Voir @marie.dupont demain.", author=editor)
    factories.edit_page(page, "Voir @marie.dupont lundi matin.", author=editor)
    sent = {"title": page.title, "body": "Voir @marie.dupont jeudi soir.", "base_version": 2}
    response = as_contributor.post(page.screen_url("edit"), sent)
    html = response.content.decode()
    assert response.status_code == 409
    assert "jeudi soir" in html
    assert marie.alias not in html


def test_a_preview_shows_the_mention(as_contributor, marie: User, page: Page) -> None:
    sent = {"title": page.title, "body": "Voir @marie.dupont.", "base_version": 1}
    html = as_contributor.post(page.screen_url("preview"), sent).content.decode()
    assert "@Marie D</a>." in html
    assert not Mention.objects.exists()
