"""What is wrong is said beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError


@contextmanager
def beside(field: str) -> Iterator[None]:
    """A refusal from inside is one of this field."""
    try:
        yield
    except ValidationError as refusal:
        raise ValidationError({field: refusal}) from None
