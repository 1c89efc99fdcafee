"""Lists as spreadsheets write them: every encoding and separator, line numbers, and what is no list."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.forms import tables
from common.forms.tables import UnreadableTable
from contributions.questions import imports
from contributions.questions.grouping import key_of
from contributions.questions.imports import ORIGIN_OF, in_words
from contributions.questions.models import QuestionOrigin
from tests.for_each import for_each

ROW = "Où noter l’été ?"


@for_each("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@for_each("separator", [";", ",", "\t"])
@for_each("end", ["\n", "\r\n", "\r"])
def test_whatever_wrote_it_it_is_read(encoding: str, separator: str, end: str) -> None:
    lines = [separator.join(["Question", "Thème", "Origine"]), separator.join([f'"{ROW}"', "2", "clients"])]
    table = imports.read(end.join(lines).encode(encoding))
    assert [(line.question, line.theme, line.origin, line.number) for line in table.lines] == [(ROW, "2", "clients", 2)]


def test_a_question_may_hold_the_separator_and_run_over_lines() -> None:
    content = 'question;theme\n"Oui ; non,\nou peut-être ?";2\n\n"Et ""lui"" ?";3\n'
    table = imports.read(content.encode())
    assert [(line.number, line.question) for line in table.lines] == [
        (2, "Oui ; non,\nou peut-être ?"),
        (5, 'Et "lui" ?'),
    ]


def test_columns_are_known_in_both_languages_in_any_order_and_others_are_named() -> None:
    table = imports.read("Remarque,ORIGIN,Libellé,theme\nx,audit,Pourquoi ?,1\n".encode())
    assert table.left_out == ["Remarque"]
    assert table.lines[0].raw == ["Pourquoi ?", "1", "audit", ""]


def test_a_line_that_says_its_separator_is_not_the_header() -> None:
    table = imports.read(b"sep=;\nquestion;theme\nA, b ?;1\n")
    assert [(line.number, line.question) for line in table.lines] == [(3, "A, b ?")]


def test_short_and_long_rows_are_read_as_far_as_they_go() -> None:
    table = imports.read(b"question;theme;origin\nSeule ?\nTrop ?;1;audit;de;trop\n")
    assert [line.raw for line in table.lines] == [["Seule ?", "", "", ""], ["Trop ?", "1", "audit", ""]]


@for_each(
    "content",
    [
        b"",
        b"\n\n",
        b"question\n",
        b"theme;origin\n1;audit\n",
        b"PK\x03\x04\x00\x00 a spreadsheet that was never saved as CSV",
        b"\x81\x8d\x00",
        b"\xff\xfe\x00",
        b"question\n" + b"x ?\n" * 5_001,
        b"question\n" + b"x" * (tables.MOST_BYTES + 1),
        b'question\n"' + b"x\n" * 70_000,  # a quotation that never ends
    ],
)
def test_what_is_no_list_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(UnreadableTable) as refused:
        imports.read(content)
    assert refused.value.messages[0]


def test_a_list_in_another_encoding_is_refused_with_the_name_of_the_right_one() -> None:
    with pytest.raises(UnreadableTable) as refused:
        imports.read("question\nKdo opraví šťastné čerpadlo?\n".encode("cp1250"))
    assert "CSV UTF-8" in refused.value.messages[0]


def test_five_thousand_lines_are_read() -> None:
    assert len(imports.read(b"question\n" + b"Est-ce vrai ?\n" * 5_000).lines) == 5_000


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_the_words_that_a_language_names_are_read(language: str) -> None:
    with override(language):
        header = _("question;campaign question;origin;date")
        table = imports.read(f"{header}\nPourquoi ?;1;audit;2026-11-24".encode())
        told = in_words({"reason": "origin", "about": "?"})
        assert (table.left_out, table.lines[0].raw) == ([], ["Pourquoi ?", "1", "audit", "2026-11-24"])
        assert all(
            name
            in _("With columns named question, campaign question, origin and date; the last three may be left out.")
            for name in header.split(";")
        )
    assert {origin for name, origin in ORIGIN_OF.items() if name in key_of(told)} == set(QuestionOrigin.values)
    assert language == "en" or not re.search("employee|session|customers|agency", told)
