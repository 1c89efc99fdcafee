"""Every test begins with an empty cache: the fragments of another test's pages have the same keys."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    caches["template_fragments"].clear()
