"""What a log says of an address that lets somebody in, and of a name that is not served."""

from __future__ import annotations

import logging

import pytest
from django.core.exceptions import DisallowedHost

from guide_project import logs

pytestmark = pytest.mark.pure
LINK = "/accounts/password/reset/key/4-abc123/"


@pytest.mark.parametrize("name", logs.NAMING_ADDRESSES)
def test_an_address_is_named_without_what_opens_it(name: str, record: logging.LogRecord) -> None:
    record.name, record.msg, record.args = name, "Forbidden (%s): %s", (f"https://guide.example{LINK} is odd", LINK)
    assert "4-abc123" not in written(record)


def test_a_name_that_is_not_served_is_told_in_one_line(record: logging.LogRecord) -> None:
    record.name, record.msg = "django.security.DisallowedHost", "You may need to add it to ALLOWED_HOSTS."
    record.exc_info = (DisallowedHost, DisallowedHost("x"), None)
    assert written(record) == record.msg


def written(record: logging.LogRecord) -> str:
    """What becomes of it behind the filters that the settings name for its logger."""
    told = logs.configuration("INFO")
    for name in told["loggers"][record.name].get("filters", []):
        filter_class = getattr(logs, told["filters"][name]["()"].rpartition(".")[2])
        assert filter_class().filter(record)
    return logging.Formatter("{message}", style="{").format(record)


@pytest.fixture
def record() -> logging.LogRecord:
    return logging.LogRecord("", logging.WARNING, __file__, 1, "", None, None)
