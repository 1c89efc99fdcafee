"""What was done to a page, in words."""

from django.utils.translation import gettext as _

from contributions.history_models import Act, RevisionDetails
from contributions.pages.models import Page


def act_in_words(revision: RevisionDetails) -> str:
    """What made a revision, where that is more than an edit."""
    match revision.act:
        case Act.WRITTEN:
            is_of_page = isinstance(revision, Page.history.model)  # what else was written opens none
            return _("opened the page") if revision.is_first and is_of_page else ""
        case Act.MERGED:
            return _("merged with an edit made at the same time")
        case Act.MOVED:
            return _("moved")
        case Act.INCORPORATED:
            return _incorporated(revision)
        case Act.MERGED_IN:
            return _("brought together with another page")
        case Act.SPLIT_OFF:
            return _("a part became a page of its own")
        case Act.SPLIT_FROM:
            return _("opened with a part of another page")
        case Act.REVERTED:
            return _("back to version %(version)s") % {"version": revision.about_version}
        case Act.UNDONE:
            return _("version %(version)s undone") % {"version": revision.about_version}
    return ""


def _incorporated(revision: RevisionDetails) -> str:
    """Whose words were taken up: see contributions.comments.querysets."""
    author = getattr(revision, "words_of", None)
    if author is None:
        return _("incorporated a contribution")
    if author.is_anonymous_author:
        return _("after what an anonymous colleague said")
    return _("after what %(name)s said") % {"name": author.public_name}
