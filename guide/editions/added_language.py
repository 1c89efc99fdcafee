"""A language that is added to an edition which is out: its frozen texts, each with the translation that is of these very words.

A translation is of the words that its translator saw, and the editors go on writing. Where the newest is of other words, an
earlier state of it may be of these. If none is, it is not printed as if it said what the edition says: the original stands
in its place, or it is printed under a note that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _

from guide.editions.record import refused_quotations
from guide.editions.texts import Identity, TextVersion, Wording, versions_of
from guide.publication import document
from guide.sections import Section, SectionKind
from guide.texts import rendered
from guide.tips.models import tip_key_in
from guide.translations.models import Translation
from guide.translations.segments import Segment, same_for_translators
from guide.translations.translated_texts import by_identity
from themes.models import Theme

if TYPE_CHECKING:
    from guide.editions.models import Edition

type State = Literal["done", "reworded", "other", "missing"]
UNKNOWN: Identity = ("", 0)
SELF_CHECK = "self-check"


@dataclass(frozen=True)
class AddedText:
    """A text as it was frozen, and what it is in the language.

    `state` is "done" where the translation is of these words; "reworded" where its text is of another wording, which a note
    may say; "other" where its title, its question or its quotation is, where no note can stand; or "missing". `translation`
    is the newest, or the state of it that is of these words. Of one that is reworded, `version` is the edition's own, and
    `made_from` that of the translation.
    """

    key: str
    label: str
    frozen: Wording
    identity: Identity
    state: State
    translation: Any = None
    version: TextVersion | None = None
    made_from: TextVersion | None = None

    @property
    def is_of_later_words(self) -> bool:
        """Whether the translation is of a later version than the edition has."""
        return bool(self.version and self.made_from and self.made_from.number > self.version.number)


class AddedLanguage:
    """What there is of an edition that is out, text by text, in a language that it does not come out in yet."""

    def __init__(self, edition: Edition, language: str, *, hold: bool = False) -> None:
        """With `hold`, whoever takes back her consent to a quotation waits for the transaction to end."""
        self.edition, self.language = edition, language
        self.own = edition.documents[edition.language]
        self.silent = refused_quotations(self.own, hold=hold) | set(edition.unsigned)
        self._rows = by_identity(language)
        self._themes = {theme.number: theme for theme in Theme.objects.all()}
        self._written = Section.objects.printed(with_self_check=True)
        self.texts = {text.key: text for text in self._in_order()}

    def in_state(self, *states: State) -> list[AddedText]:
        """The texts in these states, in the order of the book."""
        return [text for text in self.texts.values() if text.state in states]

    @property
    def has_tips(self) -> bool:
        """Whether a tip at least goes out in the language."""
        return any(text.identity[0] == "tip" for text in self.in_state("done", "reworded"))

    def _in_order(self) -> Iterator[AddedText]:
        sections = {id(section): text for section, text in self._sections()}
        yield from (sections[id(section)] for section in self.own.front)
        for chapter in self.own.chapters:
            yield from self._chapter(chapter)
            yield from (self._tip(tip) for tip in chapter.tips)
        yield from (sections[id(section)] for section in self.own.back)
        if self.own.self_check:
            yield self._self_check(self.own.self_check)

    def _sections(self) -> Iterator[tuple[document.Section, AddedText]]:
        """Each is found by its place in the guide, and where that was called otherwise then, by its title."""
        for section in self.own.sections:
            same = [row for row in self._written if row.anchor == section.anchor]
            row = next(iter([*same, *(row for row in self._written if _is_called(row, section))]), None)
            label = section.title if section.kind == "text" else str(SectionKind(section.kind).label)
            identity = ("section", row.pk) if row else UNKNOWN
            words = Wording(section.title, section.text)
            yield section, self._text(section_key(section), label, words, identity)

    def _chapter(self, chapter: document.Chapter) -> Iterator[AddedText]:
        asked = [theme for theme in self._themes.values() if same_for_translators(theme.question, chapter.question)]
        theme, number = asked[0] if asked else self._themes.get(chapter.number), {"number": chapter.number}
        words = Wording(chapter.question, short_title=chapter.short_title)
        identity = ("theme", theme.pk) if theme else UNKNOWN
        yield self._text(question_key(chapter), _("Question %(number)s") % number, words, identity)
        if chapter.opening_text:
            rows = [row for row in self._written if theme and row.theme_id == theme.pk]
            identity = ("section", rows[0].pk) if rows else UNKNOWN
            words = Wording("", chapter.opening_text)  # no reader sees its title
            yield self._text(opening_key(chapter), _("Opening of chapter %(number)s") % number, words, identity)

    def _tip(self, tip: document.Tip) -> AddedText:
        pk = tip_key_in(tip.reference)
        quote = tip.quotation.text if tip.quotation and tip.reference not in self.silent else ""
        label = _("Tip %(number)s: %(title)s") % {"number": tip.number, "title": tip.title}
        identity = ("tip", pk) if pk is not None else UNKNOWN
        return self._text(tip_key(tip), label, Wording(tip.title, tip.text, quote), identity)

    def _self_check(self, check: document.SelfCheck) -> AddedText:
        """No note can stand on it: what is of another wording is not printed."""
        rows = [row for row in self._written if row.kind == SectionKind.SELF_CHECK]
        label = str(SectionKind.SELF_CHECK.label)
        identity = ("section", rows[0].pk) if rows else UNKNOWN
        text = self._text(SELF_CHECK, label, Wording(check.title.text, check.source), identity)
        return replace(text, state="other") if text.state == "reworded" else text

    def _text(self, key: str, label: str, frozen: Wording, identity: Identity) -> AddedText:
        if (row := self._rows.get(identity)) is None:
            return AddedText(key, label, frozen, identity, "missing")
        state: State = frozen.agreement(row.paragraphs)
        if state != "done" and (earlier := _earlier(row, frozen)):
            return AddedText(key, label, frozen, identity, "done", earlier)
        if state != "reworded":
            return AddedText(key, label, frozen, identity, state, row)
        versions = versions_of(identity)
        was = next((version for version in versions if version.body == frozen.body), None)
        made_from = next((version for version in versions if version.number == row.source_version), None)
        state = "reworded" if was and made_from else "other"  # else it never said these words: it may be another text
        return AddedText(key, label, frozen, identity, state, row, was, made_from)


def _earlier(row: Translation, frozen: Wording) -> Any:
    """The newest earlier state of a translation that is of these very words; None where none is."""
    for state in row.history.exclude(history_type="-").order_by("-history_id"):
        if frozen.agreement([Segment.from_json(values) for values in state.segments]) == "done":
            state.body_html = rendered(state.body, row, row.text, by=None, language=row.language)
            return state
    return None


def section_key(section: document.Section) -> str:
    return f"section-{section.anchor}"


def question_key(chapter: document.Chapter) -> str:
    return f"question-{chapter.number}"


def opening_key(chapter: document.Chapter) -> str:
    return f"opening-{chapter.number}"


def tip_key(tip: document.Tip) -> str:
    return f"tip-{tip.number}"


def _is_called(row: Section, section: document.Section) -> bool:
    return row.kind == section.kind and same_for_translators(row.title, section.title)
