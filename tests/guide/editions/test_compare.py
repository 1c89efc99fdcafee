"""Two editions, tip by tip: what is new, gone, moved, reworded, the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from guide.editions.comparison import compare
from guide.models import Edition, Tip
from guide.publication.document import Guide
from tests import factories
from tests.factories import create_tip
from tests.guide.conftest import Publish
from tests.guide.publication.documents import make_chapter, make_guide, make_tip

pytestmark = pytest.mark.once

URL = "/guide/editions/compare/"


def guide_of(*tips: tuple[str, int, str]) -> Guide:
    made = tuple(
        make_tip(number, reference=reference, text=text, html=f"<p>{text}</p>") for reference, number, text in tips
    )
    return make_guide(chapters=(make_chapter(1, made),))


@pytest.mark.pure
def test_each_tip_has_its_fate() -> None:
    older = guide_of(("a", 1, "Un."), ("b", 2, "Deux."), ("c", 3, "Trois."), ("d", 4, "Quatre."))
    newer = guide_of(("b", 1, "Deux."), ("c", 3, "Trois, enfin."), ("d", 4, "Quatre."), ("e", 5, "Cinq."))
    newer = replace(newer, chapters=tuple(_titled(chapter) for chapter in newer.chapters))
    older = replace(older, chapters=tuple(_titled(chapter) for chapter in older.chapters))
    statuses = {pair.part.key: pair.status for pair in compare(older, newer).tips}
    assert statuses == {"tip:a": "gone", "tip:b": "moved", "tip:c": "reworded", "tip:d": "same", "tip:e": "new"}
    assert compare(older, older).is_empty


def _titled(chapter):  # type: ignore[no-untyped-def]
    return replace(chapter, tips=tuple(replace(tip, title="Titre", quotation=None) for tip in chapter.tips))


@pytest.mark.django_db
def test_everybody_compares_and_the_summary_says_what_changed(
    tip: Tip, editor: User, publish: Publish, client: Client
) -> None:
    moved = create_tip(number=7, by=editor)
    publish()
    tip.refresh_from_db()
    tip.revise(title=tip.title, body="Puis rappelez votre banque.", author=editor, base_version=tip.version)
    moved.refresh_from_db()
    moved.move_to(8, by=editor)
    create_tip(number=9, by=editor)
    publish()
    page = client.get(URL).text
    assert "1 nouveau conseil, 1 à une autre place, 1 reformulé, 0 inchangé" in page
    assert "<ins>votre banque</ins>" in page
    assert client.get(f"{URL}?older=1&newer=1").text.count("Les deux disent la même chose.") == 1
    assert URL in client.get("/guide/editions/").text


@pytest.mark.django_db
def test_what_is_not_there_is_not_compared(published: Edition, publish: Publish, client: Client) -> None:
    publish()
    queries = ["?older=9", "?older=x", "?newer=²", "?older=1&newer=2&language=ja", "?older=3"]
    assert {query: client.get(URL + query).status_code for query in queries} == dict.fromkeys(queries, 404)


@pytest.mark.django_db
def test_one_edition_is_nothing_to_compare(published: Edition, client: Client) -> None:
    assert "pas encore deux éditions" in client.get(URL).text


@pytest.mark.django_db
def test_a_guide_for_members_is_compared_by_members(client: Client) -> None:
    factories.change_site_settings(guide_is_public=False)
    assert client.get(URL).status_code == 302
