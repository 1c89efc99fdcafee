"""What people typed is a text in every spreadsheet."""

from __future__ import annotations

import pytest

from common.markup.spreadsheets import harmless_cell
from tests.for_each import for_each

pytestmark = pytest.mark.pure


@for_each(
    "cell",
    ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "＠x", "\ufeff=1", "\u200b=1", "|x"],
)
def test_whatever_begins_like_a_formula_is_made_a_text(cell: str) -> None:
    assert harmless_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Lille", "1", "a=1", "", " Lille", "«=1»"])
def test_other_texts_stay_as_they_are(cell: str) -> None:
    assert harmless_cell(cell) == cell
