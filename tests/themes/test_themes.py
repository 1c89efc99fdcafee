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
def test_the_database_holds_no_ninth_theme() -> None:
    Theme.objects.create(number=8, paper=8, slug="huit", short_title="Huit", question="Comment ?")
    with pytest.raises(IntegrityError):
        Theme.objects.create(number=9, paper=9, slug="neuf", short_title="Neuf", question="Comment ?")


@pytest.mark.django_db
def test_two_themes_never_share_a_number_or_an_address() -> None:
    theme = factories.create_theme(number=2)
    with pytest.raises(IntegrityError):
        Theme.objects.create(number=2, paper=3, slug="autre", short_title="Autre", question="Comment ?")
    assert theme.get_absolute_url() == "/wiki/delinquants/"
