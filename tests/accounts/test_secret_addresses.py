"""Which addresses the log of refusals holds."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("path", "is_logged"), [("/nowhere/", True), ("/ask/secret-1/", False), ("/guide/review/secret-2/", False)]
)
def test_an_address_that_holds_a_secret_is_in_no_log(
    path: str, is_logged: bool, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get(path).status_code in {404, 410}
    assert (path in caplog.text) == is_logged
