"""Pluralised labels of the checklist items."""

from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from common.words.language_names import name_in_sentence, name_of_language

SENTENCES = {
    "questions": ngettext_lazy(
        "%(n)s question is missing: a guide needs at least two",
        "%(n)s questions are missing: a guide needs at least two",
        "n",
    ),
    "unread": ngettext_lazy("%(n)s text that nobody has read", "%(n)s texts that nobody has read", "n"),
    "undecided": ngettext_lazy("%(n)s text without a decision", "%(n)s texts without a decision", "n"),
    "free_places": ngettext_lazy("%(n)s free place", "%(n)s free places", "n"),
    "unapproved": ngettext_lazy("%(n)s tip that is not approved", "%(n)s tips that are not approved", "n"),
    "drift": ngettext_lazy(
        "%(n)s tip whose source no longer says the same", "%(n)s tips whose sources no longer say the same", "n"
    ),
    "quotations": ngettext_lazy("%(n)s quotation without consent", "%(n)s quotations without consent", "n"),
    "checklist": ngettext_lazy("%(n)s tip with something to look at", "%(n)s tips with something to look at", "n"),
    "pictures": ngettext_lazy("%(n)s picture without a text for it", "%(n)s pictures without a text for them", "n"),
    "links": ngettext_lazy("%(n)s link that does not answer", "%(n)s links that do not answer", "n"),
    "self_check": ngettext_lazy(
        "%(n)s thing to look at in the self-check", "%(n)s things to look at in the self-check", "n"
    ),
    "missing": ngettext_lazy("%(n)s text that is not translated", "%(n)s texts that are not translated", "n"),
    "outdated": ngettext_lazy("%(n)s translation that is outdated", "%(n)s translations that are outdated", "n"),
    "glyphs": ngettext_lazy(
        "%(n)s text with characters that the faces of the book do not have",
        "%(n)s texts with characters that the faces of the book do not have",
        "n",
    ),
}
DONE = {
    "questions": _("The guide has at least two questions"),
    "unread": _("Every text has been read"),
    "undecided": _("Every text has its decision"),
    "free_places": _("Every place is taken"),
    "unapproved": _("Every tip is approved"),
    "drift": _("Every source still says the same"),
    "quotations": _("Every quotation has consent"),
    "checklist": _("Nothing is left to look at in the tips"),
    "pictures": _("Every picture has a description"),
    "links": _("Every link works"),
    "self_check": _("Nothing is left to look at in the self-check"),
    "missing": _("Every text is translated"),
    "outdated": _("Every translation is up to date"),
    "glyphs": _("The typefaces of the book have every character"),
}
# For which reasons were given before an empty section was simply left out.
FORMER = {
    "sections": ngettext_lazy("%(n)s section without a text", "%(n)s sections without a text", "n"),
}


def label_of_check(key: str, number: int) -> str:
    if not number and key in DONE:
        return str(DONE[key])
    return str((SENTENCES | FORMER).get(key, _("%(n)s things")) % {"n": number})


def label_of_language(language: str, number: int) -> str:
    """A language, and how many of its texts a line counts."""
    words = ngettext("%(language)s: %(n)s text", "%(language)s: %(n)s texts", number)
    return words % {"language": name_of_language(language), "n": number}


def label_of_missing_glyphs(title: str, language: str, characters: str) -> str:
    """A text, its language, and the characters in it that would be printed in another face."""
    values = {"title": title, "language": name_in_sentence(language), "characters": " ".join(characters)}
    return gettext("%(title)s (%(language)s): %(characters)s") % values
