"""What a title may be. Titles are unique in the whole wiki, case and accents folded; addresses are Unicode slugs."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from campaign.languages import first_language
from common import markup
from contributions.revisions import TITLE_LENGTH

SLUG_LENGTH = 80
KEY_LENGTH = 200  # of the identity of a title, which may be longer than the title: a ligature counts as its letters
RESERVED = frozenset(
    {"new", "edit", "history", "revisions", "diff", "talk", "feed", "revert", "undo", "watch", "endorse", "nominate"}
    | {"protect", "hide", "show", "move", "links", "preview", "all", "search", "say"}
)


def clean_title(title: str) -> str:
    """The title as it will be stored; raises ValidationError, worded for people, for one that cannot be."""
    title = markup.typeset_title(markup.one_line(title), first_language())
    if not title:
        raise ValidationError(_("Give the page a title."), code="empty")
    if len(title) > TITLE_LENGTH:
        raise ValidationError(
            _("This title has %(length)s characters; the limit is %(limit)s."),
            code="too_long",
            params={"length": len(title), "limit": TITLE_LENGTH},
        )
    if any(sign in title for sign in "[]|#<>"):
        raise ValidationError(_("A title cannot contain the characters [ ] | # < >."), code="signs")
    if len(markup.title_key(title)) > KEY_LENGTH:
        raise ValidationError(_("This title is too long: use fewer ligatures and special characters."), code="too_long")
    slug = slug_of(title)
    if not slug:
        raise ValidationError(_("A title needs at least one letter or digit."), code="no_slug")
    if slug in RESERVED:
        raise ValidationError(
            _("“%(title)s” is a word that the site keeps for itself. Add a word to it."),
            code="reserved",
            params={"title": title},
        )
    return title


def skeleton_of(title: str) -> str:
    """What titles that look alike have in common, as far as it is stored."""
    return markup.title_skeleton(title)[:KEY_LENGTH]


def slug_of(title: str) -> str:
    apart = title.replace("’", " ").replace("'", " ")  # l-appel, not lappel
    return slugify(apart, allow_unicode=True)[:SLUG_LENGTH].strip("-")
