"""What turned out to be wrong in an edition that never changes: listed on it, beside its text.

What an edition that is out says, passage by passage: an erratum is about words that stand there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common import markup
from common.words.language_names import name_in_sentence
from guide.publication.document import ANCHOR, Guide, SelfCheck
from guide.publication.layout import SectionPart, lay_out

if TYPE_CHECKING:
    from guide.editions.models import Edition


class Erratum(models.Model):
    """`was` should have read `now`. Without a language it holds for all; `anchor` is where it stands: "tip-7", "glossary"."""

    edition = models.ForeignKey(
        "guide.Edition", on_delete=models.PROTECT, related_name="errata", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8, blank=True)
    anchor = models.CharField(pgettext_lazy("of a mistake", "place"), max_length=40)
    was = models.TextField(_("what it says"))
    now = models.TextField(_("what it should say"))
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    if TYPE_CHECKING:
        edition_id: int

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.edition}, {self.anchor}"


LONGEST = 1_000


@dataclass(frozen=True)
class FrozenPassage:
    """A text of a frozen guide by its anchor on the web page, as plain words; `groups` are its lines under what they belong to,
    where there are many.
    """

    anchor: str
    label: str
    words: str
    tip: str = ""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What an erratum may be about: each sentence, and each heading, once."""
        found = (self.words[start:end].strip() for start, end in markup.sentences(self.words))
        return tuple(dict.fromkeys(filter(None, found)))

    def holds(self, words: str) -> bool:
        return even(words) in even(self.words)


def passages_of(guide: Guide) -> dict[str, FrozenPassage]:
    """Every text that somebody may read in it, in the order of the book, the self-check last, by anchor."""
    with translation.override(guide.language):
        book = lay_out(guide)
    found: list[FrozenPassage] = []
    for part in book.front:
        found += _of_part(part)
    for chapter in book.chapters:
        opening = _lines(chapter.question, chapter.opening)
        found.append(FrozenPassage(chapter.id, chapter.question, opening))
        for tip in chapter.tips:
            label = now_in_words("Tip %(number)s: %(title)s") % {"number": tip.number, "title": tip.title}
            quoted = tip.quotation.text if tip.quotation else ""
            found.append(FrozenPassage(tip.id, label, f"{_lines(tip.title, tip.html)}\n{quoted}", tip.reference))
    for part in book.back:
        found += _of_part(part)
    if guide.self_check:
        found.append(_of_self_check(guide.self_check))
    return {passage.anchor: passage for passage in found}


def check_says(edition: Edition, languages: list[str], anchor: str, was: str) -> None:
    """Raises ValidationError unless the frozen text says these very words, in every one of the languages."""
    for language in languages:
        try:
            passage = passages_of(edition.guide_in(language)).get(anchor)
        except LookupError:
            raise ValidationError({"language": _("The edition does not come out in this language.")}) from None
        if passage is None:
            raise ValidationError({"anchor": _("The edition has no such text.")}, code="anchor")
        if not passage.holds(was):
            words = _("The edition does not say these words here, in %(language)s.")
            values = {"language": name_in_sentence(language)}
            raise ValidationError({"was": ValidationError(words, code="words", params=values)})


def check_is_other(was: str, now: str) -> None:
    """Raises ValidationError where the two read alike."""
    if even(was) == even(now):
        raise ValidationError({"now": ValidationError(_("It already says this."), code="same")})


def cleaned_words(field: str, text: str) -> str:
    words = " ".join(markup.clean_text(text).split())
    if not words:
        raise ValidationError({field: ValidationError(_("Write a few words first."), code="empty")})
    if len(words) > LONGEST:
        said = _("Say it in %(most)s characters at most.") % {"most": LONGEST}
        raise ValidationError({field: ValidationError(said, code="long")})
    return words


def _of_part(part: SectionPart) -> list[FrozenPassage]:
    inner = (passage for one in part.parts for passage in _of_part(one))
    return [FrozenPassage(part.id, part.title, _lines(part.title, part.html)), *inner]


def _of_self_check(check: SelfCheck) -> FrozenPassage:
    title, words = check.title.text, "\n".join(line.text for line in check.lines)
    kinds = (now_in_words("What it can be about"), tuple(kind.text for kind in check.kinds))
    questions = tuple(
        (
            now_in_words("Question %(number)s") % {"number": number},
            tuple(filter(None, (one.text.text, one.advice.text))),
        )
        for number, one in enumerate(check.questions, 1)
    )
    return FrozenPassage(ANCHOR, title, words, groups=((title, (title,)), kinds, *questions))


def _lines(title: str, html: str) -> str:
    return f"{title}\n{markup.html_text(html, is_named=True)}"


def even(words: str) -> str:
    """Without the differences that nobody sees: spaces, no-break spaces, line ends."""
    return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())
