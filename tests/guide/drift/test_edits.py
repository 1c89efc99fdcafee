"""What 78 edits of pages of the demo raise at the tips that rest on them: no change of sense missed, few false alarms."""

from __future__ import annotations

import pytest

from common import markup
from tests.for_each import for_each
from tests.guide.drift.edits import CHANGED, EDITS, GONE, HELD_OUT, NOTHING, Edit

pytestmark = pytest.mark.pure

ALARMS = {CHANGED, GONE}


def raised_by(edit: Edit) -> str:
    start = edit.before.index(edit.passage)
    passage = markup.text_quote(edit.before, start, start + len(edit.passage))
    return markup.passage_status_of(passage, edit.before, edit.after, language="fr").standing


@for_each("edit", [edit for edit in EDITS if edit.raises in ALARMS])
def test_no_change_of_sense_is_missed(edit: Edit) -> None:
    assert raised_by(edit) in ALARMS


@for_each("edit", [edit for edit in EDITS if edit.raises == NOTHING])
def test_what_changes_no_word_raises_nothing(edit: Edit) -> None:
    assert raised_by(edit) == NOTHING


def test_false_alarms_are_few() -> None:
    """Of 78 edits 40 keep the sense: 2 of these are alarms, and one alarm is of the wrong kind. The third that was held
    out gave 3 of 14 at first, before what it taught was mended; the others 3 of 26 at first, and 1 then.
    """
    quiet = [edit for edit in EDITS if edit.raises not in ALARMS]
    false = [edit.name for edit in quiet if raised_by(edit) in ALARMS]
    assert false == ["clauses change places", "it is … that taken away"]
    assert [edit.name for edit in EDITS if edit.name not in false and raised_by(edit) != edit.raises] == [
        "half of it deleted"
    ]
    assert len(EDITS) >= 75
    assert len(HELD_OUT) == 26
