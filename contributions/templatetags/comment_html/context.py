"""For whom comments are drawn, and on which screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.templatetags.static import static

from campaign.site_settings.first_language import in_first_language
from contributions.models import Comment
from contributions.templatetags.button_html.reader import ReaderContext


@dataclass(frozen=True)
class CommentContext:
    """The reader and the screen: `sent_id` is a comment that she has just sent, `focus_id` one that gets the focus."""

    reader: ReaderContext
    is_open: bool
    is_alone: bool = False
    is_beside_page: bool = True
    sent_id: int = 0
    focus_id: int = 0

    def is_own(self, comment: Comment) -> bool:
        """Whether the reader wrote it."""
        return comment.author_id == self.reader.pk

    @cached_property
    def language(self) -> str:
        """Returns the attribute of an element whose words are those of comments."""
        return in_first_language()

    @cached_property
    def quoting_script(self) -> str:
        """Returns the address of what puts a quotation into an open box."""
        return static("dist/quoting.js")
