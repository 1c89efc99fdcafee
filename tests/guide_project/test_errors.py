"""What failed says by its status whether asking again is of use."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from guide.views import robots

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("problem", "status", "again"),
    [
        (OperationalError("connection refused"), 503, "10"),
        (InterfaceError("connection already closed"), 503, "10"),
        (ValueError("odd"), 500, None),
    ],
)
def test_a_database_that_does_not_answer_is_asked_again_and_a_mistake_of_ours_is_not(
    problem: Exception, status: int, again: str | None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> bool:
        raise problem

    monkeypatch.setattr(robots, "guide_is_public", fails)
    client.raise_request_exception = False
    answer = client.get("/robots.txt", headers={"accept-language": "fr"})
    assert (answer.status_code, answer.get("Retry-After")) == (status, again)
    assert "Ce que vous avez tapé est encore dans votre navigateur" in answer.text
