"""Conditions of constraints, written once for the models that share them."""

import pytest
from django.db.models import Q

from common.database.constraints import all_or_none_of, exactly_one_of

pytestmark = pytest.mark.pure


def test_exactly_one_column_is_filled() -> None:
    alone = Q(page__isnull=False, comment=None, person=None)
    alone |= Q(page=None, comment__isnull=False, person=None)
    alone |= Q(page=None, comment=None, person__isnull=False)
    assert exactly_one_of("page", "comment", "person") == alone


def test_columns_are_filled_together() -> None:
    assert all_or_none_of("by", "at") == Q(by=None, at=None) | Q(by__isnull=False, at__isnull=False)
