import re
from dataclasses import replace

import pytest
from django.conf import settings

from guide.publication.booklet import manuscript
from guide.publication.japanese import LONGEST, in_japanese, phrases, sheet_in_japanese
from guide.publication.materials import Materials
from tests.for_each import for_each

from .documents import make_chapter, make_guide

pytestmark = pytest.mark.pure


@for_each(
    ("text", "pieces"),
    [
        ("必要とした人たちが書いた二十のアドバイス", ["必要とした", "人たちが", "書いた", "二十の", "アドバイス"]),
        ("まず、メールアカウントを守りましょう", ["まず、", "メールアカウントを", "守りましょう"]),
        ("どううまく向き合えばよいでしょうか？", ["どう", "うまく", "向き合えば", "よいでしょうか？"]),
        ("うますぎるお金の話は断りましょう", ["うますぎる", "お金の", "話は", "断りましょう"]),
        ("公式の窓口へご案内しましょう", ["公式の", "窓口へ", "ご案内しましょう"]),
        ("裁判例", ["裁判例"]),
        ("「同意」とは？", ["「同意」とは？"]),
        ("『バクマン。』に学ぶ", ["『バクマン。』に", "学ぶ"]),
        ("Bon sens numérique", ["Bon ", "sens ", "numérique"]),
        ("Mutuelle des Deux Rivesの窓口", ["Mutuelle ", "des ", "Deux ", "Rivesの", "窓口"]),
        ("", []),
    ],
)
def test_a_title_breaks_between_its_phrases(text: str, pieces: list[str]) -> None:
    assert phrases(text) == pieces


def test_titles_are_held_together_and_other_texts_are_not() -> None:
    made = in_japanese('<h2 id="a"><span class="n">1</span>家族を守る</h2><p>家族を守る</p>')
    assert made == (
        '<h2 id="a"><span class="n">1</span>'
        '<span class="phrase">家族を</span><span class="phrase">守る</span></h2><p>家族を守る</p>'
    )


def test_the_question_on_the_paper_of_a_chapter_breaks_between_its_phrases() -> None:
    """As the template writes its heading, whose tag goes over several lines."""
    chapter = replace(make_chapter(1), question="家族を守る")
    guide = make_guide(language="ja", chapters=(chapter,))
    html = manuscript(guide, Materials(assets=settings.PUBLICATION_ASSETS), "screen").html
    [heading] = re.findall(r"<h2\s[^>]*data-running[^>]*>.*?</h2>", html[html.index('class="opener') :], re.DOTALL)[:1]
    assert '<span class="phrase">家族を</span><span class="phrase">守る</span>' in heading


def test_what_is_not_japanese_or_longer_than_a_line_may_break_anywhere() -> None:
    long = "デジタルアイデンティティ管理委員会"
    assert len(long) > LONGEST
    for title in ("Un conseil sans traduction", long):
        assert in_japanese(f"<h3>{title}</h3>") == f"<h3>{title}</h3>"


def test_each_text_of_a_sheet_breaks_between_phrases() -> None:
    made = sheet_in_japanese("<p>読んで、手渡してください。</p><li>家族を守る</li>")
    assert (
        made
        == '<p><span class="phrase">読んで、</span><span class="phrase">手渡してください。</span></p><li>家族を守る</li>'
    )


def test_only_what_is_emphasized_in_latin_letters_stays_italic() -> None:
    made = in_japanese('<em>Culture numérique</em><i><span lang="fr">En ligne\u202f?</span></i><em>良識</em>')
    assert made == (
        '<em class="latin">Culture numérique</em><i class="latin"><span lang="fr">En ligne\u202f?</span></i><em>良識</em>'
    )


def test_no_last_line_of_a_paragraph_is_a_single_sign() -> None:
    assert in_japanese("<p>銀行ではありません。</p>") == '<p>銀行ではあり<span class="phrase">ません。</span></p>'
    assert in_japanese("<p>Bonjour。</p>") == "<p>Bonjour。</p>"


def test_questions_in_the_contents_and_quotations_break_between_phrases() -> None:
    question = "どう守ればよいでしょうか？"
    guide = make_guide(language="ja", chapters=(replace(make_chapter(1), question=question),))
    html = manuscript(guide, Materials(assets=settings.PUBLICATION_ASSETS), "screen").html
    contents = html.partition('id="contents-end"')[0]
    assert '<span class="phrase">よいでしょうか？</span></span></a>' in contents
    made = in_japanese("<blockquote><p>家族を守る</p></blockquote><p>家族を守る</p>")
    assert made == (
        '<blockquote><p><span class="phrase">家族を</span><span class="phrase">守る</span></p></blockquote><p>家族を守る</p>'
    )
