"""The conference and the training sessions, through the verbs by which people register, give up and wait.

Draws slides: a PDF of a few pages with a title and lines each, in the fonts that every reader has.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import Role, User
from campaign.models import TrainingSession
from campaign.training import check_ins, letters, slides
from campaign.training.attendance import note_guests
from campaign.training.check_ins import CheckInAct
from campaign.training.summaries import summarise
from demo.departments import department_of
from demo.session_content import ColleagueContent, SessionContent, read_absent, read_colleagues, read_sessions
from demo.stage import Stage

WIDTH, HEIGHT = 960, 540
INK: Final = "0.09 0.13 0.19"
BAND: Final = "0.11 0.36 0.53"
LEADING = 46


def slides_pdf(title: str, pages: Sequence[Sequence[str]]) -> bytes:
    """Returns the PDF: of each page the first line is its title."""
    contents = [_page(lines, number, len(pages)) for number, lines in enumerate(pages, 1)]
    first = 5
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {first + 2 * place + 1} 0 R"
            " /Resources << /Font << /B 3 0 R /R 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(b"<< /Title " + _text(title) + b" >>")
    return _written(objects)


def _page(lines: Sequence[str], number: int, of: int) -> bytes:
    title, *others = lines
    drawn = [f"{BAND} rg 0 {HEIGHT - 18} {WIDTH} 18 re f {INK} rg".encode(), _line("B", 40, 64, HEIGHT - 110, title)]
    drawn += [_line("R", 25, 64, HEIGHT - 190 - place * LEADING, line) for place, line in enumerate(others)]
    drawn.append(_line("R", 14, WIDTH - 90, 28, f"{number} / {of}"))
    return b"\n".join(drawn)


def _line(font: str, size: int, x: int, y: int, words: str) -> bytes:
    return f"BT /{font} {size} Tf {x} {y} Td ".encode() + _text(words) + b" Tj ET"


def _text(words: str) -> bytes:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(" + escaped.encode("cp1252", "replace") + b")"


def _written(objects: Sequence[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    made += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(made)


PLANNED = timedelta(days=-35, hours=10)
INVITED = timedelta(days=-32, hours=9)
HOURS = range(9 * 60, 17 * 60, 7)  # in minutes of the day: when people register
YESTERDAY = timedelta(days=57)
SATURDAY = 5
CAME_BEFORE = timedelta(minutes=18)
APART = timedelta(seconds=20)
ACCOUNT = "contributor"


def hold_sessions(stage: Stage) -> None:
    """Everything happens before today: what is to come has those who have registered so far."""
    come = read_colleagues()
    stage.colleagues = _add_colleagues([*come, *read_absent()], stage)[: len(come)]
    with letters.muted():
        for told in read_sessions():
            _hold(told, stage)


def _add_colleagues(told: list[ColleagueContent], stage: Stage) -> list[User]:
    password = make_password(None)
    people = [_colleague(one, password, stage) for one in told]
    for person in people:
        person.set_keys()
    User.objects.bulk_create(people)
    contributors = Group.objects.get(name=Role.CONTRIBUTOR)
    contributors.user_set.add(*people)
    return people


def _colleague(told: ColleagueContent, password: str, stage: Stage) -> User:
    first_name, _space, last_name = told.name.partition(" ")
    return User(
        username=told.username,
        email=f"{told.username}@example.org",
        password=password,
        first_name=first_name,
        last_name=last_name,
        job=told.job,
        site=told.site,
        department=department_of(told.job),
        attribution=told.attribution,
        date_joined=stage.at(INVITED),
    )


def _hold(told: SessionContent, stage: Stage) -> None:
    begins = _forty_minutes_ago() if told.now else _on_a_working_day(stage.at(told.begins))
    editor = stage.people["Laurent Chevalier"]
    session = TrainingSession(
        kind=told.kind,
        title=told.title,
        place=told.place,
        room=told.room,
        address=told.address,
        online_url=told.online_url,
        starts_at=begins,
        ends_at=begins + timedelta(hours=told.hours),
        speakers=told.speakers,
        capacity=told.capacity,
        reserved=told.reserved,
        description=told.description.strip(),
    )
    session.plan(by=editor, at=stage.at(PLANNED))
    _fill(session, told, stage, by=editor)
    _attend(session, told, by=editor)
    if told.cancelled_on is not None:
        session.cancel(reason=told.reason, by=editor, at=stage.at(timedelta(days=told.cancelled_on, hours=11)))


def _forty_minutes_ago() -> datetime:
    now = timezone.localtime().replace(second=0, microsecond=0) - timedelta(minutes=40)
    return now.replace(minute=now.minute // 15 * 15)


def _attend(session: TrainingSession, told: SessionContent, *, by: User) -> None:
    """They come one after the other around the beginning; the account that signs in to the demo is among them."""
    if not told.came:
        return
    rows = sorted(
        session.registrations.registered(), key=lambda row: (row.person.username != ACCOUNT, row.since, row.pk)
    )
    first = session.starts_at - CAME_BEFORE
    acts = [
        CheckInAct(key=uuid4(), at=first + place * APART * told.hours, registration=row.pk)
        for place, row in enumerate(rows[: told.came])
    ]
    check_ins.note(session, acts, by=by, at=session.ends_at)
    note_guests(session, told.guests, by=by)
    if told.summary:
        summarise(session, told.summary, by=by)
    if told.slides:
        made = slides_pdf(told.title, told.slides)
        slides.add(session, made, file_name=f"{told.title}.pdf", by=by, at=session.ends_at)


def _on_a_working_day(moment: datetime) -> datetime:
    return moment + timedelta(days=max(7 - moment.weekday(), 0)) if moment.weekday() >= SATURDAY else moment


def _fill(session: TrainingSession, told: SessionContent, stage: Stage, *, by: User) -> None:
    """They register one after the other; then some give their seats up, which go to those who wait."""
    people = _who_come(told, stage.colleagues)
    added, others = people[: told.added], people[told.added :]
    coming = others[: told.registered - told.added + told.waiting + told.gave_up]
    leaving = coming[0 : 2 * told.gave_up : 2]
    moments = iter(_moments(session, len(people) + len(leaving), stage))
    for person in added:
        session.register(person, by=by, at=next(moments))
    for place, person in enumerate(coming):
        session.register(person, shows_name=place % 3 != 1, at=next(moments))
    for person in leaving:
        session.registrations.get(person=person).cancel(by=person, at=next(moments))


def _moments(session: TrainingSession, number: int, stage: Stage) -> list[datetime]:
    """So many, one after the other, at hours at which people work, until two days before the session or yesterday."""
    first = stage.at(INVITED).date()
    days = (min(session.starts_at.date() - timedelta(days=2), stage.at(YESTERDAY).date()) - first).days
    return sorted(
        timezone.make_aware(
            datetime.combine(first + timedelta(days=days * place // number), time())
            + timedelta(minutes=HOURS[place * 29 % len(HOURS)])
        )
        for place in range(number)
    )


def _who_come(told: SessionContent, colleagues: list[User]) -> list[User]:
    there = [one for site in told.come_from for one in colleagues if one.site == site][told.skip :]
    if told.account_after is not None:
        there.insert(told.account_after, User.objects.get(username=ACCOUNT))
    return there
