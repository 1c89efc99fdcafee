"""The questions, in their order."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from tests import factories
from themes.models import Theme


@pytest.mark.django_db
def test_themes_come_in_the_order_of_their_numbers() -> None:
    for number in (3, 1, 4, 2):
        factories.create_theme(number=number)
    assert [theme.number for theme in Theme.objects.all()] == [1, 2, 3, 4]


@pytest.mark.django_db
def test_the_database_holds_no_fifth_theme() -> None:
    with pytest.raises(IntegrityError):
        Theme.objects.create(number=5, slug="cinq", short_title="Cinq", question="Comment ?")


@pytest.mark.django_db
def test_two_themes_never_share_a_number_or_an_address() -> None:
    theme = factories.create_theme(number=2)
    with pytest.raises(IntegrityError):
        Theme.objects.create(number=2, slug="autre", short_title="Autre", question="Comment ?")
    assert theme.get_absolute_url() == "/wiki/delinquants/"
