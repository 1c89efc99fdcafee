"""Two waves of invitations that have gone out, and one that is being prepared. Nobody is written to.

Reads the waves of invitations. Knows no database.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from accounts.models import User
from campaign.invitations.audience import needs_no_reminder
from campaign.invitations.models import OptOut, Wave, WaveLetter
from campaign.invitations.sending import gather
from campaign.invitations.wave_plans import rendered_words
from contributions.models import Comment, PageRevision
from demo.blocks import ContentFault
from demo.content import FOLDER
from demo.stage import Stage

LANGUAGES = ("fr", "en", "it", "ja")


@dataclass(frozen=True)
class WaveContent:
    """`begins` is None for a draft; `returned` has user names, each with what the mail server of the address said."""

    words: Mapping[str, Mapping[str, str]]
    begins: timedelta | None = None
    letters_a_minute: int = 60
    reminds: bool = False
    returned: tuple[tuple[str, str], ...] = ()
    opted_out: tuple[str, ...] = field(default=())


def read_waves(path: Path = FOLDER / "waves.toml") -> list[WaveContent]:
    """Raises ContentFault for what is no wave."""
    try:
        return [_wave(row) for row in tomllib.loads(path.read_text("utf-8"))["wave"]]
    except (KeyError, TypeError, ValueError) as fault:
        raise ContentFault(f"{path.name}: {fault}") from None


def _wave(row: dict[str, Any]) -> WaveContent:
    words = {language: row.pop(language) for language in LANGUAGES if language in row}
    if "day" in row:
        clock = time.fromisoformat(row.pop("time"))
        row["begins"] = timedelta(days=row.pop("day"), hours=clock.hour, minutes=clock.minute)
    row["returned"] = tuple((name, reason) for name, reason in row.pop("returned", []))
    row["opted_out"] = tuple(row.pop("opted_out", []))
    return WaveContent(words, **row)


PREPARED = timedelta(days=57, hours=15)
WORKING_DAYS = [0, 1, 2, 3, 4]
TRIED_OUT = timedelta(hours=1)
COMES_BACK = timedelta(minutes=4)


def invite(stage: Stage) -> None:
    note_who_came(stage)
    before: Wave | None = None
    for told in read_waves():
        before = _invite(told, before, stage)


def note_who_came(stage: Stage) -> None:
    """Whoever registered for a session, or wrote, has signed in; at the latest yesterday."""
    yesterday = stage.at(PREPARED)
    authors = PageRevision.objects.order_by().values("history_user"), Comment.objects.order_by().values("author")
    came = Q(registrations__isnull=False) | Q(pk__in=authors[0]) | Q(pk__in=authors[1])
    keys = User.objects.filter(came, last_login=None).values_list("pk", flat=True).distinct()
    people = list(User.objects.filter(pk__in=list(keys)).order_by("pk"))
    for place, person in enumerate(people):
        person.last_login = yesterday - timedelta(hours=place * 7 % 300)
    User.objects.bulk_update(people, ["last_login"])


def _invite(told: WaveContent, before: Wave | None, stage: Stage) -> Wave:
    editor = stage.people["Laurent Chevalier"]
    begins = None if told.begins is None else stage.at(told.begins)
    wave = _begun(told, before, by=editor, at=(begins or stage.at(PREPARED)) - TRIED_OUT)
    if begins is not None:
        wave.plan({"starts_at": begins, "weekdays": WORKING_DAYS, "letters_a_minute": told.letters_a_minute})
        wave.was_tried_out(at=begins - TRIED_OUT / 2)
        wave.schedule(by=editor, at=begins)
        gather(wave)
        _send(wave, told, begins)
    return wave


def _begun(told: WaveContent, before: Wave | None, *, by: User, at: datetime) -> Wave:
    words: dict[str, Any] = {
        language: rendered_words(one["subject"], one["body"].strip(), language=language)
        for language, one in told.words.items()
    }
    if told.reminds and before is not None:
        wave = before.begin_reminder(by=by)
        wave.write(words)
    else:
        wave = Wave.objects.create_draft(words=words, by=by)
    Wave.objects.filter(pk=wave.pk).update(created_at=at)
    return wave


def _send(wave: Wave, told: WaveContent, begins: datetime) -> None:
    """Marks each letter as it would have been, and some of them as come back."""
    pause, last = timedelta(minutes=1) / told.letters_a_minute, begins
    letters = list(wave.letters.select_related("person"))
    for place, letter in enumerate(letters):
        letter.claimed_at = last = begins + pause * place
    WaveLetter.objects.bulk_update(letters, ["claimed_at"])
    address = Subquery(User.objects.filter(pk=OuterRef("person")).values("email"))
    came = [letter.pk for letter in letters if wave.reminds and needs_no_reminder(letter, wave.reminds)]
    wave.letters.filter(pk__in=came).update(state=WaveLetter.State.LEFT_OUT)
    wave.letters.waiting().update(state=WaveLetter.State.SENT, tries=1, sent_at=F("claimed_at"), address=address)
    if not wave.reminds:
        sent_at = Subquery(wave.letters.filter(person=OuterRef("pk")).values("sent_at"))
        User.objects.filter(pk__in=wave.letters.reached().values("person")).update(invited_at=sent_at)
    reasons = dict(told.returned)
    for letter in wave.letters.filter(person__username__in=reasons).select_related("person"):
        letter.came_back(reasons[letter.person.username])
    for person in User.objects.filter(username__in=told.opted_out):
        OptOut.objects.opt_out(person, at=last + COMES_BACK)
    wave.refresh_from_db()
    wave.finish(at=last)
    wave.refresh_from_db()
