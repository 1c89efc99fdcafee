"""Conditions that models of several apps have in common, for their constraints."""

from functools import reduce
from operator import or_

from django.db.models import Q


def exactly_one_of(*columns: str) -> Q:
    """One of the columns is filled, and no other."""
    alone = (Q(**{f"{one}__isnull": False}, **{name: None for name in columns if name != one}) for one in columns)
    return reduce(or_, alone)


def all_or_none_of(*columns: str) -> Q:
    """The columns are filled together: who did it, and when."""
    return Q(**dict.fromkeys(columns)) | Q(**{f"{name}__isnull": False for name in columns})
