"""Marks on the preview of a language that is added to an edition: which of its texts are not translated from these words."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.html import fill
from guide.editions.added_language import AddedLanguage, AddedText, opening_key, question_key, section_key, tip_key
from guide.publication.document import Chapter, Guide, Section


def with_marks(guide: Guide, added: AddedLanguage, *, notes: bool) -> Guide:
    """The guide with a mark above each text that is not translated from its words, in the language of whoever looks at it.

    `notes` says whether translations of another wording go out. Never what is frozen: see `AddedDocument`.
    """
    marks = {key: _mark(text, notes=notes) for key, text in added.texts.items()}

    def section(was: Section) -> Section:
        return replace(was, html=marks[section_key(was)] + was.html)

    def chapter(was: Chapter) -> Chapter:
        opening = marks[question_key(was)] + marks.get(opening_key(was), "") + was.opening_html
        tips = tuple(replace(tip, html=marks[tip_key(tip)] + tip.html) for tip in was.tips)
        return replace(was, opening_html=opening, tips=tips)

    return replace(guide, sections=tuple(map(section, guide.sections)), chapters=tuple(map(chapter, guide.chapters)))


def _mark(text: AddedText, *, notes: bool) -> str:
    words = {
        "done": "",
        "missing": _("%(text)s: not translated; the original is shown here."),
        "other": _("%(text)s: translated from a different title or quotation; the original is shown here."),
        "reworded": _("%(text)s: translated from a different wording; the original is shown here."),
    }[text.state]
    if text.state == "reworded" and notes:
        words = _("%(text)s: translated from a different wording; it is published with a note.")
    return (
        fill('<p lang="{}"><mark>{}</mark></p>\n', get_language() or "", words % {"text": text.label}) if words else ""
    )
