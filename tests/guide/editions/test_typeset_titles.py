"""Titles and quotations of the guide are typeset as its texts are, whatever their author knew how to type."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.editions.assembly import assemble
from guide.models import Edition
from tests.factories import create_tip

pytestmark = pytest.mark.django_db


@pytest.mark.once
def test_what_is_typed_plainly_in_a_title_is_typeset(editor: User) -> None:
    create_tip(number=6, by=editor, title="Qui est-ce ? L'appel : raccrochez")
    edition = Edition.objects.in_preparation()
    edition.describe(title="Bon sens : l'essentiel", subtitle="Et après ?", summary="C'est dit !")
    guide = assemble(edition)
    assert (guide.title, guide.subtitle, guide.summary) == (
        "Bon sens\u00a0: l’essentiel",
        "Et après\u00a0?",
        "C’est dit\u00a0!",
    )
    assert [tip.title for tip in guide.tips] == ["Qui est-ce\u00a0? L’appel\u00a0: raccrochez"]
