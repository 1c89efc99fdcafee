"""A year that was mistyped is asked about, wherever a day is asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from campaign.models import Phase
from common.forms.fields import check_near
from guide.bibliography.forms import date_in
from guide.models import Edition
from tests.factories import create_tip

pytestmark = pytest.mark.django_db


def test_a_year_far_away_is_refused_and_a_near_one_is_not() -> None:
    year = timezone.localdate().year
    check_near(date(year + 1, 1, 1), years_back=0, years_ahead=1)
    for far in (date(year + 1000, 1, 1), date(year - 1, 1, 1), date(1, 1, 1)):
        with pytest.raises(ValidationError):
            check_near(far, years_back=0, years_ahead=1)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_no_other_clock_can_say_is_far_away(as_editor: Client, moment: str) -> None:
    with pytest.raises(ValidationError):
        check_near(datetime.fromisoformat(moment), years_back=30, years_ahead=5)
    assert as_editor.post("/sessions/new/", {"starts_at": moment, "ends_at": moment}).status_code == 422


def test_an_edition_is_not_set_for_the_year_3026(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().take_to_proof(by=editor)
    sent = {"day": "3026-12-03", "time": "09:00", "accept_free_places": "on"}
    refused = as_editor.post("/curation/editions/1/publish/", sent)
    assert (refused.status_code, "3026" in refused.text) == (422, True)
    assert Edition.objects.get().publish_at is None


def test_a_phase_does_not_end_in_the_year_3026() -> None:
    start = timezone.now()
    with pytest.raises(ValidationError) as refusal:
        Phase(kind=Phase.Kind.WRITE, starts_at=start, ends_at=start + timedelta(days=365_000)).full_clean()
    assert "ends_at" in refusal.value.message_dict


def test_a_reference_is_not_of_the_year_3026() -> None:
    assert date_in("issued", "1450") == {"date-parts": [[1450]]}
    with pytest.raises(ValidationError):
        date_in("issued", "3026-09")
