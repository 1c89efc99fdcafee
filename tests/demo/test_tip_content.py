"""What the tips of the demo rest on: every passage stands where it is said to, every paragraph has a source."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from demo.blocks import ContentFault, moment
from demo.comment_content import CommentKey
from demo.content import Campaign, read_campaign
from demo.tip_content import TipContent, read_tip

pytestmark = pytest.mark.pure

PUBLISHED = timedelta(days=57, hours=10)
WRITTEN = timedelta(hours=2, minutes=35)


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return read_campaign()


@pytest.fixture(scope="module")
def last_texts(campaign: Campaign) -> dict[str, str]:
    return {page.file: page.texts()[-1] for page in campaign.pages}


@pytest.fixture(scope="module")
def comment(campaign: Campaign) -> dict[CommentKey, str]:
    nuances = {reaction.key: reaction.nuance for reaction in campaign.passages if reaction.nuance}
    return {comment.key: comment.text for comment in campaign.comments()} | nuances


def sentences(tip: TipContent) -> list[str]:
    return [sentence for paragraph in tip.paragraphs() for sentence in paragraph]


def test_every_source_stands_word_for_word_and_once_in_the_last_text_of_its_page(
    campaign: Campaign, last_texts: dict[str, str]
) -> None:
    for tip in campaign.tips:
        assert len({(source.page, source.passage) for source in tip.sources}) == len(tip.sources) > 0
        for source in tip.sources:
            assert source.passage
            assert last_texts[source.page].count(source.passage) == 1, (tip.number, source.passage)


def test_what_somebody_said_stands_word_for_word_in_her_comment(
    campaign: Campaign, comment: dict[CommentKey, str]
) -> None:
    sources = [source for tip in campaign.tips for source in tip.comments]
    assert len({source.comment for source in sources}) == 47
    for source in sources:
        assert source.passage
        assert comment[source.comment].count(source.passage) == 1, source


def test_a_tip_answers_questions_of_its_own_theme_that_were_asked(campaign: Campaign) -> None:
    asked = {question.question: question.theme for question in campaign.questions}
    answered = [(source.question, tip.theme) for tip in campaign.tips for source in tip.asked]
    assert len(set(answered)) == len(answered) > 10
    assert [theme for _question, theme in answered] == [asked[question] for question, _theme in answered]


def test_every_source_is_tied_to_sentences_and_every_tie_begins_one_sentence(campaign: Campaign) -> None:
    for tip in campaign.tips:
        for source in (*tip.sources, *tip.comments, *tip.asked):
            assert source.ties, (tip.number, source)
            for tie in source.ties:
                assert sum(sentence.startswith(tie) for sentence in sentences(tip)) == 1, (tip.number, tie)


def test_every_paragraph_has_a_source_and_a_few_sentences_have_none(campaign: Campaign) -> None:
    for tip in campaign.tips:
        assert all(any(tip.tied(sentence) for sentence in paragraph) for paragraph in tip.paragraphs()), tip.number
    untied = [sentence for tip in campaign.tips for sentence in sentences(tip) if not tip.tied(sentence)]
    assert 10 <= len(untied) <= 20
    assert sum(len(sentences(tip)) for tip in campaign.tips) == 209


def test_a_sentence_rests_on_what_stood_before_it_was_written(campaign: Campaign) -> None:
    assert all(campaign.promoted(tip) + WRITTEN < PUBLISHED for tip in campaign.tips)


def test_a_quotation_is_hers_and_she_agreed_before_the_guide_came_out(
    campaign: Campaign, comment: dict[CommentKey, str]
) -> None:
    people = {person.name for person in campaign.people}
    texts = {text for page in campaign.pages for text in page.texts()} | set(comment.values())
    quoting = [tip for tip in campaign.tips if tip.quote]
    assert len(quoting) == 8
    assert not [tip.number for tip in campaign.tips if tip.consent and not tip.quote]
    for tip in quoting:
        assert tip.quoted in people
        assert any(tip.quote in text for text in texts), tip.number
        assert tip.consent is not None
        assert tip.consent.asked_by in people - {tip.quoted}
        assert campaign.promoted(tip) + WRITTEN < tip.consent.asked < tip.consent.given < PUBLISHED


def test_a_tip_is_read_with_all_that_stands_under_it(tmp_path: Path) -> None:
    path = tmp_path / "1.md"
    lines = (
        "number: 1\ntheme: 1\ntitle: Un conseil\n\nFermez. Rangez.\n",
        "@@source page.md | on ferme | Fermez; Rangez",
        "@@source-said Anne Lu J+6 10:00 | je range | Rangez",
        "@@source-question Où ranger ? | Rangez",
        "@@quote Anne Lu | je range",
        "@@consent Luc Li | J+7 08:00 | J+7 09:00\n",
    )
    path.write_text("\n".join(lines))
    tip = read_tip(path)
    assert tip.sources[0].page == "page"
    assert tip.sources[0].ties == ("Fermez", "Rangez")
    assert tip.comments[0].comment == CommentKey("Anne Lu", moment("J+6 10:00"))
    assert tip.asked[0].question == "Où ranger ?"
    assert (tip.quoted, tip.quote) == ("Anne Lu", "je range")
    assert tip.consent is not None
    assert tip.consent.given == moment("J+7 09:00")
    path.write_text("number: 1\ntheme: 1\ntitle: Un conseil\n\nFermez.\n@@sorce page | on ferme\n")
    with pytest.raises(ContentFault, match="sorce"):
        read_tip(path)
