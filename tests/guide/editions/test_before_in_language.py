"""Before any edition is out, a reader in another language meets no French either."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.guide.editions.spoken import french_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_before_any_edition_too() -> None:
    answer = Client(headers={"accept-language": "fr"}).get("/guide/it/")
    assert answer.status_code == 404
    assert french_in(answer.text, "it") == []
