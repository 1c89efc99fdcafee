"""What has been written since an edition went to proof: it waits for the next one, or is taken in, text by text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from common import markup
from common.words.language_names import name_of_language
from guide.editions.assembly import assemble, store_copies
from guide.editions.language_status import LanguageStatus, language_statuses
from guide.editions.proof.parts import COVER, ProofPart, parts_of, with_part
from guide.publication.document import Guide
from guide.sections import Section, SectionKind, split_key
from guide.tips.models import Tip, tip_key_in
from guide.translations.originals import Original

if TYPE_CHECKING:
    from guide.editions.models import Edition


type How = Literal["reworded", "new", "gone", "moved"]


@dataclass(frozen=True)
class Wording:
    """A part in one language, as it was frozen and as it stands now."""

    language: str
    was: str
    now: str

    @property
    def name(self) -> str:
        return name_of_language(self.language)

    @property
    def changes(self) -> tuple[markup.WordChange, ...]:
        return markup.word_changes(self.was, self.now)


@dataclass(frozen=True)
class Changed:
    """A text that no longer stands as it was frozen, in the languages in which it does not."""

    key: str
    label: str
    how: How
    wordings: tuple[Wording, ...]
    url: str

    @property
    def may_be_taken_in(self) -> bool:
        """A tip that has changed places cannot alone: another one may stand there."""
        return self.how != "moved"


def changes_since(edition: Edition) -> list[Changed]:
    """Text by text, in the order of the book."""
    frozen = edition.documents
    return _compared(edition, frozen, {language: assemble(edition, language=language) for language in frozen})


def with_change(edition: Edition, key: str, *, although: bool) -> tuple[Changed, dict[str, Guide]]:
    """One text that has changed, and the proof with it as it stands now, a language each. Raises ValidationError, and
    Objected unless `although`.
    """
    frozen = edition.documents
    fresh = {language: assemble(edition, language=language) for language in frozen}
    found = next((one for one in _compared(edition, frozen, fresh) if one.key == key), None)
    if found is None or not found.may_be_taken_in or _is_taken(found, frozen, fresh, edition.language):
        raise ValidationError(_("This can no longer be taken in: look at what has changed again."), code="changed")
    if not although and found.how != "gone" and (said := Objections(edition, frozen).to(key)):
        raise Objected(said)
    return found, {language: _with_pictures(guide, fresh[language], key) for language, guide in frozen.items()}


def _is_taken(change: Changed, frozen: dict[str, Guide], fresh: dict[str, Guide], language: str) -> bool:
    """Whether a new tip would come to a place where the proof has another one."""
    if change.how != "new" or not change.key.startswith("tip:"):
        return False
    number = parts_of(fresh[language])[change.key].number
    return number in {tip.number for tip in frozen[language].tips}


def _with_pictures(guide: Guide, fresh: Guide, key: str) -> Guide:
    """With the part taken in, and copies of the pictures that came with it."""
    known = {picture.name for picture in guide.pictures}
    new = tuple(picture for picture in fresh.pictures if picture.name not in known)
    return replace(with_part(guide, fresh, key), pictures=(*guide.pictures, *store_copies(new)))


def _compared(edition: Edition, frozen: dict[str, Guide], fresh: dict[str, Guide]) -> list[Changed]:
    older = {language: parts_of(guide) for language, guide in frozen.items()}
    newer = {language: parts_of(guide) for language, guide in fresh.items()}
    keys = dict.fromkeys(key for parts in (*newer.values(), *older.values()) for key in parts)
    found = (_changed(edition, key, older, newer) for key in keys)
    return [change for change in found if change]


type Parts = dict[str, dict[str, ProofPart]]


def _changed(edition: Edition, key: str, older: Parts, newer: Parts) -> Changed | None:
    pairs = {language: (older[language].get(key), newer[language].get(key)) for language in older}
    differ = {language: (was, now) for language, (was, now) in pairs.items() if _differ(was, now)}
    if not differ:
        return None
    was, now = next(iter(differ.values()))
    wordings = tuple(
        Wording(language, was.text if was else "", now.text if now else "") for language, (was, now) in differ.items()
    )
    part = was or now
    if part is None:
        return None
    return Changed(key, label_of(part), _how(was, now), wordings, _url_of(edition, part))


def _differ(was: ProofPart | None, now: ProofPart | None) -> bool:
    return was is None or now is None or (was.what, was.number) != (now.what, now.number)


def _how(was: ProofPart | None, now: ProofPart | None) -> How:
    if was is None:
        return "new"
    if now is None:
        return "gone"
    return "reworded" if was.number == now.number else "moved"


def label_of(part: ProofPart) -> str:
    """What a part is called on the screens of the editors."""
    kind, _colon, name = part.key.partition(":")
    if part.is_tip:
        return _("Tip %(number)s: %(title)s") % {"number": part.number, "title": part.name}
    if kind == "section":
        return str(SectionKind(name).label) if name in SectionKind else part.name
    if kind == "chapter":
        return _("Opening of chapter %(number)s") % {"number": name}
    return _("Cover and imprint") if part.key == COVER else _("Bibliography")


def _url_of(edition: Edition, part: ProofPart) -> str:
    """Where the text is written."""
    kind, _colon, name = part.key.partition(":")
    if part.is_tip:
        return reverse("guide:tip", args=[name])
    if kind in {"section", "chapter"}:
        kind, position = split_key(name) if kind == "section" else (str(SectionKind.OPENING), int(name))
        section = Section.objects.filter(kind=kind, position=position).first()
        return section.get_absolute_url() if section else reverse("guide:desk")
    return reverse("guide:edition", args=[edition.number])


# What speaks against taking a text into the proof as it stands: nobody has approved it, or its translations are older.


class Objected(ValidationError):
    """Something speaks against it, and nobody has said that it is taken in all the same."""

    def __init__(self, objections: list[str]) -> None:
        super().__init__({"although": [*objections, _("Fix it first, or tick to include it anyway.")]})


class Objections:
    """Of an edition in proof, read once for all the texts that have changed."""

    def __init__(self, edition: Edition, languages: Iterable[str]) -> None:
        printed = set(languages)
        self.states: list[LanguageStatus] = [one for one in language_statuses(edition) if one.language in printed]
        unapproved = Tip.objects.placed().exclude(state=Tip.State.APPROVED)
        self.unapproved = dict(unapproved.values_list("pk", "number"))

    def to(self, key: str) -> list[str]:
        """A sentence each, about the part of the guide that has this key."""
        found = []
        kind, _colon, name = key.partition(":")
        if kind == "tip" and (number := self.unapproved.get(tip_key_in(name) or 0)):
            found.append(_("Nobody has approved tip %(number)s as it stands now.") % {"number": number})
        for state in self.states:
            if any(_is_of(line.original, kind, name) for line in state.lines if line.state != "done"):
                language = name_of_language(state.language)
                found.append(_("%(language)s: the current text is not translated.") % {"language": language})
        return found


def _is_of(original: Original, kind: str, name: str) -> bool:
    """Returns whether this text belongs to the part of the guide named by `kind` and `name`."""
    if kind == "tip":
        return original.identity == ("tip", tip_key_in(name))
    if kind == "section":
        return isinstance(original.text, Section) and original.text.anchor == name
    if kind != "chapter":
        return False
    if original.kind == "theme":
        return original.key == f"theme-{name}"
    text = original.text
    is_opening = isinstance(text, Section) and text.kind == SectionKind.OPENING and text.theme is not None
    return is_opening and str(text.theme.number) == name  # type: ignore[union-attr]
