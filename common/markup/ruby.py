"""`{漏洩|ろうえい}`: the reading of a word in kanji, set small above it."""

import re

_KANJI = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u309f\u30a1-\u30ff"

# In a table the bar is written "\|". More bars, which divide a reading between the signs of its word, are read and not shown.
RUBY = rf"(?<!\\)\{{([^{{}}|\\\n]{{0,40}}[{_KANJI}])((?:\\?\|[{_KANA}]{{1,40}}){{1,40}})\}}"
_RUBY = re.compile(RUBY)
_IN_BRACKETS = re.compile(rf"[(（](?<=[{_KANJI}].)([{_KANA}]{{1,80}})[)）]")
UNREAD = (
    rf"\{{(?=[^{{}}|\\\n]{{0,40}}[{_KANJI}]\\?\|)|\\?\|[{_KANA}|\\]{{1,80}}\}}"
    rf"|[(（](?<=[{_KANJI}].)[{_KANA}]{{1,80}}[)）]"
)
"""The reading and its signs, or a reading in brackets behind a word: texts that differ in these alone have the same words."""


def reading_in(found: re.Match[str]) -> str:
    """The whole reading of what RUBY found."""
    return re.sub(r"\\?\|", "", found[2])


def ruby_in_brackets(text: str) -> str:
    """The text with each reading behind its word: 漏洩（ろうえい）."""
    return _RUBY.sub(lambda found: f"{found[1]}（{reading_in(found)}）", text) if "{" in text else text


def readings_apart(words: str) -> str:
    """Plain words without the readings in brackets behind what is written in kanji, and these readings at the end."""
    readings = _IN_BRACKETS.findall(words) if "(" in words or "（" in words else []
    return " ".join((_IN_BRACKETS.sub("", words), *readings)) if readings else words


def without_ruby(text: str) -> str:
    """The text with its words alone, none with its reading: 漏洩."""
    return _RUBY.sub(r"\1", text) if "{" in text else text
