"""What a record store is told of an attempt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings

from accounts.models import User
from learning.attempts.models import Attempt, ItemResponse
from learning.statements import statement_texts
from learning.statements.statement_texts import interaction, response_text
from tests.learning.demo_course import demo_course, right_response, wrong_response
from tests.learning.sample_course import RIGHT, sample_course, sample_item
from tests.learning.statements.statement_judge import judging

pytestmark = pytest.mark.pure
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
PATTERNS = {
    "choice": ["2"],
    "choices": ["1[,]3"],
    "order": ["1[,]2[,]3"],
    "match": ["1[.]1[,]2[.]2[,]3[.]3"],
    "sort": ["1[.]2[,]2[.]1[,]3[.]2"],
    "dialogue": ["2"],
}


def attempt() -> Attempt:
    learner = User(pk=7, username="yrsa", first_name="Yrsa", last_name="Vert", email="yrsa@example.org")
    return Attempt(pk=3, learner=learner, begun_at=AT, finished_at=AT, points=5, is_passed=True, language="en")


def all_said() -> list[dict[str, Any]]:
    way, course = attempt(), sample_course()
    response = ItemResponse(attempt=way, item="13", response=["3", "1", "2"], is_right=False, at=AT)
    return [
        statement_texts.begun(way, course),
        statement_texts.answered(way, course, response),
        *statement_texts.finished(way, course),
    ]


@pytest.mark.parametrize("kind", list(RIGHT))
def test_a_right_response_is_one_of_the_patterns(kind: str) -> None:
    item = sample_item(kind)
    said = interaction(item, "en")
    if kind == "fill_in":
        assert len(said["correctResponsesPattern"]) == 3
        assert "{case_matters=false}consent[,]date" in said["correctResponsesPattern"]
    else:
        assert said["correctResponsesPattern"] == PATTERNS[kind] == [response_text(item, RIGHT[kind])]
    assert all(" " not in one["id"] for key in ("choices", "source", "target") for one in said.get(key, []))


def test_each_step_is_a_statement_with_a_verb_and_the_answer_says_what_was_given() -> None:
    begun, answered, completed, passed = all_said()
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in (begun, answered, completed, passed)]
    assert verbs == ["initialized", "answered", "completed", "passed"]
    assert answered["result"] == {"success": False, "response": "3[,]1[,]2"}
    assert answered["object"]["definition"]["interactionType"] == "sequencing"
    assert answered["context"]["contextActivities"]["parent"][0]["id"] == begun["object"]["id"]
    assert answered["object"]["id"] == f"{begun['object']['id']}/items/13"
    assert completed["result"] == {"completion": True, "score": {"scaled": 0.7143, "raw": 5, "min": 0, "max": 7}}
    assert passed["result"]["success"] is True
    assert len({one["context"]["registration"] for one in (begun, answered, completed, passed)}) == 1


def test_a_program_of_others_finds_nothing_wrong_in_any_statement() -> None:
    """xapi-validation, on all that the course of the demo has said of it, in each language, by either kind of learner."""
    way, told = attempt(), all_said()
    for language in ("fr", "en", "it", "ja"):
        course = demo_course(language)
        for item in course.items:
            for response in (right_response(item), wrong_response(item)):
                row = ItemResponse(attempt=way, item=item.key, response=response, is_right=False, at=AT)
                told.append(statement_texts.answered(way, course, row))
    with override_settings(RECORD_STORE_NAMES_PEOPLE=True):
        told += all_said()
    with judging() as complaints:
        assert [found for one in told if (found := complaints(one))] == []
        assert complaints(told[0] | {"timestamp": "yesterday"})


def test_what_happened_has_the_same_id_each_time_and_each_thing_its_own() -> None:
    ids = [one["id"] for one in all_said()]
    assert ids == [one["id"] for one in all_said()]
    assert len(set(ids)) == 4 and all(UUID(one).version == 5 for one in ids)


def test_nobody_is_named_unless_the_setting_says_so() -> None:
    told = str(all_said())
    assert "yrsa" not in told.lower() and "Vert" not in told
    account = all_said()[0]["actor"]["account"]
    assert len(account["name"]) == 32 and account == all_said()[1]["actor"]["account"]
    with override_settings(SECRET_KEY="another"):
        assert all_said()[0]["actor"]["account"] != account
    with override_settings(RECORD_STORE_NAMES_PEOPLE=True):
        actor = all_said()[0]["actor"]
        assert actor == {"objectType": "Agent", "name": "Yrsa Vert", "mbox": "mailto:yrsa@example.org"}
