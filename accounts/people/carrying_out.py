"""Bringing a list of people in: it is read and stored, shown, and then carried out, once, in parts (see `parts`).

Undoing an import of people: who has not been here since is removed, who has stays, and is stopped if that is wanted.

Somebody has to be able to open the door: the last administrator keeps her account and her role.

A list of people is carried out, and undone, in parts, each in one transaction that holds its row.

So a worker that is killed loses nobody and doubles nobody: the next one goes on behind the last part. One list at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import is_administrator
from accounts.models import PersonQuerySet, Role, User
from accounts.people.people_csv import NEEDED, NOT_NAMED, lines_of, read_people
from accounts.people.people_imports import KNOWN, NEW, REFUSED, UPDATED, PeopleImport, known_headings
from accounts.people.person_lines import judged
from accounts.traces import with_traces
from common.forms.tables import RawTable, UnreadableTable, heading_key

LINES_AT_ONCE = 2_500


def begin(rows: QuerySet[PeopleImport], **values: Any) -> bool:
    """Has the list of `rows` under way; False where there is none. Raises ValidationError while another one is."""
    try:
        with transaction.atomic():
            return bool(rows.filter(is_running=False).update(is_running=True, done=0, **values))
    except IntegrityError:
        words = _("Another list is being imported, or undone, at the moment. Wait until that is done.")
        raise ValidationError(words, code="another") from None


def held(pk: int, *, undone: bool) -> PeopleImport | None:
    """The list, if it is under way so; its row is held until the end of the transaction, and parts left to one at a time."""
    rows = PeopleImport.objects.select_for_update().filter(pk=pk, is_running=True, undone_at__isnull=not undone)
    return rows.first()


def next_part(prepared: PeopleImport, mark: str, *states: str) -> list[dict[str, Any]]:
    """The first lines in one of these states that do not bear the mark yet."""
    return [line for line in prepared.in_state(*states) if mark not in line][:LINES_AT_ONCE]


def end_part(prepared: PeopleImport, part: list[dict[str, Any]], mark: str) -> None:
    """Marks the lines as done; a part that is not full was the last one."""
    for line in part:
        line[mark] = True
    prepared.done += len(part)
    prepared.is_running = len(part) == LINES_AT_ONCE
    prepared.save(update_fields=["lines", "counts", "done", "is_running"])


AT_ONCE = 500


def prepare(content: bytes, **values: Any) -> PeopleImport:
    """Reads a list, as `read_list`, and stores what is to become of each line; nobody is made yet.

    Of a list with a heading that nobody has explained yet nothing is to become before `say_columns` did.
    """
    prepared, is_certain = _received(content, **values)
    if is_certain:
        judge(prepared)
    prepared.save()
    return prepared


def read_list(content: bytes, **values: Any) -> PeopleImport:
    """Returns what is to become of each line of a list, not saved, its columns being what they are likely to be.

    `language` and `role` are for new people whose line names none. Raises PermissionDenied, UnreadableTable.
    """
    prepared, _is_certain = _received(content, **values)
    judge(prepared)
    return prepared


def _received(
    content: bytes, *, by: User, name: str = "", language: str, role: str = "", at: datetime | None = None
) -> tuple[PeopleImport, bool]:
    if not is_administrator(by):
        raise PermissionDenied
    read = read_people(content, known_headings())
    column_at = {place: column for column, place in read.places.items()}
    widest = max(len(row) for row in [read.raw.header, *(cells for _number, cells in read.raw.rows)])
    found = PeopleImport(name=name[:120], by=by, created_at=at or timezone.now(), language=language, role=role)
    found.table = asdict(read.raw) | {"columns": [column_at.get(place, "") for place in range(widest)]}
    return found, read.is_certain


def judge(prepared: PeopleImport) -> None:
    """Says what is to become of each line, as its columns are said. Raises UnreadableTable where none names anybody."""
    file: dict[str, Any] = prepared.table or {}
    places = {column: place for place, column in enumerate(file["columns"]) if column}
    if not NEEDED & places.keys():
        raise UnreadableTable(NOT_NAMED)
    table = lines_of(RawTable(file["header"], file["rows"]), places)
    lines = ((line.number, line.cells) for line in table.lines)
    prepared.lines = judged(lines, language=prepared.language, role=prepared.role)
    prepared.left_out = table.left_out
    prepared.count()


def say_columns(prepared: PeopleImport, columns: list[str], *, by: User) -> None:
    """Notes which column of a list is which, for this list and those that come after it, and says what becomes of its lines.

    Of a list that was confirmed meanwhile nothing changes. Raises PermissionDenied, UnreadableTable.
    """
    if not is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        held = PeopleImport.objects.select_for_update().filter(pk=prepared.pk, confirmed_at=None).first()
        if held is None or held.table is None:
            return
        keys = [heading_key(name) for name in held.table["header"]]
        held.headings = {
            key: column for key, column in zip(keys, columns, strict=False) if key and keys.count(key) == 1
        }
        held.table["columns"] = columns
        judge(held)
        held.save(update_fields=["table", "headings", "lines", "left_out", "counts"])


def confirm(prepared: PeopleImport, *, by: User, at: datetime | None = None) -> bool:
    """Has the list under way: `go_on` does it. A second time does nothing, and returns False.

    Raises PermissionDenied, and ValidationError while another list is under way.
    """
    if not is_administrator(by):
        raise PermissionDenied
    rows = PeopleImport.objects.filter(pk=prepared.pk, confirmed_at=None).exclude(lines=[])
    return begin(rows, confirmed_at=at or timezone.now(), table=None)  # of the file nothing is needed any more


def carry_out(prepared: PeopleImport, *, by: User, at: datetime | None = None) -> None:
    """Makes and changes the accounts, to the end; a second time does nothing. Raises what `confirm` does."""
    confirm(prepared, by=by, at=at)
    go_on(prepared.pk)
    prepared.refresh_from_db()


def go_on(pk: int) -> None:
    """Does what is left of a list that was confirmed. Several may do it at once: each part is done by one of them."""
    while _does_part(pk):
        pass


def _does_part(pk: int) -> bool:
    """Whether a part was done and another one is left."""
    with transaction.atomic():
        groups = held_roles()
        prepared = held(pk, undone=False)
        if prepared is None:
            return False
        if not prepared.done:
            _judge_anew(prepared)
        try:
            with transaction.atomic():
                part = _do_part(prepared, groups)
        except IntegrityError:  # an account has come with a name or an address of the list, since it was judged
            _judge_anew(prepared)
            part = _do_part(prepared, groups)
        end_part(prepared, part, "done")
        return prepared.is_running


def _judge_anew(prepared: PeopleImport) -> None:
    """Accounts may have come meanwhile: what is stored of a line afterwards is what was done."""
    raw = [(line["number"], line["raw"]) for line in prepared.lines]
    fresh = judged(raw, language=prepared.language, role=prepared.role)
    prepared.lines = [old if "done" in old else new for old, new in zip(prepared.lines, fresh, strict=True)]
    prepared.count()


def _do_part(prepared: PeopleImport, groups: dict[str, int]) -> list[dict[str, Any]]:
    part = next_part(prepared, "done", NEW, UPDATED, KNOWN, REFUSED)
    _create([line for line in part if line["state"] == NEW], prepared.confirmed_at or timezone.now())
    change([line for line in part if line["state"] == UPDATED], "fields")
    give_roles(
        [(line["person"], role) for line in part if line["state"] in {NEW, UPDATED} for role in line["roles"]], groups
    )
    return part


def held_roles() -> dict[str, int]:
    """The keys of the groups by their names, held to the end of the transaction: of two changes of many, one waits."""
    rows = Group.objects.select_for_update().filter(name__in=Role.values).order_by("pk")
    return dict(rows.values_list("name", "pk"))


def _create(lines: list[dict[str, Any]], moment: datetime) -> None:
    people = [User(**line["fields"], password=make_password(None), date_joined=moment) for line in lines]
    for person in people:
        person.set_keys()
    User.objects.bulk_create(people, batch_size=AT_ONCE)
    for line, person in zip(lines, people, strict=True):
        line["person"] = person.pk


def change(lines: list[dict[str, Any]], values: str) -> None:
    """Gives known people the values of their lines: `fields`, or those of `before`."""
    wanted = {line["person"]: line[values] for line in lines if line[values]}
    for start in range(0, len(wanted), AT_ONCE):
        keys = list(wanted)[start : start + AT_ONCE]
        people = list(User.objects.filter(pk__in=keys))
        for person in people:
            for name, value in wanted[person.pk].items():
                setattr(person, name, value)
            person.set_keys()
        changed = {name for person in people for name in wanted[person.pk]}
        if people:
            User.objects.bulk_update(people, [*changed, "name_key", "directory_key"], batch_size=100)


def give_roles(given: Iterable[tuple[int, str]], groups: dict[str, int]) -> None:
    member = User.groups.through
    rows = [member(user_id=person, group_id=groups[role]) for person, role in given]
    member.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


CAN_ADMINISTER = Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value)


def without_last(people: PersonQuerySet) -> list[User]:
    """Returns these people; without the administrators among them where no other one would be left who can sign in."""
    chosen = list(people)
    here = User.objects.filter(CAN_ADMINISTER, is_active=True).values_list("pk", flat=True)
    administrators = set(here)
    rest = administrators - {person.pk for person in chosen}
    return chosen if rest else [person for person in chosen if person.pk not in administrators]


NUMBERS = ("removed", "stopped", "left", "restored")


def confirm_undoing(prepared: PeopleImport, *, by: User, stop_others: bool = False, at: datetime | None = None) -> bool:
    """Has the list undone: `go_on_undoing` does it. A second time does nothing, and returns False.

    Raises PermissionDenied, and ValidationError while another list is under way.
    """
    if not is_administrator(by):
        raise PermissionDenied
    rows = PeopleImport.objects.filter(pk=prepared.pk, undone_at=None).exclude(confirmed_at=None)
    return begin(rows, undone_at=at or timezone.now(), stops_others=stop_others)


def undo(prepared: PeopleImport, *, by: User, stop_others: bool = False, at: datetime | None = None) -> None:
    """Removes the accounts that the import made and nobody has used, and takes its changes of known ones back, to the end.

    `counts` says then how many were removed, stopped, left and restored. A second time does nothing. Raises what
    `confirm_undoing` does.
    """
    confirm_undoing(prepared, by=by, stop_others=stop_others, at=at)
    go_on_undoing(prepared.pk, by=by)
    prepared.refresh_from_db()


def go_on_undoing(pk: int, *, by: User) -> None:
    """Does what is left of it. Several may do it at once: each part is done by one of them."""
    while _undoes_part(pk, by):
        pass


def _undoes_part(pk: int, by: User) -> bool:
    """Whether a part was undone and another one is left."""
    with transaction.atomic():
        groups = held_roles()
        prepared = held(pk, undone=True)
        if prepared is None:
            return False
        part = next_part(prepared, "undone", NEW, UPDATED)
        removed, others = _remove([line for line in part if line["state"] == NEW])
        stopped = _stop(others, by, prepared.undone_at or timezone.now()) if prepared.stops_others else 0
        restored = _restore([line for line in part if line["state"] == UPDATED], by, groups)
        for name, number in zip(NUMBERS, (removed, stopped, len(others) - stopped, restored), strict=True):
            prepared.counts[name] = prepared.counts.get(name, 0) + number
        end_part(prepared, part, "undone")
        return prepared.is_running


def unused(people: Sequence[int]) -> set[int]:
    """Which of these have never signed in, and left no trace."""
    found: set[int] = set()
    for start in range(0, len(people), AT_ONCE):
        rows = User.objects.filter(pk__in=people[start : start + AT_ONCE], last_login=None)
        found |= set(rows.values_list("pk", flat=True))
    return found - with_traces(User, found)


def _remove(lines: list[dict[str, Any]]) -> tuple[int, list[int]]:
    """How many were removed, and who stays of those that are still there."""
    people = [line["person"] for line in lines]
    gone = sorted(unused(people))
    for start in range(0, len(gone), AT_ONCE):
        User.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    rest = sorted(set(people) - set(gone))
    return len(gone), list(User.objects.filter(pk__in=rest, erased_at=None).values_list("pk", flat=True))


def _stop(people: list[int], by: User, moment: datetime) -> int:
    rows = User.objects.get_queryset().filter(pk__in=people, is_active=True).exclude(pk=by.pk)
    found = without_last(rows)
    for person in found:
        person.stop(by=by, reason=_("The list of people with which the account came was undone."), at=moment)
    return len(found)


def _restore(lines: list[dict[str, Any]], by: User, groups: dict[str, int]) -> int:
    """What the import changed goes back, unless somebody has changed it again since."""
    people = {person.pk: person for person in User.objects.filter(pk__in=[line["person"] for line in lines])}
    back = [line for line in lines if (person := people.get(line["person"])) and _is_as_written(person, line)]
    change(back, "before")
    for role, group in groups.items():
        given = [line["person"] for line in back if role in line["roles"] and line["person"] != by.pk]
        held = without_last(User.objects.get_queryset().filter(pk__in=given)) if role == "administrator" else None
        keys = given if held is None else [person.pk for person in held]
        User.groups.through.objects.filter(group_id=group, user_id__in=keys).delete()
    return len(back)


def _is_as_written(person: User, line: dict[str, Any]) -> bool:
    return all(getattr(person, name) == value for name, value in line["fields"].items())
