"""Nothing that somebody types is an error: signs that engines read as operators are signs like any other."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from search.searcher import find, suggest
from tests import factories

ODD = [
    "",
    " ",
    '"',
    '"""',
    "«»",
    "« »",
    "-",
    "--",
    "- -",
    "-a",
    '-"',
    '-"a b"',
    "*",
    "a*",
    "(a OR b)",
    "a AND",
    "NOT a",
    "NEAR(a b)",
    "title:a",
    "a:b",
    "a & b | !c",
    "a <-> b",
    "'",
    "''",
    "l'",
    "l’",
    "\\",
    "\\'a",
    "a;drop table search_indexentry",
    "%",
    "%s %(x)s",
    "_",
    "{x} {{ x }}",
    "<b>a</b>",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202eabc",
    "\ue000a",
    "\ue001all",
    "ﷺ" * 40,
    "é" * 5_000,
    "mot " * 2_000,
    "1234567890" * 30,
    "²³",
    "٣",
    "🙂",
    "e\u0301te\u0301",
    "々",
    "ー",
    "ゝゝ",
    "「」",
    "「",
    "と",
    "de la",
    "x -x",
    "^a",
    "~a",
    "a b c d e f g h i j k l m n o p q r s t",
]


@pytest.mark.parametrize("question", ODD)
def test_an_odd_question_has_an_answer(question: str, contributor: User) -> None:
    factories.create_page(title="Une page", body="Un été à la mer, mot à mot.", author=contributor)
    find(question, contributor)
    suggest(question, contributor)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_question_has_an_answer(question: str, db: None) -> None:
    find(question, AnonymousUser())


def test_a_private_sign_reaches_no_facet(contributor: User) -> None:
    factories.create_page(title="Une page", author=contributor)
    assert find("\ue001all", contributor).rows == []
    assert find("all", contributor).rows == []
