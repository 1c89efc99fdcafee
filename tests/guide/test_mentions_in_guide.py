"""A tip that mentions a colleague: neutral words on every screen that shows its words, and in every comparison of them."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.editions import errata
from guide.models import Tip
from guide.reviewing import remarks
from search.sources import guide_texts
from tests.factories import create_tip, create_user
from tests.guide.conftest import Publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def marie(db: None) -> User:
    return create_user(username="marie.dupont", first_name="Marie", last_name="Dupont")


@pytest.fixture
def tip(editor: User, marie: User) -> Tip:
    tip = create_tip(number=6, by=editor, body=f"Raccrochez, dit @[{marie.alias}] à midi.")
    again = f"Raccrochez, dit @[{marie.alias}] (et @[{marie.alias}]s) le soir."
    tip.revise(title=tip.title, body=again, author=editor, base_version=1)
    return tip


def assert_neutral(page: str, marie: User) -> None:
    assert "@…" not in page
    assert marie.alias not in page
    assert "Marie D" not in page
    assert "@un collègue" in page


@pytest.mark.parametrize(
    "address",
    ["", "diff/?older=1&newer=2", "diff/?older=1&newer=2&view=unified", "revisions/1/", "remark/"],
)
def test_screens_of_a_tip_name_nobody_who_is_mentioned(as_editor: Client, tip: Tip, marie: User, address: str) -> None:
    assert_neutral(as_editor.get(f"/curation/tips/6/{address}").text, marie)


def test_a_suggestion_is_compared_in_neutral_words(tip: Tip, marie: User, contributor: User) -> None:
    [passage] = remarks.sentences_of(tip.body)
    suggested = f"Raccrochez avec @[{marie.alias}] et [un autre](/wiki/)."
    remark = remarks.remark(tip, about=passage.anchor, version=2, replacement=suggested, by=contributor)
    for words in (passage.words, remark.words, "".join(change.text for change in remark.changes)):
        assert_neutral(words, marie)


def test_editions_are_compared_and_found_in_neutral_words(
    as_editor: Client, tip: Tip, marie: User, editor: User, publish: Publish
) -> None:
    publish()
    tip.refresh_from_db()
    tip.revise(title=tip.title, body=f"Rappelez, dit @[{marie.alias}].", author=editor, base_version=2)
    edition = publish()
    assert_neutral(as_editor.get("/guide/editions/compare/").text, marie)
    [tip_6] = [comment for anchor, comment in errata.passages_of(edition.guide).items() if anchor == "tip-6"]
    assert_neutral(" ".join(tip_6.sentences), marie)
    [found] = [text for text in guide_texts.texts([6]) if text.language == "fr"]
    assert_neutral(found.body, marie)
