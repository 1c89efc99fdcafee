"""Several workers and several editors at one drift, in the same instant."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from contributions.models import Page
from guide.drift import answers
from guide.drift.detection import check_source
from guide.models import Drift, Source
from notifications.models import Notification
from tests.factories import create_editor, create_page, create_tip, edit_page

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "Une ouverture.\n\nPrévenez votre banque le jour même."
NEGATED = BODY.replace("Prévenez", "Ne prévenez pas")


@pytest.fixture
def page(db: None) -> Page:
    return create_page(title="Le relevé", body=BODY)


@pytest.fixture
def source(page: Page, editor: User) -> Source:
    return create_tip(number=6, page=page, by=editor, passage="Prévenez votre banque le jour même.").sources.get()


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each came to: "done", or the code of what refused it."""

    def outcome(act: Callable[[], object]) -> str:
        try:
            act()
        except ValidationError as refusal:
            return str(refusal.code)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(outcome, acts))


def test_workers_notice_it_once(page: Page, source: Source) -> None:
    edit_page(page, NEGATED)
    assert at_once(*[lambda: check_source(source.pk)] * 4) == ["done"] * 4
    assert Drift.objects.count() == Notification.objects.filter(kind="drifted").count() == 1


def test_of_editors_one_wins_and_a_worker_that_looks_meanwhile_changes_nothing(
    page: Page, source: Source, editor: User
) -> None:
    edit_page(page, NEGATED)
    check_source(source.pk)
    drift, other = Drift.objects.get(), create_editor(username="nadia")
    outcomes = at_once(
        lambda: answers.take_over(Drift.objects.get(), by=editor, seen=drift.version),
        lambda: answers.dismiss(Drift.objects.get(), reason="Il vaut toujours.", by=other, seen=drift.version),
        lambda: check_source(source.pk),
    )
    assert sorted(outcomes) == ["done", "done", "meanwhile"]
    drift.refresh_from_db()
    source.refresh_from_db()
    assert (drift.answer, source.version) in {("taken_over", 2), ("kept", 1)}
    assert Drift.objects.open().count() == 0
