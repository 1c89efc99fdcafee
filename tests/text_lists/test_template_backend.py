"""What stands on two lines of a template is two sentences with a space in most languages, and none in Japanese."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.engine import Engine
from django.utils import translation

from common.words.template_backend import Templates

pytestmark = pytest.mark.once
TOUCHED = """
  <p>
    <b>読む：</b>
    {{ words }}

    {% if 1 %}
      <a href="/">次へ</a>
    {% endif %}
  </p>
"""
UNTOUCHED = (
    "<textarea>終わり。\n  始め</textarea>",
    '<input value="終わり。\n  始め">',
    "<pre><code>終わり。\n  始め</code></pre>",
    "<p>終わり。\n始め。 次</p>",  # as somebody typed it
    "<p>終わり。\u3000\n  始め</p>",
    "<p>Bon\u00a0!\n  Et après\u00a0?\n  Oui.</p>",
)


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    (tmp_path / "touched.html").write_text(TOUCHED, encoding="utf-8")
    (tmp_path / "untouched.html").write_text("{{ html|safe }}", encoding="utf-8")
    (tmp_path / "letter.txt").write_text("終わり。\n  始め。\n", encoding="utf-8")
    return Templates({"NAME": "django", "DIRS": [tmp_path], "APP_DIRS": False, "OPTIONS": {}})


@pytest.mark.parametrize("language", ["fr", "en", "it"])
def test_nothing_changes_in_a_language_with_spaces(language: str, templates: Templates) -> None:
    plain = Engine(dirs=[str(folder) for folder in templates.dirs])
    said = {"words": "終わり。"}
    with translation.override(language):
        assert templates.get_template("touched.html").render(said) == plain.render_to_string("touched.html", said)


@pytest.mark.parametrize("words", ["終わり。", "いい？", "「はい」", "（1）"])
def test_no_space_stands_between_two_sentences_in_japanese(words: str, templates: Templates) -> None:
    with translation.override("ja"):
        html = templates.get_template("touched.html").render({"words": words})
    assert f'<b>読む：</b>{words}<a href="/">次へ</a>' in html


@pytest.mark.parametrize("html", UNTOUCHED)
def test_what_somebody_typed_stays_as_it_is(html: str, templates: Templates) -> None:
    with translation.override("ja"):
        assert templates.get_template("untouched.html").render({"html": f"{html}<p></p>"}) == f"{html}<p></p>"


def test_a_letter_in_plain_text_has_its_lines(templates: Templates) -> None:
    with translation.override("ja"):
        assert templates.get_template("letter.txt").render() == "終わり。\n  始め。\n"


def test_a_long_text_in_a_field_costs_little(templates: Templates) -> None:
    html = f'<input value="{"。\n  い" * 100_000}"><p></p>'
    with translation.override("ja"):
        assert templates.get_template("untouched.html").render({"html": html}) == html
