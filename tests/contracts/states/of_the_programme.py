"""The states of sessions, phases and waves."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from campaign.invitations.models import Wave
from campaign.invitations.sending import gather
from campaign.models import Phase, QuestionRoom, TrainingSession
from contributions.models import Page
from tests.campaign.training.made import create_session
from tests.contracts.states.asking import State, States, at

WEEK = (0, 1, 2, 3, 4, 5, 6)
RUNNING_FOR = timedelta(minutes=20)


def session_life() -> States:
    """To come, with a room, full with people who wait, cancelled; and one that is running, and one that is over."""
    editor, contributor = (User.objects.get(username=name) for name in ("editor", "contributor"))
    session = create_session(in_days=3, capacity=1)
    yield State("a session to come", _of_session(session))
    QuestionRoom.objects.open_for(session)
    yield State("a session with a room", [*_of_session(session), *_of_room(session)])
    session.register(editor, by=editor)
    session.register(contributor)
    yield State("a session that is full", _of_session(session))
    session.cancel(reason="La salle est fermée.", by=editor)
    yield State("a session that is cancelled", [*_of_session(session), *_of_room(session)])
    running = create_session(at=timezone.now() - RUNNING_FOR)
    room = QuestionRoom.objects.open_for(running)
    room.ask("Et si je clique ?", voter="x")
    yield State("a session that is running", [*_of_session(running), *_of_room(running)])
    over = TrainingSession.objects.filter(ends_at__lt=timezone.now(), cancelled_at=None).latest("ends_at")
    yield State("a session that is over", _of_session(over))


def phases() -> States:
    """No phase at all; then each of the demo's alone, while it runs; when one is over, and before one begins."""
    administrator, now = User.objects.get(username="admin"), timezone.now()
    kept = list(Phase.objects.all())
    for phase in kept:
        Phase.objects.get(pk=phase.pk).remove(by=administrator)
    yield State("no phase", _that_phases_open())
    states = [*((phase, "running", -1) for phase in kept), (kept[0], "over", -3), (kept[-1], "to come", 2)]
    for phase, state, begins in states:
        with transaction.atomic():
            phase.starts_at, phase.ends_at = now + timedelta(days=begins), now + timedelta(days=begins + 2)
            phase.decide(by=administrator)
            yield State(f"{phase.kind} {state}", [*_that_phases_open(), *_of_phase(phase)])
            transaction.set_rollback(True)


def wave_life() -> States:
    """A draft, scheduled, running, paused, ended."""
    editor, now = User.objects.get(username="editor"), timezone.now()
    drafted = Wave.objects.filter(state=Wave.State.DONE).earliest("pk")
    yield State("a wave that is done", _of_wave(drafted))
    wave = Wave.objects.create_draft(words=drafted.words, by=editor)
    yield State("a wave that is drafted", _of_wave(wave))
    wave.plan({"starts_at": now + timedelta(hours=1), "weekdays": [*WEEK], "letters_a_minute": 30})
    wave.was_tried_out()
    wave.schedule(by=editor)
    yield State("a wave whose people are being noted", _of_wave(wave))
    gather(wave)
    wave.refresh_from_db()
    yield State("a wave that is running", _of_wave(wave))
    wave.pause()
    yield State("a wave that is paused", _of_wave(wave))
    wave.stop()
    yield State("a wave that is stopped", _of_wave(wave))


def _of_session(session: TrainingSession) -> list[str]:
    own = (f"session{screen}" for screen in ("", "_edit", "_history", "_cancel", "_summary"))
    return [
        at("training:sessions"),
        at("training:own_sessions"),
        *(
            at(f"training:{screen}", session.pk)
            for screen in (*own, "registrations", "attendance", "check_in", "slides")
        ),
    ]


def _of_room(session: TrainingSession) -> list[str]:
    room = QuestionRoom.objects.get(session=session)
    desk = [at(f"training:{screen}", session.pk) for screen in ("room_desk", "speaker", "speaker_list")]
    return [at("training:room", session.pk, room.code), at("training:room_list", session.pk, room.code), *desk]


def _that_phases_open() -> list[str]:
    page = Page.objects.visible().earliest("pk")
    where = (page.theme.slug, page.slug)
    return [
        at("calendar"),
        at("calendar_history"),
        at("campaign"),
        at("training:sessions"),
        *(at(f"contributions:{name}", *where) for name in ("page", "page_edit", "page_comments", "page_questions")),
        at("contributions:page_new", page.theme.slug),
        at("guide:desk"),
    ]


def _of_phase(phase: Phase) -> list[str]:
    return [at("phase", phase.pk), at("phase_extend", phase.pk), at("phase_remove", phase.pk)]


def _of_wave(wave: Wave) -> list[str]:
    screens = ("wave", "wave_letters", "wave_plan", "wave_words", "wave_count")
    return [at("invitations:waves"), *(at(f"invitations:{screen}", wave.pk) for screen in screens)]
