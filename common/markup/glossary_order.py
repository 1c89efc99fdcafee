"""The entries of a translated glossary in the order of its own language: they were translated in that of another.

Japanese goes by the reading, which stands in brackets behind a term that is not written in kana: 個人情報（こじんじょうほう）.
"""

import re
import unicodedata
from itertools import groupby

from common.markup.html_blocks import HtmlBlock, split_blocks
from common.markup.language import primary
from common.markup.text import html_text, plain_text, title_key

_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_KANA = re.compile(r"[\u3040-\u30ff・]+")
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}


def ordered_entries(markdown: str, language: str) -> str:
    """Returns the text of a glossary with its entries in order; what stands between them stays where it is."""
    entries: list[str] = []
    for block in _BLANK_LINES.split(markdown):
        if entries and block.startswith(("    ", "\t")):
            entries[-1] = f"{entries[-1]}\n\n{block}"
        else:
            entries.append(block)

    def key(entry: str) -> str:
        return reading(plain_text(entry.lstrip("\n").partition("\n")[0]), language)

    runs = [(is_run, list(run)) for is_run, run in groupby(entries, _is_entry)]
    return "\n\n".join(entry for is_run, run in runs for entry in (sorted(run, key=key) if is_run else run))


def ordered_entries_html(html: str, language: str) -> str:
    """Returns the same of a glossary as `render` has made it."""
    return "\n".join(
        _list_in_order(block, language) if block.tag == "dl" else block.html for block in split_blocks(html)
    )


def reading(term: str, language: str) -> str:
    """Returns by what a term is put in order: letters without case and accents, kana as hiragana."""
    if primary(language) != "ja":
        return title_key(term)
    word = _BRACKETS.sub("", term).strip()
    if not _KANA.fullmatch(word):
        word = next(filter(_KANA.fullmatch, _BRACKETS.findall(term)), word)
    return unicodedata.normalize("NFKC", word).casefold().translate(_TO_HIRAGANA)


def _list_in_order(block: HtmlBlock, language: str) -> str:
    entries: list[list[HtmlBlock]] = []
    for child in block.children:
        if not entries or (child.tag == "dt" and entries[-1][-1].tag != "dt"):
            entries.append([])
        entries[-1].append(child)
    entries.sort(key=lambda entry: reading(html_text(entry[0].html), language))
    inside = "\n".join(child.html for entry in entries for child in entry)
    return f"{block.opening}\n{inside}\n{block.closing}"


def _is_entry(block: str) -> bool:
    """A term, and its meaning on the next line."""
    return any(line.startswith(":") for line in block.strip("\n").split("\n")[1:])
