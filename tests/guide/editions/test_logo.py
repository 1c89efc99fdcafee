"""The logo of the publisher stands in the imprint of the web page and on the back cover, as long as the edition lives."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from accounts.models import User
from contributions.uploads.logo import remove_logo, take_in_logo
from guide.editions.assembly import assemble, store_copies
from guide.models import Edition
from guide.publication.booklet import manuscript
from guide.publication.document import Guide
from guide.publication.forms import FORMS
from tests import factories
from tests.guide.publication.pdfs import materials

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MADE = dict(FORMS)  # other tests have them made of a few bytes


@pytest.fixture
def guide(administrator: User, editor: User) -> Guide:
    file = io.BytesIO()
    Image.new("RGB", (600, 200), "navy").save(file, "PNG")
    take_in_logo(file.getvalue(), by=administrator)
    factories.create_tip(number=6, by=editor)
    return assemble(Edition.objects.in_preparation())


def test_it_stands_in_the_imprint_and_on_the_back_cover(guide: Guide, tmp_path: Path, settings) -> None:
    made_with = replace(materials(tmp_path), pictures=Path(settings.MEDIA_ROOT))
    page = dict(MADE["web"].make(guide, made_with))
    assert 'class="logo"' in page["index.html"].decode()
    book = manuscript(guide, made_with, "screen")
    assert f'alt="{guide.publisher}"' in book.html.partition('class="back-foot"')[2]


def test_an_edition_that_is_out_keeps_it_when_the_site_has_none_any_more(guide: Guide, administrator: User) -> None:
    frozen = replace(guide, pictures=store_copies(guide.pictures)).to_json()
    remove_logo(by=administrator)
    assert assemble(Edition.objects.in_preparation()).logo is None
    again = Guide.from_json(frozen, names={})
    assert again.logo == guide.logo
    assert again.pictures[-1].printed.startswith("editions/")


def test_without_one_there_is_no_gap(editor: User, tmp_path: Path) -> None:
    factories.create_tip(number=6, by=editor)
    guide = assemble(Edition.objects.in_preparation())
    page = dict(MADE["web"].make(guide, materials(tmp_path)))
    assert 'class="logo"' not in page["index.html"].decode()
    assert 'class="logo"' not in manuscript(guide, materials(tmp_path), "screen").html
