"""Every test begins with nothing kept: the fragments of another test's pages have the same keys."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["template_fragments"].clear()
