"""Lines that editors fill in one by one and that are stored, compared and translated as a paragraph of Markdown each."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.languages import first_language
from common import markup
from common.markup import one_line

# Markdown would read another thing in a line that begins so: a list, a heading, a quotation, a table, HTML.
_MARKED = re.compile(r"[-*+#>:|~`=<\[]|\d+[.)]")


def cleaned_line(text: str, most: int, *, begins: str | None = None) -> str:
    """Returns a line that is one paragraph of Markdown, whatever stands in it. Raises ValidationError.

    `begins` is looked at in place of the text for how it begins, where that is no Markdown: a gap to fill in.
    """
    text = markup.typeset(one_line(markup.clean_text(text)), first_language())
    beginning = text if begins is None else begins
    if _MARKED.match(beginning) or not any(sign.isalnum() for sign in beginning):
        raise ValidationError(_("Begin with a word: it is read as plain text."), code="marked")
    if len(text) > most:
        raise ValidationError(_("Say it in %(most)s characters at most.") % {"most": most}, code="long")
    return text
