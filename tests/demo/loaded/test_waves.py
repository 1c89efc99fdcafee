"""The waves of invitations of the demo, as they stand today."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import User
from campaign.invitations.models import OptOut, Wave, WaveLetter
from campaign.invitations.wave_figures import figures_of
from demo.waves import LANGUAGES, read_waves
from notifications.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("loaded_demo")]


def test_two_have_gone_out_and_one_is_prepared() -> None:
    assert list(Wave.objects.order_by("pk").values_list("state", flat=True)) == ["done", "done", "draft"]
    assert not WaveLetter.objects.filter(sent_at__gt=timezone.now()).exists()
    assert not Letter.objects.exists()


def test_everybody_was_invited_and_those_who_have_not_come_reminded() -> None:
    first, reminder, _draft = Wave.objects.order_by("pk")
    figures = figures_of(first)
    assert figures.people == User.objects.exclude(email="").count()
    assert figures.by_state["bounced"] == 3
    reminded = reminder.letters.reached()
    assert 20 <= reminded.count() < first.letters.reached().count() - 50
    assert not reminded.filter(
        person__in=OptOut.objects.filter(created_at__lt=reminder.starts_at).values("person")
    ).exists()


def test_whom_the_content_names_is_there() -> None:
    told = read_waves()
    names = {name for one in told for name in (*one.opted_out, *(name for name, _reason in one.returned))}
    assert User.objects.filter(username__in=names).count() == len(names)
    assert all(set(one.words) <= set(LANGUAGES) and "fr" in one.words for one in told)
