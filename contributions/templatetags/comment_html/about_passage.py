"""Above what is said about a passage: its words as they were, and what has become of them."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.site_settings.first_language import in_first_language
from common.html import NOTHING, fill, pattern, per_language, sentence
from contributions.models import Comment, Passage
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.wiki_tags import shortened, within_quotes

QUOTE = "<q{}>{}</q>"


def about_passage(shown: CommentContext, comment: Comment, passage: Passage) -> SafeString:
    """Returns the line above a comment about this passage."""
    is_hidden = getattr(comment, "passage_is_hidden", False)
    if passage.is_gone:
        words = NOTHING if is_hidden else fill("{} {}", _quote(passage.exact_as_shown, 240), _version(comment, passage))
        return fill(_gone(), words)
    url = comment.page.get_absolute_url() if comment.page and not shown.is_beside_page else ""
    words = _quote(passage.words_now_as_shown if is_hidden else passage.exact_as_shown, 120)
    return fill(_about(), url, passage.pk, words, _change(comment, passage, is_hidden=is_hidden))


def _change(comment: Comment, passage: Passage, *, is_hidden: bool) -> SafeString:
    if not passage.is_changed:
        return NOTHING
    return fill(_changed(), NOTHING if is_hidden else fill("\n{}", _version(comment, passage)))


def _quote(words: str, length: int) -> SafeString:
    return fill(QUOTE, in_first_language(), within_quotes(shortened(words, length)))


def _version(comment: Comment, passage: Passage) -> SafeString:
    """The way to the version in which it was chosen."""
    page = comment.page.get_absolute_url() if comment.page else ""
    words = sentence(_("See it in version %(version)s"), version=passage.page_version)
    return fill('<a href="{}revisions/{}/">{}</a>', page, passage.page_version, words)


@per_language
def _gone() -> str:
    words = _("This passage is not in the page any more")
    return pattern('<p class="meta about">\n<b class="state warn">%s</b> {}\n</p>\n', words)


@per_language
def _about() -> str:
    words = pgettext("a passage", "About")
    return pattern('<p class="meta about">\n%s\n  <a href="{}#passage-{}">{}</a>{}\n</p>\n', words)


@per_language
def _changed() -> str:
    return pattern('\n<b class="state">%s</b>{}', _("The passage has changed since"))
