"""Whom the guide thanks: those behind its tips first, then everybody who contributed, each as she chose."""

from __future__ import annotations

import pytest
from django.utils import translation

from accounts.models import Attribution, User
from contributions.models import Comment
from guide.editions import Edition
from guide.editions.assembly import assemble
from guide.publication.layout import imprint_lines, lay_out
from guide.tips.models import Tip
from guide.translations.models import Translation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(editor: User, contributor: User) -> dict[str, User]:
    """One whose page a tip rests on, one who wrote another page, one who commented, one who is anonymous."""
    names = {"behind": "Zoé", "wrote": "Anne", "comment": "Bruno", "silent": "Denis"}
    found = {key: factories.create_user(username=name, last_name=name) for key, name in names.items()}
    User.objects.filter(pk=found["silent"].pk).update(attribution=Attribution.ANONYMOUS)
    User.objects.exclude(pk=found["silent"].pk).update(attribution=Attribution.FULL)
    factories.create_tip(number=6, by=editor, page=factories.create_page(author=found["behind"]))
    page = factories.create_page(author=found["wrote"], title="Autre page")
    factories.create_comment(author=found["comment"], page=page)
    factories.create_page(author=found["silent"], title="Troisième page")
    return found


def test_those_behind_the_tips_come_first_and_the_anonymous_are_counted(people: dict[str, User]) -> None:
    guide = assemble(Edition.objects.in_preparation())
    assert guide.behind_the_tips == ("Zoé Zoé",)
    assert guide.others == ("Anne Anne", "Bruno Bruno")
    assert guide.anonymous == 1
    html = lay_out(guide).back[-1].html
    assert html.index("Zoé") < html.index("Anne") < html.index("Bruno")
    assert "Denis" not in html and "qui a préféré ne pas être nommée" in html


def test_editors_and_translators_are_credited_if_they_are_named(people: dict[str, User], editor: User) -> None:
    translator = factories.create_user(username="Ugo", last_name="Ugo")
    User.objects.filter(pk=translator.pk).update(attribution=Attribution.FULL)
    editor.refresh_from_db()
    tip = Tip.objects.get(number=6)
    Translation.objects.create(tip=tip, language="it", title="Un consiglio", body="Un testo.", by=translator)
    edition = Edition.objects.in_preparation()
    edition.speak("it")
    said = {language: assemble(edition, language=language) for language in ("fr", "it")}
    assert [credit.names for credit in said["fr"].credits] == [(editor.public_name,)]
    assert [credit.names for credit in said["it"].credits] == [(editor.public_name,), ("Ugo Ugo",)]
    with translation.override("fr"):
        paragraphs = [one.text for one in imprint_lines(lay_out(said["it"]))]
    assert f"Rédaction\u00a0: {editor.public_name}\nTraduction\u00a0: Ugo Ugo" in paragraphs
    User.objects.filter(pk__in=(editor.pk, translator.pk)).update(attribution=Attribution.ANONYMOUS)
    assert not any(credit.names for credit in assemble(edition, language="it").credits)


@pytest.mark.once
def test_who_only_said_what_was_hidden_is_not_thanked(people: dict[str, User]) -> None:
    Comment.objects.filter(author=people["comment"]).update(is_hidden=True)
    assert "Bruno Bruno" not in assemble(Edition.objects.in_preparation()).contributors
