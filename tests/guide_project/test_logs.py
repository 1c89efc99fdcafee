"""What a log says of an address that lets somebody in, and of a name that is not served."""

from __future__ import annotations

import logging

import pytest
from django.core.exceptions import DisallowedHost
from django.db.utils import OperationalError
from django.urls import reverse

from guide_project.server import logs

pytestmark = pytest.mark.pure
LINKS = {
    "account_reset_password_from_key": {"uidb36": "4", "key": "abc123"},
    "invitation": {"signed": "4-abc123"},
    "invitations:opt_out": {"signed": "4-abc123"},
    "set_up_by_link": {"token": "4-abc123"},
    "notifications:unsubscribe": {"signed": "4-abc123"},
}


@pytest.mark.parametrize("view", LINKS)
@pytest.mark.parametrize("name", logs.NAMING_ADDRESSES)
def test_an_address_is_named_without_what_opens_it(name: str, view: str, record: logging.LogRecord) -> None:
    link = reverse(view, kwargs=LINKS[view])
    assert "4-abc123" in link
    record.name, record.msg, record.args = name, "Forbidden (%s): %s", (f"https://guide.example{link} is odd", link)
    assert "4-abc123" not in written(record)


def test_the_address_of_a_slip_is_named_without_its_code(record: logging.LogRecord) -> None:
    address = f"{reverse('slip')}?login=martine&code=ABCDE-FGHIJ"
    record.name, record.msg, record.args = "django.security.csrf", "Forbidden (%s): %s", ("odd", address)
    assert "login=martine" in written(record) and "ABCDE" not in written(record)


def test_a_name_that_is_not_served_is_told_in_one_line(record: logging.LogRecord) -> None:
    record.name, record.msg = "django.security.DisallowedHost", "You may need to add it to ALLOWED_HOSTS."
    record.exc_info = (DisallowedHost, DisallowedHost("x"), None)
    assert written(record) == record.msg


@pytest.mark.parametrize("name", ["django.request", "guide_project.management.commands.run_periodic"])
@pytest.mark.parametrize(("code", "is_in_a_line"), [(None, True), ("57014", False)])
def test_a_database_that_does_not_answer_is_told_in_one_line_and_what_it_answers_with_its_traceback(
    name: str, code: str | None, *, is_in_a_line: bool, record: logging.LogRecord
) -> None:
    class FromDriver(Exception):
        pgcode = code

    problem = OperationalError("connection failed:\n 100% refused")
    problem.__cause__ = FromDriver()
    record.name, record.msg, record.args = name, "%s: %s", ("Internal Server Error", "/100%/")
    record.exc_info = (OperationalError, problem, None)
    told = "Internal Server Error: /100%/: the database cannot be reached: connection failed: 100% refused"
    assert (written(record) == told) is is_in_a_line


def written(record: logging.LogRecord) -> str:
    """What becomes of it behind the filters that the settings name for its logger, and for all."""
    told = logs.configuration("INFO")
    for name in told["loggers"].get(record.name, {}).get("filters", []) + told["handlers"]["console"]["filters"]:
        filter_class = getattr(logs, told["filters"][name]["()"].rpartition(".")[2])
        assert filter_class().filter(record)
    return logging.Formatter("{message}", style="{").format(record)


@pytest.fixture
def record() -> logging.LogRecord:
    return logging.LogRecord("", logging.WARNING, __file__, 1, "", None, None)


def test_what_the_engine_of_the_pdf_lacks_is_said_once() -> None:
    once = logs.SubsetsOnce()
    fonts = [logging.makeLogRecord({"msg": 'Install HarfBuzz-Subset: font "%s"', "args": (name,)}) for name in "ab"]
    assert [once.filter(record) for record in fonts] == [True, False]
    assert once.filter(logging.makeLogRecord({"msg": "Failed to load image"}))
