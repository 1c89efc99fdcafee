"""The content of the demo has no fault: every change, source, person and page that it names fits."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from demo.blocks import ContentFault, changed, moment, rows
from demo.content import (
    FOLDER,
    Campaign,
    read_campaign,
    read_page,
)
from demo.first_edition import LANGUAGES, read_language
from demo.session_content import read_colleagues

pytestmark = pytest.mark.pure

KINDS_OF_COMMENTS = {"experience", "advice", "nuance", "question"}
ORIGINS = {"employee", "session", "customers", "audit", "agency"}


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return read_campaign()


@pytest.fixture(scope="module")
def last_texts(campaign: Campaign) -> dict[str, str]:
    return {page.file: page.texts()[-1] for page in campaign.pages}


def test_everything_is_there(campaign: Campaign) -> None:
    assert len(campaign.people) == 32
    assert len(campaign.pages) == 40
    assert sum(len(page.revisions) for page in campaign.pages) == 336
    assert len(list(campaign.comments())) == 284
    assert len(campaign.questions) == 64
    assert len(campaign.sections) == 12
    assert {theme.number: len(theme.starters) for theme in campaign.themes} == {1: 3, 2: 3, 3: 3, 4: 3}
    assert [phase.kind for phase in campaign.phases] == [
        "listen",
        "inform",
        "write",
        "choose",
        "publish",
        "translate",
        "learn",
        "alive",
    ]


def test_each_theme_has_five_tips_at_its_own_places(campaign: Campaign) -> None:
    assert [(tip.number, tip.theme) for tip in campaign.tips] == [(n, (n - 1) // 5 + 1) for n in range(1, 21)]


def test_every_change_fits_the_text_before_it_and_changes_it(campaign: Campaign) -> None:
    for page in campaign.pages:
        texts = page.texts()
        assert all(before != after for before, after in pairwise(texts)), page.file


def test_the_revisions_of_a_page_follow_each_other_in_time(campaign: Campaign) -> None:
    for page in campaign.pages:
        moments = [revision.when for revision in page.revisions]
        assert moments == sorted(set(moments)), page.file
        assert moments[-1] < timedelta(days=57), page.file


def test_pages_are_of_a_length_that_people_read(last_texts: dict[str, str]) -> None:
    assert not {file: len(text.split()) for file, text in last_texts.items() if not 130 <= len(text.split()) <= 950}


def test_everybody_who_is_named_is_among_the_people(campaign: Campaign) -> None:
    known = {person.name for person in campaign.people}
    named = {revision.author for page in campaign.pages for revision in page.revisions}
    named |= {tip.quoted for tip in campaign.tips if tip.quote}
    named |= {question.asked_by for question in campaign.questions if question.asked_by}
    named |= {nomination.by for nomination in campaign.nominations}
    assert named <= known
    assert {comment.author for comment in campaign.comments()} <= known | {one.name for one in read_colleagues()}


def test_the_four_accounts_of_the_demo_have_the_four_roles(campaign: Campaign) -> None:
    roles = {person.username: person.role for person in campaign.people}
    accounts = {name: roles[name] for name in ("contributor", "editor", "translator", "admin")}
    assert [*accounts.values()] == ["contributor", "editor", "translator", "administrator"]


def test_what_is_nominated_is_a_page_or_stands_in_one_once_for_each_who_nominates(
    campaign: Campaign, last_texts: dict[str, str]
) -> None:
    used = {source.page for tip in campaign.tips for source in tip.sources}
    proposed = [(nomination.page, nomination.passage, nomination.by) for nomination in campaign.nominations]
    assert len(set(proposed)) == len(proposed) == 12
    for nomination in campaign.nominations:
        assert len(nomination.reason) <= 300
        if nomination.passage:
            assert last_texts[nomination.page].count(nomination.passage) == 1
        else:
            assert nomination.page in last_texts.keys() - used


def test_every_comment_has_a_text_and_every_thread_a_kind(campaign: Campaign) -> None:
    assert all(comment.text for comment in campaign.comments())
    assert {thread.kind for page in campaign.pages for thread in page.threads} == KINDS_OF_COMMENTS


def test_every_question_has_answers_of_its_own_and_a_sentence_to_complete(campaign: Campaign) -> None:
    assert {theme.number: len(theme.threads) for theme in campaign.themes} == {1: 9, 2: 13, 3: 8, 4: 5}
    assert all(theme.sentence.endswith("…") and len(theme.sentence) <= 200 for theme in campaign.themes)


def test_what_is_taken_up_goes_into_a_page_after_its_last_revision(campaign: Campaign) -> None:
    pages = {page.file: page for page in campaign.pages}
    people = {person.name for person in campaign.people}
    incorporations = [
        (incorporation, thread, incorporation.page or getattr(place, "file", ""))
        for place in (*campaign.pages, *campaign.themes)
        for thread in place.threads
        for incorporation in thread.incorporations
    ]
    assert len(incorporations) == 3
    for incorporation, thread, page in incorporations:
        assert incorporation.by in people - {thread.author}
        assert thread.when < incorporation.when
        assert pages[page].revisions[-1].when < incorporation.when < timedelta(days=57)


def test_questions_come_from_somewhere_and_are_answered_by_pages_that_exist(campaign: Campaign) -> None:
    pages = {page.file for page in campaign.pages}
    for question in campaign.questions:
        assert question.origin in ORIGINS
        assert question.theme in {1, 2, 3, 4}
        assert set(question.answered_by) <= pages


def test_the_acknowledgements_say_where_the_names_go(campaign: Campaign) -> None:
    (acknowledgements,) = [section for section in campaign.sections if section.kind == "acknowledgements"]
    assert acknowledgements.text.split("\n").count("{contributors}") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_every_tip_section_question_and_cover(campaign: Campaign, language: str) -> None:
    said = read_language(language)
    assert [(tip.number, tip.theme, bool(tip.quote)) for tip in said.tips] == [
        (tip.number, tip.theme, bool(tip.quote)) for tip in campaign.tips
    ]
    assert [(s.kind, s.position) for s in said.sections] == [(s.kind, s.position) for s in campaign.sections]
    assert all(text.title for text in [*said.tips, *said.sections])
    assert [bool(section.text) for section in said.sections] == [bool(section.text) for section in campaign.sections]
    assert [*said.questions] == [1, 2, 3, 4]
    assert all(words.opening and all(words.targets) for words in said.questions.values())
    lines = {theme.number: 4 + len(theme.starters) for theme in campaign.themes}
    assert {number: len(words.targets) for number, words in said.questions.items()} == lines
    assert said.title and said.subtitle and said.summary


def test_a_change_that_fits_nowhere_or_twice_is_a_fault() -> None:
    assert changed("un mot", (("mot", "son"),)) == "un son"
    with pytest.raises(ContentFault, match="0 times"):
        changed("un mot", (("absent", "son"),))
    with pytest.raises(ContentFault, match="2 times"):
        changed("mot mot", (("mot", "son"),))


def test_a_fault_says_in_which_page_and_revision_it_is(tmp_path: Path) -> None:
    path = tmp_path / "1-page.md"
    path.write_text(
        "title: Page\ntheme: 1\n\n@@ Anne | J+1 08:00 | début\nUn.\n\n@@ Luc | J+2 08:00 | suite\n<<<\nDeux.\n===\n2.\n>>>\n"
    )
    with pytest.raises(ContentFault, match="1-page, Luc, 'suite'"):
        read_page(path).texts()


def test_undoing_keeps_the_later_changes_and_reverting_does_not(tmp_path: Path) -> None:
    path = tmp_path / "1-page.md"
    edits = "@@ Luc | J+2 08:00 | a\n<<<\nUn.\n===\nUN.\n>>>\n@@ Luc | J+3 08:00 | b\n<<<\nDeux.\n===\nDEUX.\n>>>\n"
    ends = "@@ Eve | J+4 08:00 | non | undo 2\n@@ Eve | J+5 08:00 | si | revert 2\n"
    path.write_text(f"title: Page\ntheme: 1\n\n@@ Anne | J+1 08:00 | début\nUn.\n\nDeux.\n\n{edits}{ends}")
    assert read_page(path).texts()[-2:] == ["Un.\n\nDEUX.", "UN.\n\nDeux."]


def test_a_moment_is_a_day_and_a_time() -> None:
    assert moment("J+2 09:14") == timedelta(days=2, hours=9, minutes=14)
    with pytest.raises(ContentFault):
        moment("le 2 mai")


def test_english_has_single_quotation_marks_within_double_ones_alone() -> None:
    texts = [*(FOLDER / "translations").rglob("*.*"), *(FOLDER / "course").glob("*.toml")]
    assert len(texts) > 50
    for path in texts:
        outside = re.sub(r"“[^”\n]*”|^@@quote .*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert "‘" not in outside, path


def test_a_comma_without_quotation_marks_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('name,words\nAnne,"un, deux"\n')
    assert rows(path) == [{"name": "Anne", "words": "un, deux"}]
    path.write_text("name,words\nAnne,un, deux\n")
    with pytest.raises(ContentFault, match="too many fields"):
        rows(path)
