"""An administrator moves the contribution window."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from campaign.models import Phase
from tests import factories
from tests.admin_pages import address, assert_for_administrators_alone, fields_of


def test_phases_are_for_administrators_alone(
    as_administrator: Client, as_editor: Client, as_contributor: Client
) -> None:
    assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], factories.create_phase())


def test_moving_the_end_of_the_window_opens_writing_again(as_administrator: Client) -> None:
    window = factories.close_writing()
    assert not Phase.objects.writing_is_open()
    page = address(window, "change")
    tomorrow = timezone.localdate() + timedelta(days=2)
    fields = fields_of(as_administrator.get(page)) | {"ends_at_0": tomorrow.isoformat(), "ends_at_1": "18:00:00"}
    assert as_administrator.post(page, fields).status_code == 302
    assert Phase.objects.writing_is_open()


def test_a_phase_that_ends_before_it_starts_is_refused_beside_the_field(as_administrator: Client) -> None:
    window = factories.create_phase()
    page = address(window, "change")
    fields = fields_of(as_administrator.get(page)) | {"ends_at_0": "2001-01-01", "ends_at_1": "18:00:00"}
    form = as_administrator.post(page, fields).context["adminform"].form
    assert list(form.errors) == ["ends_at"]
    assert Phase.objects.get().ends_at == window.ends_at


def test_a_phase_stays_what_it_is(as_administrator: Client) -> None:
    window = factories.create_phase()
    page = address(window, "change")
    as_administrator.post(page, fields_of(as_administrator.get(page)) | {"kind": "publish", "note": "bientôt"})
    window.refresh_from_db()
    assert (window.kind, window.note) == ("write", "bientôt")
