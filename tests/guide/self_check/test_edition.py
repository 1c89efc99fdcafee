"""The self-check in an edition: refused where it is broken, frozen with the rest, in each language as far as translated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from guide.editions.assembly import assemble
from guide.models import Edition, Section, Tip, Translation
from guide.publication.document import Guide
from guide.self_check.forms import BrokenSelfCheck
from tests.guide.conftest import Publish
from tests.guide.self_check.conftest import translate

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_site_without_one_says_nothing_of_it(tips: tuple[Tip, Tip], publish: Publish) -> None:
    Section.objects.self_check()
    assert "self_check" not in publish().guide.to_json()


def test_what_is_broken_does_not_come_out(section: Section, tips: tuple[Tip, Tip], editor: User) -> None:
    whole = section.parts
    first, second = whole.questions
    cases = {
        "ne dit pas de quoi il peut s’agir": replace(whole, kinds=()),
        "ne pose aucune question": replace(whole, questions=()),
        "Un avis": replace(whole, questions=(replace(first, kinds=(1,)), replace(second, kinds=(1,)))),
        "La question 1 du questionnaire ne s’appuie sur aucun conseil": replace(
            whole, questions=(replace(first, tip=0), second)
        ),
        "La question 2 du questionnaire ne donne aucune recommandation": replace(
            whole, questions=(first, replace(second, advice=""))
        ),
    }
    for words, parts in cases.items():
        section.revise_self_check(parts, title=section.title, author=editor, base_version=section.version)
        with pytest.raises(BrokenSelfCheck) as refusal:
            Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
        assert words in " ".join(refusal.value.messages)
    section.revise_self_check(whole, title=section.title, author=editor, base_version=section.version)
    tips[1].release(by=editor)
    with pytest.raises(BrokenSelfCheck, match="question 2 du questionnaire n’est pas dans l’édition"):
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)
    assert not Edition.objects.published().exists()


def test_it_is_frozen_and_one_change_may_be_taken_in(section: Section, tips: tuple[Tip, Tip], editor: User) -> None:
    edition = Edition.objects.in_preparation()
    edition.take_to_proof(by=editor)
    first, second = section.parts.questions
    parts = replace(section.parts, questions=(replace(first, is_yes_safe=True), second))
    section.revise_self_check(parts, title=section.title, author=editor, base_version=section.version)
    frozen = edition.documents["fr"]
    assert frozen.self_check and not frozen.self_check.questions[0].is_yes_safe
    assert Guide.from_json(frozen.to_json(), names={}) == frozen
    edition.take_in("section:self_check", why="La réponse sûre est oui.", by=editor)
    taken = edition.documents["fr"].self_check
    assert taken and taken.questions[0].is_yes_safe
    tips[1].release(by=editor)
    with pytest.raises(BrokenSelfCheck):
        edition.take_in(f"tip:{tips[1].reference}", why="Il s’en va.", by=editor)


def test_it_is_read_in_each_language_as_far_as_it_is_translated(section: Section, editor: User) -> None:
    edition = Edition.objects.in_preparation()
    edition.speak("it")
    alone = assemble(edition, language="it").self_check
    assert alone and {line.language for line in alone.lines} == {"fr"}
    translate(section)
    said = assemble(edition, language="it").self_check
    assert said and {line.language for line in said.lines} == {""}
    assert [kind.text for kind in said.kinds] == ["Una foto", "Un parere"]
    assert said.questions[1].advice.text == "Consiglio 2."
    first, second = section.parts.questions
    parts = replace(section.parts, questions=(replace(first, text="Une tout autre demande ?"), second))
    section.revise_self_check(parts, title=section.title, author=editor, base_version=section.version)
    later = assemble(edition, language="it").self_check
    assert later and later.questions[0].text.text == "Domanda 1?", (
        "the older translation stands until somebody says otherwise"
    )
    edition.choose_for("it", when_missing="original", when_outdated="original")
    later = assemble(edition, language="it").self_check
    assert later and {line.language for line in later.lines} == {"fr"}


def test_a_language_that_follows_takes_it_along(
    section: Section, tips: tuple[Tip, Tip], publish: Publish, editor: User
) -> None:
    edition = publish()
    for tip in tips:
        values = {"title": f"It {tip.number}", "body": "Chiedete.", "source_version": tip.version}
        Translation.objects.record(tip, language="it", by=None, **values)
    with pytest.raises(ValidationError):
        edition.add_language("it", by=editor)
    translate(section)
    edition.add_language("it", by=editor, accept_missing=True)
    said = edition.guide_in("it").self_check
    assert said and said.title.text == "Prima di pubblicare"
    assert [question.tip for question in said.questions] == [tip.reference for tip in tips]


def test_the_comparison_of_two_editions_says_what_changed_in_it(
    section: Section, publish: Publish, editor: User, client: Client
) -> None:
    publish()
    first, second = section.parts.questions
    parts = replace(section.parts, questions=(replace(first, is_yes_safe=True, kinds=(2,)), second))
    section.revise_self_check(parts, title=section.title, author=editor, base_version=section.version)
    publish()
    page = client.get("/guide/editions/compare/?older=1&newer=2").text
    changed = page[page.index("Avant de publier") :]
    assert "<del>Non" in changed and "<ins>Oui" in changed and "Un avis" in changed
    assert "Les deux disent la même chose" not in page
