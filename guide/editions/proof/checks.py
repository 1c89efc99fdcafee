"""The checklist before proof: for each item the number of problems, and the screen where they are fixed.

Pluralised labels of the checklist items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from common import markup
from common.words.language_names import name_in_sentence, name_of_language
from guide.decisions.models import Submission
from guide.decisions.querysets import unread_texts
from guide.drift.models import Drift
from guide.editions.assembly import assemble
from guide.editions.language_status import language_statuses, languages_that_come_out
from guide.places import places_in_preparation
from guide.reviewing import checklist as reviewing
from guide.reviewing import checks, fetching
from guide.reviewing.models import Consent
from guide.sections import Section
from guide.self_check.forms import problems_of_self_check
from guide.tips.models import Tip
from guide.translations.originals import Original
from themes.models import FEWEST_THEMES

if TYPE_CHECKING:
    from guide.editions.models import Edition


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


REASON_LENGTH = 300
UNREAD = "unread"
FREE_PLACES = "free_places"
KEYS = tuple(SENTENCES)
"""Of all lines of a checklist."""


class Unread(ValidationError):
    """Nobody has read so many texts: a reason is wanted, and is stored. `checks` is the checklist, where it was counted."""

    def __init__(self, number: int, beside: list[Check], checks: list[Check]) -> None:
        words = ngettext_lazy(
            "Nobody has read %(number)s text. Read it first, or say why the guide goes on without it.",
            "Nobody has read %(number)s texts. Read them first, or say why the guide goes on without them.",
            number,
        )
        of_texts = {"unread_reason": ValidationError(words % {"number": number}, code="unread")}
        super().__init__(of_texts | _without_reason(beside))
        self.number, self.checks = number, checks


class NotGreen(ValidationError):
    """The checklist has lines that are not green, and nobody has said why the guide goes on past them."""

    def __init__(self, wanting: list[Check], checks: list[Check]) -> None:
        super().__init__(_without_reason(wanting))
        self.wanting, self.checks = wanting, checks


def _without_reason(wanting: list[Check]) -> dict[str, ValidationError]:
    words = _("Fix it first, or say why the guide goes ahead without it.")
    return {check.field: ValidationError(words, code=check.key) for check in wanting}


@dataclass(frozen=True)
class Detail:
    """One text of those that a line counts: what is wrong with it, and where it is mended."""

    words: str
    url: str


@dataclass(frozen=True)
class Check:
    """One thing to look at before proof: how often it is wanting, and where it is mended."""

    key: str
    number: int
    url: str
    details: tuple[Detail, ...] = ()

    @property
    def sentence(self) -> str:
        return label_of_check(self.key, self.number)

    @property
    def is_done(self) -> bool:
        return not self.number

    @property
    def field(self) -> str:
        """What the reason is called where it is asked for."""
        return field_of(self.key)


def field_of(key: str) -> str:
    return "unread_reason" if key == UNREAD else f"reason_{key}"


def cleaned_reason(field: str, text: str) -> str:
    reason = " ".join(markup.clean_text(text).split())
    if len(reason) > REASON_LENGTH:
        words = _("Say it in %(most)s characters at most.") % {"most": REASON_LENGTH}
        raise ValidationError({field: ValidationError(words, code="long")})
    return reason


def unread() -> int:
    """How many texts wait to be read, as the desk counts them: a page is one, whatever versions of it wait."""
    return unread_texts().count()


def checklist(edition: Edition) -> list[Check]:
    """All that is looked at, done or not, of the edition in preparation."""
    return list(_checks(edition))


def reasons_for(checks: list[Check], given: Mapping[str, str]) -> tuple[list[dict[str, Any]], list[Check]]:
    """Returns the reasons to store and the items without one; unread texts have a reason field of their own."""
    red = [check for check in checks if not check.is_done and check.key != UNREAD]
    said = {check.key: cleaned_reason(check.field, given.get(check.key, "")) for check in red}
    stated = [{"key": check.key, "n": check.number, "reason": said[check.key]} for check in red if said[check.key]]
    return stated, [check for check in red if not said[check.key]]


def _checks(edition: Edition) -> Iterator[Check]:
    desk, reviews = reverse("guide:desk"), reverse("guide:reviews")
    yield Check(UNREAD, unread(), desk)
    yield Check("undecided", Submission.objects.visible().undecided().count(), f"{desk}?list=decide")
    places = places_in_preparation()
    yield Check("questions", max(0, FEWEST_THEMES - len(places.rows)), reverse("guide:arrange"))
    yield Check(FREE_PLACES, places.count - Tip.objects.placed().count(), f"{desk}#board")
    yield from _of_tips()
    yield Check("checklist", len(reviewing.problems_by_tip()), reviews)
    yield from _of_texts()
    yield _of_self_check()
    yield from _of_translations(edition)
    yield _of_glyphs(edition)


def _of_tips() -> Iterator[Check]:
    placed = Tip.objects.placed()
    alarms = Drift.objects.filter(source__tip__number__isnull=False, answer="").exclude(kind=Drift.Kind.WORDING)
    given = Consent.objects.filter(
        tip=OuterRef("pk"), person=OuterRef("quoted_person"), quote=OuterRef("quote"), state=Consent.State.GIVEN
    )
    yield _first("unapproved", placed.exclude(state=Tip.State.APPROVED))
    yield _first("drift", placed.filter(sources__in=alarms.values("source")).distinct())
    yield _first("quotations", placed.exclude(quote="").exclude(Exists(given)))


def _first(key: str, tips: QuerySet[Tip]) -> Check:
    """How many tips, and the way to the first of them."""
    found = list(tips.defer("body", "body_html"))
    return Check(key, len(found), found[0].get_absolute_url() if found else reverse("guide:desk"))


def _of_texts() -> Iterator[Check]:
    """Pictures without words, and links without an answer: each leads to the first text of its kind."""
    texts: list[Tip | Section] = [*Tip.objects.placed().select_related("theme"), *Section.objects.printed()]
    bare = [text for text in texts for _picture in checks.bare_pictures(text.body_html)]
    links = {text: checks.addresses_in(text.body_html) for text in texts}
    broken = fetching.check_links({link for found in links.values() for link in found}).broken
    dead = [text for text, found in links.items() for link in found if link in broken]
    found: dict[str, list[Any]] = {"pictures": bare, "links": dead}
    for key, wanting in found.items():
        url = wanting[0].screen_url("edit") if wanting else reverse("guide:desk")
        yield Check(key, len(wanting), url)


def _of_self_check() -> Check:
    """What is wrong with the self-check, nothing where there is none."""
    url = reverse("guide:self_check")
    found = tuple(Detail(problem.sentence, url) for problem in problems_of_self_check())
    return Check("self_check", len(found), url, found)


def _of_translations(edition: Edition) -> Iterator[Check]:
    """What is not translated, or no longer, in languages for which nobody has said what becomes of it."""
    known = language_statuses(edition)
    yield _by_language("missing", edition, {one.language: one.missing for one in known if not one.text.when_missing})
    yield _by_language("outdated", edition, {one.language: one.outdated for one in known if not one.text.when_outdated})


def _by_language(key: str, edition: Edition, texts: dict[str, list[Original]]) -> Check:
    """How many texts in all, and how many in each language, with the screen where that is decided."""
    details = tuple(
        Detail(label_of_language(language, len(found)), _where(edition, language, ""))
        for language, found in texts.items()
        if found
    )
    url = reverse("guide:edition_languages", args=[edition.number])
    return Check(key, sum(map(len, texts.values())), url, details)


def _of_glyphs(edition: Edition) -> Check:
    """Texts with characters that the faces of the book do not have, in every language that comes out."""
    from guide.publication.missing_glyphs import missing  # brings what reads fonts, which no other screen needs

    found = [
        Detail(
            label_of_missing_glyphs(text.title, language, text.characters),
            _where(edition, language, text.anchor),
        )
        for language in languages_that_come_out(edition)
        for text in missing(assemble(edition, language=language), settings.PUBLICATION_ASSETS)
    ]
    url = found[0].url if found else reverse("guide:edition_forms", args=[edition.number])
    return Check("glyphs", len(found), url, tuple(found))


def _where(edition: Edition, language: str, anchor: str) -> str:
    """The screen on which a text is changed, or the one that leads there."""
    if language != edition.language:
        return reverse("guide:edition_language", args=[edition.number, language])
    kind, _dash, number = anchor.partition("-")
    match kind:
        case "tip":
            return reverse("guide:tip", args=[number])
        case "section" | "chapter":
            return reverse("guide:arrange")
        case "bibliography":
            return reverse("guide:bibliography")
    return reverse("guide:edition_imprint" if kind == "imprint" else "guide:edition", args=[edition.number])
