"""What the rows of a history and of a comparison say of a version, and where they lead."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from common.words.text_lists import side_by_side
from contributions.history_models import RevisionDetails
from contributions.pages.act_names import act_in_words
from contributions.revisions import Revisioned

register = template.Library()


@register.filter
def step_url(text: Revisioned, revision: RevisionDetails) -> str:
    """Where to see what one version of the text changed."""
    return text.changes_url(revision.version - 1, revision.version)


@register.filter
def has_left(text: Revisioned, revision: RevisionDetails) -> bool:
    """Whether the text is another one by now, and this version of it can still be read."""
    return not revision.is_text_hidden and revision.version != text.version


@register.filter
def act_in_detail(revision: RevisionDetails) -> str:
    """What was done, where that is more than an edit, and whether it was a detail."""
    return side_by_side((act_in_words(revision), _("a detail") if revision.is_minor else ""))
