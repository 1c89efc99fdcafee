"""States one after the other, and who is let in to the screens on which each of them shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client, TestCase
from django.urls import reverse

from tests.contracts.rights import EVERYBODY, GET
from tests.contracts.screens.test_access import is_let_in
from tests.walking import name_of

EVERYWHERE = ("home", "guide:editions", "contributions:recent_changes", "guide:desk", "notifications:notifications")
"""What shows a little of everything."""


@dataclass(frozen=True)
class State:
    """What it is called, and the addresses on which it shows."""

    name: str
    addresses: list[str]


type States = Iterator[State]


def at(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)


def ask_in_each(states: States, clients: dict[str, Client]) -> list[str]:
    """Returns what is wrong: who was let in or refused other than the tables say, and what answered with an error.

    What waits for the commit is done before anybody asks, as in life.
    """
    wrong = []
    while state := _next(states):
        for address in [*state.addresses, *(at(name) for name in EVERYWHERE)]:
            name = name_of(address)
            answers = {role: clients[role].get(address) for role in askers(GET[name])}
            statuses = {role: answer.status_code for role, answer in answers.items()}
            let_in = {role for role, answer in answers.items() if is_let_in(answer)}
            if let_in != GET[name] & answers.keys():
                wrong.append(f"{state.name}: {name} at {address}: {statuses}")
    return wrong


def askers(allowed: set[str]) -> set[str]:
    """Who asks: of two roles that the tables let in alike, one. All of them ask where test_access.py does."""
    alike = {"translator": "contributor", "administrator": "editor"}
    return {role for role in EVERYBODY if role not in alike or (role in allowed) != (alike[role] in allowed)}


def _next(states: States) -> State | None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return next(states, None)
