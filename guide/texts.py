"""What a title and a text of the guide may be: tips and sections alike.

Lines that editors fill in one by one and that are stored, compared and translated as a paragraph of Markdown each.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.languages import first_language
from common import markup
from common.forms.fields import refusal
from common.markup import one_line
from common.markup.language import words_for
from contributions.revisions import Revisioned
from contributions.uploads import uses


def clean_heading(title: str) -> str:
    """A tip's or a section's title; raises ValidationError beside the field."""
    title = markup.typeset_title(one_line(title), first_language())
    limit = Revisioned._meta.get_field("title").max_length or 0
    if not title:
        raise ValidationError({"title": _("Give it a title.")}, code="empty")
    if len(title) > limit:
        raise ValidationError(
            {
                "title": _("This title has %(length)s characters; the limit is %(limit)s.")
                % {"length": len(title), "limit": limit}
            },
            code="too_long",
        )
    return title


def unnamed(text: str) -> str:
    """A text of the guide, or a part of one, with "@a colleague" for each mention, as its readers have it."""
    return markup.with_everybody(text, words_for(first_language()).colleague)


def as_read(text: str) -> str:
    """The same in plain words, typeset."""
    return markup.typeset(markup.plain_text(unnamed(text)), first_language())


def rendered(body: str, *texts: Model, by: User | None, language: str = "") -> str:
    """Returns the HTML of a text of the guide that `by` writes. It may show the pictures of `texts`: itself, its original.

    A mention becomes "a colleague", whoever is meant: the guide names those who wrote, and whoever agreed to the very words
    printed under her name (`guide.reviewing.consents`); whom others mention has agreed to neither. And a frozen text
    holds references, never a name, so that a later choice reaches it. Raises ValidationError beside the field.
    """
    try:
        return markup.render(body, images=uses.resolve(body, *texts, by=by), language=language or first_language()).html
    except markup.RenderRefused as refused:
        raise ValidationError({"body": refusal(refused)}) from None


# Markdown would read another thing in a line that begins so: a list, a heading, a quotation, a table, HTML.
_MARKED = re.compile(r"[-*+#>:|~`=<\[]|\d+[.)]")


def cleaned_line(text: str, most: int, *, begins: str | None = None) -> str:
    """Returns a line that is one paragraph of Markdown, whatever stands in it. Raises ValidationError.

    `begins` is looked at in place of the text for how it begins, where that is no Markdown: a gap to fill in.
    """
    text = markup.typeset(one_line(markup.clean_text(text)), first_language())
    beginning = text if begins is None else begins
    if _MARKED.match(beginning) or not any(sign.isalnum() for sign in beginning):
        raise ValidationError(gettext("Begin with a word: it is read as plain text."), code="marked")
    if len(text) > most:
        raise ValidationError(gettext("Say it in %(most)s characters at most.") % {"most": most}, code="long")
    return text
