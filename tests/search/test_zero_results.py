"""Searches without a result: stored without anybody's name, shown to editors, made into questions, forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import User
from search.models import ZeroResultSearch
from tests import factories

TODAY = date(2026, 11, 24)


def test_a_search_that_finds_nothing_is_counted_without_a_person(as_contributor: Client) -> None:
    for question in ("Girafe naine", "girafe  NAINE", "girafe naine"):
        as_contributor.get("/search/", {"q": question})
    miss = ZeroResultSearch.objects.get()
    assert (miss.text, miss.count) == ("Girafe naine", 3)
    assert {field.name for field in ZeroResultSearch._meta.get_fields()} == {
        "id",
        "text",
        "key",
        "count",
        "last_on",
        "done_on",
    }


def test_a_search_that_finds_something_or_is_narrowed_is_not_stored(
    contributor: User, as_contributor: Client, settings
) -> None:
    factories.create_page(title="La girafe", author=contributor)
    for query in ({"q": "girafe"}, {"q": "girafes"}, {"q": "giraffe"}, {"q": "zèbre", "kind": "page"}, {"q": ""}):
        as_contributor.get("/search/", query)
    assert not ZeroResultSearch.objects.exists()


@pytest.mark.parametrize(
    "question",
    [
        "lea@example.org",
        "06 12 34 56 78",
        "dossier 2026-114587",
        "https://example.org/x",
        "Madame Le Goff",
        "ornithorynque " * 12,
        "x",
        "???",
    ],
)
def test_what_may_say_something_about_a_person_is_not_stored(question: str, db: None) -> None:
    factories.create_user(username="martine", last_name="Goff")
    ZeroResultSearch.objects.note(question)
    assert not ZeroResultSearch.objects.exists()


def test_editors_see_what_was_looked_for_more_than_once(as_editor: Client, as_contributor: Client) -> None:
    for question in ("girafe naine", "girafe naine", "girafe naine", "zèbre", "zèbre", "une seule fois"):
        ZeroResultSearch.objects.note(question)
    text = as_editor.get("/curation/searches/").content.decode()
    assert text.index("girafe naine") < text.index("zèbre")
    assert "une seule fois" not in text
    assert "/questions/ask/?text=girafe+naine" in text
    assert as_contributor.get("/curation/searches/").status_code == 403


def test_what_is_done_goes_and_comes_back_when_it_is_looked_for_again(as_editor: Client) -> None:
    ZeroResultSearch.objects.note("girafe naine")
    ZeroResultSearch.objects.note("girafe naine")
    miss = ZeroResultSearch.objects.get()
    as_editor.post(f"/curation/searches/{miss.pk}/done/")
    assert "girafe naine" not in as_editor.get("/curation/searches/").content.decode()
    ZeroResultSearch.objects.note("girafe naine")
    assert "girafe naine" in as_editor.get("/curation/searches/").content.decode()


def test_what_is_not_asked_again_is_forgotten(db: None) -> None:
    for text, count, days in (("une fois", 1, 15), ("souvent", 3, 91), ("encore", 3, 80), ("hier", 1, 1)):
        ZeroResultSearch.objects.create(text=text, key=text, count=count, last_on=TODAY - timedelta(days=days))
    assert ZeroResultSearch.objects.forget_old(today=TODAY) == 2
    assert set(ZeroResultSearch.objects.values_list("text", flat=True)) == {"encore", "hier"}


def test_the_list_is_paged_by_key(as_editor: Client) -> None:
    for number in range(55):
        ZeroResultSearch.objects.create(
            text=f"mot {number:02}", key=f"mot {number}", count=2 + number % 3, last_on=TODAY
        )
    first = as_editor.get("/curation/searches/")
    second = as_editor.get(f"/curation/searches/?before={first.context['next']}")
    shown = [miss.text for response in (first, second) for miss in response.context["misses"]]
    assert (len(shown), len(set(shown)), second.context["next"]) == (55, 55, "")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"q": "facteur", "since": "2026-11-20", "until": "2026-11-01"}, "Le premier jour est après le dernier"),
        ({"since": "2026-11-20", "until": "2026-11-01"}, "Le premier jour est après le dernier"),
        ({"q": "-facteur"}, "ne dit que ce qui n’est pas voulu"),
        ({"q": "-« mot de passe »"}, "ne dit que ce qui n’est pas voulu"),
    ],
)
def test_a_question_that_nothing_can_answer_says_so_and_is_no_search_in_vain(
    query: dict[str, str], words: str, as_contributor: Client
) -> None:
    for _time in range(2):
        text = as_contributor.get("/search/", query).text
        assert words in text
        assert "Rien ici" not in text
    assert not ZeroResultSearch.objects.exists()
