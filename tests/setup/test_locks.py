"""Locks name no place."""

from pathlib import Path

import pytest

from setup.locks import npm_problems, problems

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parents[2]


def test_no_lock_of_this_project_names_a_place() -> None:
    assert list(problems(ROOT)) == []


def test_an_address_in_the_npm_lock_is_found() -> None:
    lock = {"packages": {"node_modules/a": {"resolved": "https://registry.example/a.tgz", "integrity": "sha512-…"}}}
    assert list(npm_problems(lock)) == [
        "frontend/package-lock.json names where node_modules/a is from (frontend/.npmrc keeps that out)"
    ]
