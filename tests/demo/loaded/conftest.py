"""A copy of the demo campaign for all tests of this folder, as it was loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from demo import content
from tests.loaded_demo import Demo, demo_once

demo = demo_once(scope="package")


@pytest.fixture(scope="package")
def campaign() -> content.Campaign:
    return content.read_campaign()


@pytest.fixture(scope="package")
def editions(demo: Demo) -> Path:
    return demo.editions


@pytest.fixture(scope="package")
def media(demo: Demo) -> Path:
    return demo.media


@pytest.fixture(scope="package")
def loaded_demo(demo: Demo, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Is what the command said. What modules of this folder add to the demo is taken back by them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo.said
        transaction.set_rollback(True)
