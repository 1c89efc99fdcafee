"""The tests' database, for servers that are started beside them."""

from __future__ import annotations

import pytest

from tests.e2e.killable import address_of_database


@pytest.fixture(scope="session")
def database(django_db_setup: None) -> str:
    """Its address: it has all of its tables, and nothing in them."""
    return address_of_database()
