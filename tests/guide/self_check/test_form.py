"""Writing the self-check at the desk: in order, compared with its tips, errors beside the fields, nobody overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from common import markup
from guide.models import Section, Tip
from guide.self_check.forms import problems_of
from guide.self_check_parts import CheckQuestion, SelfCheckParts
from guide.translations.originals import of_section
from guide.translations.segments import source_segments
from tests.guide.self_check.conftest import URL
from tests.sending import loaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOSTILE = "Est-ce <script>alert('un')</script> & \"deux\" ?"


def post(client: Client, **changes: object) -> object:
    return client.post(URL, loaded(client, URL) | changes)


def parts() -> SelfCheckParts:
    return Section.objects.self_check().parts


def test_it_is_written_ordered_and_emptied_again(as_editor: Client, tips: tuple[Tip, Tip]) -> None:
    written = {
        "title": "Avant de publier",
        "kind_1": "Une photo",
        "kind_3": "Un avis",
        "text_2": "Est-ce vrai ?",
        "safe_2": "yes",
        "advice_2": "Cherchez d’où cela vient.",
        "tip_2": str(tips[0].pk),
        "place_2": "2",
        "text_5": HOSTILE,
        "safe_5": "no",
        "place_5": "1",
    }
    assert post(as_editor, **written).status_code == 302
    known = CheckQuestion("Est-ce vrai\u00a0?", True, "Cherchez d’où cela vient.", (), tips[0].pk, tips[0].version)
    hostile = CheckQuestion(markup.typeset(HOSTILE, "fr"))
    assert parts() == SelfCheckParts(("Une photo", "Un avis"), (hostile, known))
    page = as_editor.get(URL).text
    assert "&lt;script&gt;" in page and "<script>alert" not in page
    preview = as_editor.get(f"{URL}preview/").text
    assert "<script>alert" not in preview and "Cherchez" in preview
    assert post(as_editor, text_2="", advice_2="", tip_2="", kinds_1=["2"]).status_code == 302
    assert parts().questions == (replace(hostile, kinds=(2,)),)
    assert post(as_editor, text_1="", kind_1="", kind_2="").status_code == 302
    assert Section.objects.self_check().body == ""


def test_kinds_are_put_in_another_order_and_questions_stay_with_theirs(as_editor: Client, section: Section) -> None:
    first, second = section.parts.questions
    assert post(as_editor, kinds_1=["2"], kinds_2=["1", "2"]).status_code == 302
    assert section.parts.kinds == ("Une photo", "Un avis")
    sent = {"place_kind_1": "2", "place_kind_2": "1", "kind_3": "Un document", "place_kind_3": "1"}
    assert post(as_editor, **sent).status_code == 302
    found = parts()
    assert found.kinds == ("Un avis", "Un document", "Une photo")
    assert found.questions == (replace(first, kinds=(1,)), replace(second, kinds=(1, 3)))
    assert 'aria-label="Catégorie 2, Position"' in as_editor.get(URL).text
    assert "Un mot" in str(refused_kind(as_editor)), "the error stands beside the field that was typed in"


def refused_kind(client: Client) -> object:
    answer = post(client, kind_1="Un mot", kind_3="# un titre", place_kind_3="1")
    assert list(answer.context["form"].errors) == ["kind_3"]  # type: ignore[attr-defined]
    return answer.content  # type: ignore[attr-defined]


def test_what_cannot_be_is_refused_beside_its_field(as_editor: Client, section: Section) -> None:
    cases: list[tuple[dict[str, object], str, str]] = [
        ({"safe_1": ""}, "safe_1", "quelle réponse est sûre"),
        ({"text_2": ""}, "text_2", "Écrivez la question"),
        ({"text_1": "- une liste"}, "text_1", "Commencez par un mot"),
        ({"advice_2": "# un titre"}, "advice_2", "Commencez par un mot"),
        ({"kind_2": "1. un"}, "kind_2", "Commencez par un mot"),
        ({"kinds_1": ["2"], "kind_2": ""}, "kinds_1", "plus de nom"),
        ({"title": ""}, "title", "À remplir"),
    ]
    for sent, field, words in cases:
        answer = post(as_editor, **sent)
        errors = answer.context["form"].errors  # type: ignore[attr-defined]
        assert (answer.status_code, list(errors)) == (422, [field]), sent  # type: ignore[attr-defined]
        assert words in str(errors[field]), errors
    assert Section.objects.self_check().version == section.version


def test_whoever_saves_second_is_shown_what_the_first_has_saved(as_editor: Client, section: Section) -> None:
    first, second = loaded(as_editor, URL), loaded(as_editor, URL)
    as_editor.post(URL, first | {"text_1": "La première ?"})
    answer = as_editor.post(URL, second | {"text_1": "La seconde ?"})
    assert answer.status_code == 422
    assert "La première" in answer.text and "La seconde" in answer.text
    assert parts().questions[0].text == "La première\u00a0?"


def test_every_line_is_a_paragraph_to_translate_and_one_that_is_none_is_refused(section: Section) -> None:
    lines = [*section.parts.lines]
    assert [one.source for one in source_segments(of_section(section))] == ["Avant de publier", *lines]


def test_the_history_tells_answers_and_an_older_version_comes_back_whole(
    as_editor: Client, section: Section, editor: User
) -> None:
    before = section.parts
    assert post(as_editor, safe_1="yes").status_code == 302
    assert post(as_editor, title="Avant d’envoyer").status_code == 302
    diff = as_editor.get(f"{URL}diff/?older=2&newer=3").text
    assert "Réponses sûres, conseils et catégories" in diff and "Non, Demandez" in diff and "Oui, Demandez" in diff
    found = Section.objects.self_check()
    assert as_editor.post(f"{URL}undo/", {"version": "3"}).status_code == 422
    found.revert_to(2, author=editor)
    assert (found.parts, found.title) == (before, "Avant de publier")
    found.undo(5, author=editor)
    assert (found.parts.questions[0].is_yes_safe, found.title) == (True, "Avant d’envoyer")


def test_a_tip_that_says_something_else_is_shown_until_an_editor_has_compared(
    as_editor: Client, section: Section, tips: tuple[Tip, Tip], editor: User
) -> None:
    tip = tips[0]
    assert problems_of(section) == []
    tip.record_revision(body=f"{tip.body} ", author=editor, base_version=tip.version)
    assert problems_of(section) == [], "nothing that is said has changed"
    tip.record_revision(body="Ne demandez jamais.", author=editor, base_version=tip.version)
    tips[1].release(by=editor)
    said = [(problem.number, problem.is_grave) for problem in problems_of(section)]
    assert said == [(2, True), (1, False)]
    for address in (URL, "/curation/drift/", "/curation/editions/1/"):
        assert "2 points à regarder" in as_editor.get(address).text or "a changé depuis" in as_editor.get(address).text
    assert "checked_1" in as_editor.get(URL).text
    assert post(as_editor, text_1="Autrement dit ?", place_1="2", place_2="1").status_code == 302
    said = [problem.number for problem in problems_of(Section.objects.self_check()) if not problem.is_grave]
    assert said == [2], "other words at another place do not say that somebody has compared them"
    assert post(as_editor, place_1="2", place_2="1").status_code == 302
    assert post(as_editor, checked_1="on").status_code == 302
    assert [problem.number for problem in problems_of(Section.objects.self_check())] == [2]
