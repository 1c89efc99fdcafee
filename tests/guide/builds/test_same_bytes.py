"""Whoever builds a guide twice gets the same bytes, in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.publication.forms import FORMS
from guide.publication.materials import Materials
from tests.guide.publication.documents import build_front_end, make_chapter, make_guide, make_tip

REAL = dict(FORMS)  # before the tests put a few bytes in their places

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("form", REAL)
def test_the_same_guide_twice_is_the_same_bytes(form: str, tmp_path: Path) -> None:
    guide = make_guide(chapters=(make_chapter(1, (make_tip(1),)),))
    materials = Materials(assets=build_front_end(tmp_path / "assets"), pictures=tmp_path)
    first, second = (dict(REAL[form].make(guide, materials)) for _ in range(2))
    assert REAL[form].name in first
    assert first == second
