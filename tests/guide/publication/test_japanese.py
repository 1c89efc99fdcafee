import pytest

from guide.publication.japanese import in_japanese, phrases

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("必要とした人たちが書いた二十のアドバイス", ["必要とした", "人たちが", "書いた", "二十の", "アドバイス"]),
        ("まず、メールアカウントを守りましょう", ["まず、", "メールアカウントを", "守りましょう"]),
        ("どううまく向き合えばよいでしょうか？", ["どううまく", "向き合えばよいでしょうか？"]),
        ("「同意」とは？", ["「同意」とは？"]),
        ("Bon sens", ["Bon sens"]),
        ("", []),
    ],
)
def test_a_title_breaks_between_its_phrases(text: str, pieces: list[str]) -> None:
    assert phrases(text) == pieces


def test_titles_are_held_together_and_other_texts_are_not() -> None:
    made = in_japanese('<h2 id="a"><span class="n">1</span>家族を守る</h2><p>家族を守る</p>')
    assert made == (
        '<h2 id="a"><span class="n"><span class="phrase">1</span></span>'
        '<span class="phrase">家族を</span><span class="phrase">守る</span></h2><p>家族を守る</p>'
    )


def test_only_what_is_emphasized_in_latin_letters_stays_italic() -> None:
    made = in_japanese("<em>Culture numérique</em><em>良識</em>")
    assert made == '<em class="latin">Culture numérique</em><em>良識</em>'


def test_no_last_line_of_a_paragraph_is_a_single_sign() -> None:
    assert in_japanese("<p>銀行ではありません。</p>") == '<p>銀行ではあり<span class="phrase">ません。</span></p>'
    assert in_japanese("<p>Bonjour。</p>") == "<p>Bonjour。</p>"


def test_questions_in_the_contents_break_between_phrases() -> None:
    made = in_japanese('<a href="#chapter-1">1 家族を守る</a><a href="#tip-1">家族を守る</a>')
    assert '<span class="phrase">家族を</span>' in made or "1 家族を</span>" in made
    assert made.endswith('<a href="#tip-1">家族を守る</a>')
