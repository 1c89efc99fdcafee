"""The texts of a theme that are most alike to one: what it may be a duplicate of, or be merged into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from accounts.models import public_name
from common.database.queries import CompiledQuery
from contributions.models import Comment, Page
from guide.desk.params import PREFIXES, TextKey

LOOKED_THROUGH = 150
PROPOSED = 3
LEAST = 30
NO_KEY = 0
NAME = ("first_name", "last_name", "username", "attribution")


@dataclass(frozen=True)
class SimilarText:
    """Enough of a text to choose it by: the title of a page, or what was said and by whom."""

    key: TextKey
    excerpt: str
    title: str = ""
    author_name: str = ""


@dataclass(frozen=True)
class SimilarTexts:
    """`texts` are three of both, `pages` three pages, the most alike first; `titles` those of the theme's pages that changed
    last, to choose another one by.
    """

    texts: tuple[SimilarText, ...]
    pages: tuple[SimilarText, ...]
    titles: tuple[str, ...]


def find_similar(text: Page | Comment) -> SimilarTexts:
    """The most alike of its theme's newest pages and contributions: two queries, some milliseconds."""
    is_page = isinstance(text, Page)
    pages = _newest_pages.tuples(text.theme_id, text.pk if is_page else NO_KEY)
    comments = _newest_comments.tuples(text.theme_id, NO_KEY if is_page else text.pk)
    words = [f"{title} {excerpt}" for _pk, title, excerpt in pages] + [row[1] for row in comments]
    best = _best(f"{text} {text.excerpt}" if is_page else text.excerpt, words)
    alike = [_page(*pages[at]) if at < len(pages) else _comment(*comments[at - len(pages)]) for at in best]
    by_prefix = {prefix: [one for one in alike if one.key.prefix == prefix][:PROPOSED] for prefix in PREFIXES}
    proposed = {one.key for some in by_prefix.values() for one in some}
    return SimilarTexts(
        texts=tuple([one for one in alike if one.key in proposed][:PROPOSED]),
        pages=tuple(by_prefix["page"]),
        titles=tuple(title for _pk, title, _excerpt in pages),
    )


def _page(pk: int, title: str, excerpt: str) -> SimilarText:
    return SimilarText(TextKey("page", pk), excerpt, title=title)


def _comment(pk: int, excerpt: str, *name: str) -> SimilarText:
    return SimilarText(TextKey("comment", pk), excerpt, author_name=public_name(*name))


_newest_pages: CompiledQuery[Any] = CompiledQuery(
    lambda theme, but: (
        Page.objects.visible()
        .filter(theme=theme)
        .exclude(pk=but)
        .recently_changed()
        .values_list("pk", "title", "excerpt")[:LOOKED_THROUGH]
    ),
    -7,
    -8,
)
_newest_comments: CompiledQuery[Any] = CompiledQuery(
    lambda theme, but: (
        Comment.objects.standing()
        .filter(theme=theme)
        .exclude(pk=but)
        .newest_first()
        .values_list("pk", "excerpt", *(f"author__{name}" for name in NAME))[:LOOKED_THROUGH]
    ),
    -7,
    -8,
)


def _best(words: str, among: Sequence[str]) -> list[int]:
    """Where the most alike stand, the most alike first."""
    found = process.extract(
        words,
        among,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=8 * PROPOSED,
        score_cutoff=LEAST,
    )
    return [at for _words, _score, at in found]


def page_titled(title: str) -> Page:
    """Raises ValidationError."""
    page = Page.objects.visible().with_title(title).select_related("theme").first()
    if page is None:
        raise ValidationError(_("No page has this title."))
    return page


def text_named(key: TextKey) -> Page | Comment:
    """A text that was proposed. Raises ValidationError where it has gone since."""
    rows: Any = Page.objects.narrow().select_related("theme") if key.prefix == "page" else Comment.objects.for_lists()
    text: Page | Comment | None = rows.filter(pk=key.pk).first()
    if text is None:
        raise ValidationError(_("This text is no longer there to read."))
    return text
