"""What is to become of each line of a list of people: a new account, a known one, or refused, and then why.

An account is known by its login or its address. A list fills in and adds, and takes nothing away: neither roles, nor the
name or language of an account. It does not ask who has signed in: what becomes of a line would tell.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User, name_words
from accounts.people import people_csv
from accounts.people.headings import COLUMNS
from accounts.people.people_csv import Refused, meant
from accounts.people.people_imports import GONE, KNOWN, NEW, REFUSED, UPDATED
from common.words.text_lists import side_by_side

WORK = ("site", "department", "job")
READ = ("pk", "username", "email", "first_name", "last_name", "language", "is_active", *WORK)
LONGEST = {field.name: field.max_length or 0 for field in User._meta.concrete_fields}
LONGEST_LOGIN = 140  # a number may follow
NOT_IN_LOGINS = re.compile(r"[^\w.@+-]+")


def judged(lines: Iterable[tuple[int, dict[str, str]]], *, language: str, role: str) -> list[dict[str, Any]]:
    """A dict a line, as PeopleImport stores it; `language` and `role` are for new people whose line names none. Two queries."""
    accounts = Accounts(language, role)
    judged = [accounts.judge(number, cells) for number, cells in lines]
    here = {line["person"] for line in judged if line["state"] != GONE}
    for line in judged:
        if line["state"] == GONE and line["person"] in here:  # who came back has a line for each time
            line["person"] = None
    return judged


class Accounts:
    """The accounts that there are, and those that the lines before have named."""

    def __init__(self, language: str, role: str) -> None:
        rows = list(User.objects.order_by("pk").values(*READ))
        self.by_login = {row["username"].casefold(): row for row in rows}
        self.by_email = {row["email"].casefold(): row for row in rows if row["email"]}
        self.roles: defaultdict[int, set[str]] = defaultdict(set)
        for person, name in User.groups.through.objects.values_list("user", "group__name"):
            self.roles[person].add(name)
        self.taken, self.last_number = set(self.by_login), dict[str, int]()
        self.seen = dict[str, tuple[int, str]]()  # the line that named an account before, and how it names the person
        self.language, self.role, self.today = language, role, timezone.localdate()
        self.language_of, self.roles_of = cache(people_csv.language), cache(people_csv.roles)  # few differ

    def judge(self, number: int, cells: dict[str, str]) -> dict[str, Any]:
        raw = {name: value for name, value in cells.items() if value}
        line: dict[str, Any] = {"number": number, "raw": raw, "person": None, "reason": "", "about": ""}
        line |= {"fields": {}, "roles": [], "before": {}}
        cells = dict.fromkeys(COLUMNS, "") | raw
        if people_csv.has_left(cells, self.today):
            return line | self._gone(cells)
        try:
            fields, roles = self._fields(cells), self.roles_of(cells["role"])
            account = self._account(fields)
            self._note(fields, account, number)
            other_language = meant(cells["language"])[:40] if not fields["language"] else ""
            return line | (self._known(account, fields, roles) if account else self._new(fields, roles, other_language))
        except Refused as refused:
            return line | {"state": REFUSED, "reason": refused.reason, "about": refused.about[:80]}

    def _gone(self, cells: dict[str, str]) -> dict[str, Any]:
        """Whoever has left, and the open account that she has, if it is sure which one that is."""
        found = [
            self.by_login.get(meant(cells["login"]).casefold()),
            self.by_email.get(meant(cells["email"]).casefold()),
        ]
        accounts = {account["pk"]: account for account in found if account and account["is_active"]}
        account = next(iter(accounts.values())) if len(accounts) == 1 else None
        named = " ".join(people_csv.names(cells)).strip() or cells["login"] or cells["email"]
        return {"state": GONE, "person": account["pk"] if account else None, "login": named[:150]}

    def _fields(self, cells: dict[str, str]) -> dict[str, str]:
        """What the cells say of the person, each as the account holds it."""
        first, last = people_csv.names(cells)
        fields = {"username": meant(cells["login"]), "email": meant(cells["email"])}
        fields |= {"first_name": first, "last_name": last} | {name: meant(cells[name]) for name in WORK}
        fields["language"] = self.language_of(cells["language"])
        if not any(fields[name] for name in ("username", "email", "first_name", "last_name")):
            raise Refused("nobody")
        for name, value in fields.items():
            if len(value) > LONGEST[name]:
                raise Refused("long", value)
        _check_login(fields["username"])
        _check_email(fields["email"])
        return fields

    def _account(self, fields: dict[str, str]) -> dict[str, Any] | None:
        login, email = fields["username"].casefold(), fields["email"].casefold()
        by_login, by_email = self.by_login.get(login), self.by_email.get(email)
        if by_login and by_email and by_login is not by_email:
            raise Refused("two_accounts", str(by_email["username"]))
        if by_login and email and by_login["email"] and by_login["email"].casefold() != email:
            raise Refused("login_taken", str(by_login["username"]))
        account = by_login or by_email
        if account and not account["is_active"]:
            raise Refused("stopped", str(account["username"]))
        return account

    def _note(self, fields: dict[str, str], account: dict[str, Any] | None, number: int) -> None:
        """Raises Refused for somebody whom a line before has named, and for whoever shares an address with another."""
        name = " ".join(name_words(f"{fields['first_name']} {fields['last_name']}"))
        keys = [f"{name} {fields[name].casefold()}" for name in ("username", "email") if fields[name]]
        keys += [f"account {account['pk']}"] if account else []
        for key in keys:
            if key in self.seen:
                before, name_before = self.seen[key]
                is_another = key.startswith("email") and name and name_before and name != name_before
                raise Refused("shared_address" if is_another else "repeated", str(before))
        self.seen |= dict.fromkeys(keys, (number, name))

    def _known(self, account: dict[str, Any], fields: dict[str, str], roles: list[str] | None) -> dict[str, Any]:
        may_change = [*WORK, *(name for name in ("language", "email") if not account[name])]
        if not account["first_name"] and not account["last_name"]:
            may_change += ["first_name", "last_name"]
        changed = {name: fields[name] for name in may_change if fields[name] and fields[name] != account[name]}
        given = [role for role in roles or [] if role not in self.roles[account["pk"]]]
        return {
            "state": UPDATED if changed or given else KNOWN,
            "person": account["pk"],
            "login": account["username"],
            "fields": changed,
            "before": {name: account[name] for name in changed},
            "roles": given,
        }

    def _new(self, fields: dict[str, str], roles: list[str] | None, other_language: str) -> dict[str, Any]:
        """Whoever speaks a language that the site has not reads it in the one that her browser asks for."""
        fields["username"] = login = fields["username"] or self._login_for(fields)
        if login.casefold() in self.taken:
            raise Refused("login_taken", login)
        self.taken.add(login.casefold())
        fields["language"] = fields["language"] or ("" if other_language else self.language)
        given = roles if roles is not None else [self.role] if self.role else []
        made = {"state": NEW, "login": login, "fields": {k: v for k, v in fields.items() if v}, "roles": given}
        return made | {"other_language": other_language}

    def _login_for(self, fields: dict[str, str]) -> str:
        """Of the name, else of the address; with a number where it is taken. Raises Refused for a name alone that is taken."""
        base = proposed_login(fields)
        if base.casefold() not in self.taken:
            return base
        if not fields["email"]:
            raise Refused("namesake", base)
        number = self.last_number.get(base, 1) + 1
        while f"{base}{number}".casefold() in self.taken:
            number += 1
        self.last_number[base] = number
        return f"{base}{number}"


def proposed_login(fields: dict[str, str]) -> str:
    """A login made of the name, else of the address, whether somebody has it or not."""
    of_name = ".".join(name_words(f"{fields['first_name']} {fields['last_name']}"))
    of_address = NOT_IN_LOGINS.sub("", fields["email"].partition("@")[0])
    base = (of_name if of_name.isascii() else "") or of_address or of_name
    return base[:LONGEST_LOGIN] or "person"


def _check_login(login: str) -> None:
    try:
        User.username_validator(login or "nobody")
    except ValidationError:
        raise Refused("login", login) from None


def _check_email(email: str) -> None:
    try:
        validate_email(email or "nobody@example.org")
    except ValidationError:
        raise Refused("email", email) from None


def in_words(line: dict[str, Any]) -> str:
    """Why a line is refused, and what to do about it."""
    words = {
        "nobody": _("There is no name, login or address here."),
        "login": _("“%(about)s” cannot be a login: only letters, digits and @ . + - _ are allowed."),
        "email": _("“%(about)s” is not an e-mail address."),
        "long": _("“%(about)s” is too long."),
        "role": _("“%(about)s” is not a role. Write contributor, editor, translator, administrator or reader."),
        "repeated": _("Line %(about)s names the same person."),
        "shared_address": _("Line %(about)s gives the same address. An address belongs to one person."),
        "two_accounts": _("The login and the address belong to two people; the address is that of “%(about)s”."),
        "login_taken": _("The login “%(about)s” belongs to somebody with another address."),
        "stopped": _("The account “%(about)s” is stopped: open it again first."),
        "namesake": _("“%(about)s” is there already: give an address or a login, to tell namesakes apart."),
    }
    return words.get(line["reason"], "") % line


def unknown_values(lines: Iterable[dict[str, Any]], name: str) -> list[str]:
    """Returns the places of work (`site`), or departments, of these lines that nobody has yet, the rarest first.

    Equally rare ones as they come; nothing where nobody of the site has one.
    """
    known = set(User.objects.exclude(**{name: ""}).order_by().values_list(name, flat=True).distinct())
    written = Counter(value for line in lines if (value := line["fields"].get(name)))
    return [value for value in sorted(written, key=written.__getitem__) if value not in known] if known else []


def with_words(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each line with the names of its roles and of what changes, for the screen."""
    labels = {role.value: str(role.label) for role in Role}
    return [
        line
        | {
            "why": in_words(line),
            "role_names": side_by_side(labels[role] for role in line["roles"]),
            "values": side_by_side(line["fields"][name] for name in WORK if name in line["fields"]),
            "changes": side_by_side([*in_order(line["fields"]), *(labels[role] for role in line["roles"])]),
            "as_sent": side_by_side(in_order(line["raw"])),
        }
        for line in lines
    ]


def in_order(cells: dict[str, Any]) -> list[Any]:
    """Returns the values in the order of the columns: PostgreSQL keeps those of a JSON object by the lengths of their names."""
    places = {name: place for place, name in enumerate(COLUMNS)}
    return [cells[name] for name in sorted(cells, key=lambda name: (places.get(name, len(places)), name))]
