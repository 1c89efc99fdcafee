"""What speaks against taking a text into the proof as it stands: nobody has approved it, or its translations are older."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.words.language_names import name_of_language
from guide.editions.language_status import LanguageStatus, language_statuses
from guide.sections import Section, SectionKind
from guide.tips.models import Tip
from guide.tips.tip_references import tip_key_in
from guide.translations.originals import Original

if TYPE_CHECKING:
    from guide.editions.models import Edition


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
