"""What turns out wrong in a published self-check is listed beside it, and the search leads to its page."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html

from accounts.models import User
from guide.models import Edition, Section
from guide.publication.document import EMBEDDED_PAGE, PAGE
from search import index
from search.searcher import find
from tests.guide.conftest import Publish
from tests.guide.self_check.conftest import translate

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WAS, NOW = "Relisez Masquez.", "Relisez <b>Demandez</b>."


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    return b"".join(answer).decode() if answer.streaming else answer.text  # type: ignore[arg-type]


def test_an_erratum_stands_below_the_questions_and_in_the_list_of_the_guide(
    section: Section, publish: Publish, client: Client, as_editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    publish()
    address = "/curation/editions/1/errata/"
    choices = html.fromstring(as_editor.get(address).content).xpath("//select[@id='text']/option[last()]")
    assert [(one.get("value"), one.text) for one in choices] == [("self-check", "Avant de publier")]
    chosen = f"{address}?language=fr&text=self-check"
    assert "Montre-t-elle Masquez" in as_editor.get(chosen).text
    with django_capture_on_commit_callbacks(execute=True):
        sent = as_editor.post(chosen, {"was": WAS, "now": NOW, "why": "Un autre conseil."})
    assert sent.status_code == 302
    for name in (PAGE, EMBEDDED_PAGE):
        page = html.fromstring(read(client, f"/guide/fr/{name}"))
        assert NOW in page.xpath("string(//*[@class='erratum'])"), name
        assert WAS in page.xpath("string(//*[contains(@class, 'check-advice')])"), "its text stays as it was"
    whole = html.fromstring(read(client, "/guide/fr/"))
    assert whole.xpath("//section[@id='errata']//a/@href") == [PAGE]
    assert "Questionnaire" in as_editor.get(address).text


def test_its_lines_are_chosen_from_a_list_under_the_question_that_they_belong_to(
    section: Section, publish: Publish, as_editor: Client
) -> None:
    publish()
    page = html.fromstring(as_editor.get("/curation/editions/1/errata/?language=fr&text=self-check").content)
    groups = page.xpath("//select[@name='was'][@lang='fr']/optgroup")
    assert [group.get("label") for group in groups][1:3] == ["De quoi il peut s’agir", "Question 1"]
    of_first = [option.get("value") for option in groups[2].xpath("option")]
    assert len(of_first) == 2 and of_first[1].startswith("Relisez")
    assert page.xpath("//select[@name='was']/option/@value") == [""] and not page.xpath("//input[@type='radio']")


def test_words_that_the_self_check_does_not_say_are_refused(section: Section, publish: Publish, editor: User) -> None:
    edition: Edition = publish()
    for anchor, was in (("self-check", "Des mots qui n’y sont pas."), ("self-check-2", WAS)):
        with pytest.raises(ValidationError):
            edition.correct(language="fr", anchor=anchor, was=was, now=NOW, why="Un mot.", by=editor)
    assert not edition.errata.exists()


def found(reader: User, words: str) -> list[str]:
    return [result.url for result in find(words, reader).rows]


def test_the_search_finds_its_words_where_it_finds_those_of_the_guide(
    section: Section, publish: Publish, contributor: User
) -> None:
    Edition.objects.in_preparation().speak("it")
    translate(section)
    assert found(contributor, "relisez masquez") == []
    publish()
    index.sync_tips()
    assert "/guide/fr/self-check/" in found(contributor, "relisez masquez")
    assert found(contributor, "consiglio domanda") == ["/guide/it/self-check/"]
