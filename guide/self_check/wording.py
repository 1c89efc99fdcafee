"""The self-check in a language of an edition: each line translated, or as in the original where it is not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common import markup
from common.words.text_lists import side_by_side
from guide.publication import self_check_document as document
from guide.publication.self_check_document import CheckLine
from guide.sections import Section
from guide.self_check_parts import CheckQuestion, SelfCheckParts
from guide.tips.models import Tip
from guide.tips.tip_references import reference_of
from guide.translations.originals import of_section
from guide.translations.segments import source_segments
from guide.translations.staleness import TextStatus, compared
from guide.translations.translated_texts import TranslatedTexts


def self_check_in(section: Section | None, said: TranslatedTexts) -> document.SelfCheck | None:
    """Returns the self-check as it is worded in the language of `said`; None where nobody has written one."""
    if section is None or not section.body:
        return None
    original, check = of_section(section), as_written(section)
    if said.language == said.own:
        return check
    translation = said.printed(original)
    status = compared(source_segments(original), translation.paragraphs if translation else [])
    return translated(check, status, own=said.own, language=said.language)


def as_written(section: Section) -> document.SelfCheck:
    """Returns it in the language in which it is written."""
    parts = section.parts
    questions = (
        document.AskedQuestion(
            CheckLine(one.text),
            one.is_yes_safe,
            CheckLine(one.advice),
            one.kinds,
            reference_of(one.tip) if one.tip else "",
        )
        for one in parts.questions
    )
    check = document.SelfCheck(
        CheckLine(section.title), tuple(map(CheckLine, parts.kinds)), tuple(questions), section.body
    )
    return typeset(check, of_section(section).language)


def translated(check: document.SelfCheck, status: TextStatus, *, own: str, language: str) -> document.SelfCheck:
    """Returns it with the translations of its paragraphs; a line without one stays, marked with its language."""
    targets = (one.segment.target for one in status.segments)
    pairs = zip(check.lines, targets, strict=True)
    lines = (CheckLine(set_in(target, language)) if target else CheckLine(line.text, own) for line, target in pairs)
    return check.with_lines(lines)


def typeset(check: document.SelfCheck, language: str) -> document.SelfCheck:
    return check.with_lines(CheckLine(set_in(line.text, language)) for line in check.lines)


def set_in(words: str, language: str) -> str:
    """Plain words as a printer sets them; what a translator marked up is read as plain."""
    return markup.typeset(markup.plain_text(words) or words, language)


# What a version of the self-check says besides its words, in a line that two versions can be compared by.


def answers_in_words(stored: dict[str, Any] | None) -> str:
    """Returns, question by question, the safe answer, the tip and the kinds."""
    parts = SelfCheckParts.from_json(stored)
    titles = dict(Tip.objects.filter(pk__in={one.tip for one in parts.questions}).values_list("pk", "title"))
    return "\n".join(_line(number, one, parts, titles) for number, one in enumerate(parts.questions, 1))


def _line(number: int, one: CheckQuestion, parts: SelfCheckParts, titles: dict[int, str]) -> str:
    answer = pgettext("answer", "Yes") if one.is_yes_safe else pgettext("answer", "No")
    kinds = [parts.kinds[kind - 1] for kind in one.kinds] or [_("every kind")]
    said = side_by_side(filter(None, (answer, titles.get(one.tip, ""), *kinds)))
    return _("%(number)s: %(said)s") % {"number": number, "said": said}
