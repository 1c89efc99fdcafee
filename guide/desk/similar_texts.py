"""The texts of a theme that are most alike to one: what it may be a duplicate of, or be merged into."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from contributions.models import Comment, Page
from guide.desk.params import TextKey

LOOKED_THROUGH = 150
PROPOSED = 3
LEAST = 30


@dataclass(frozen=True)
class SimilarTexts:
    """`titles` are those of the theme's pages that changed last, to choose another one by."""

    pages: tuple[Page, ...]
    comments: tuple[Comment, ...]
    order: tuple[TextKey, ...]
    titles: tuple[str, ...]

    @property
    def texts(self) -> list[Page | Comment]:
        """Both, the most alike first."""
        by_key: dict[TextKey, Page | Comment] = {TextKey("page", page.pk): page for page in self.pages}
        by_key |= {TextKey("comment", comment.pk): comment for comment in self.comments}
        return [by_key[key] for key in self.order if key in by_key][:PROPOSED]


def find_similar(text: Page | Comment) -> SimilarTexts:
    """Three pages and three contributions, from those of its theme that are newest: four queries, some milliseconds."""
    pages = Page.objects.visible().filter(theme=text.theme_id).recently_changed().narrow()
    comments = Comment.objects.standing().filter(theme=text.theme_id).newest_first()
    if isinstance(text, Page):
        pages = pages.exclude(pk=text.pk)
    else:
        comments = comments.exclude(pk=text.pk)
    titled = {
        TextKey("page", pk): (title, f"{title} {words}")
        for pk, title, words in pages.values_list("pk", "title", "excerpt")[:LOOKED_THROUGH]
    }
    spoken = dict(comments.values_list("pk", "excerpt")[:LOOKED_THROUGH])
    words = {key: both for key, (_title, both) in titled.items()} | {
        TextKey("comment", pk): one for pk, one in spoken.items()
    }
    best = _best(f"{text} {text.excerpt}" if isinstance(text, Page) else text.excerpt, words)
    chosen = {prefix: [key.pk for key in best if key.prefix == prefix][:PROPOSED] for prefix in ("page", "comment")}
    return SimilarTexts(
        pages=_in_order(Page.objects.narrow().select_related("theme").filter(pk__in=chosen["page"]), chosen["page"]),
        comments=_in_order(Comment.objects.for_lists().filter(pk__in=chosen["comment"]), chosen["comment"]),
        order=tuple(best),
        titles=tuple(title for title, _words in titled.values()),
    )


def _best(words: str, among: dict[TextKey, str]) -> list[TextKey]:
    found = process.extract(
        words,
        among,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=8 * PROPOSED,
        score_cutoff=LEAST,
    )
    return [key for _words, _score, key in found]


def _in_order[Text: (Page, Comment)](rows: object, wanted: list[int]) -> tuple[Text, ...]:
    found = {row.pk: row for row in rows}  # type: ignore[attr-defined]
    return tuple(found[pk] for pk in wanted if pk in found)


def page_titled(title: str) -> Page:
    """Raises ValidationError."""
    page = Page.objects.visible().with_title(title).select_related("theme").first()
    if page is None:
        raise ValidationError(_("No page has this title."))
    return page
