"""What editors fill in of the self-check: eight kinds, twelve questions; those that are left empty are none.

The self-check in a language of an edition: each line translated, or as in the original where it is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from common import markup
from common.forms.fields import CleanCharField, add_error
from common.forms.unchanged import LOADED, ChangedMeanwhile, RowForm
from common.words.text_lists import side_by_side
from guide.publication import document
from guide.publication.document import CheckLine, Guide, SelfCheck
from guide.sections import Section, SectionKind
from guide.self_check_parts import (
    LONGEST_ADVICE,
    LONGEST_KIND,
    LONGEST_QUESTION,
    MOST_KINDS,
    MOST_QUESTIONS,
    CheckQuestion,
    SelfCheckParts,
)
from guide.tips.models import Tip, TipRevision, reference_of
from guide.translations.originals import of_section
from guide.translations.segments import same_for_translators, source_segments
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


KINDS, QUESTIONS = range(1, MOST_KINDS + 1), range(1, MOST_QUESTIONS + 1)
YES, NO = "yes", "no"
SAFE = [(YES, pgettext_lazy("answer", "Yes")), (NO, pgettext_lazy("answer", "No"))]
NAMES = ("text", "kinds", "safe", "advice", "tip", "place")
WORDS = ("title", "kind_", "text_", "advice_", LOADED)  # what a draft brings back: of choices a draft knows one at most


@dataclass(frozen=True)
class QuestionFields:
    """The fields of one question. `is_checked` is there where its tip has changed since."""

    number: int
    text: BoundField
    kinds: BoundField
    safe: BoundField
    advice: BoundField
    tip: BoundField
    place: BoundField
    checked: BoundField | None

    @property
    def is_open(self) -> bool:
        """Whether something in it asks to be looked at."""
        fields = (self.text, self.kinds, self.safe, self.advice, self.tip, self.place)
        return self.checked is not None or any(field.errors for field in fields)


class SelfCheckForm(RowForm, forms.Form):
    """`section` is the self-check; `changed` are the numbers of the questions whose tips have changed since."""

    title = CleanCharField(
        label=gettext_lazy("Title"), max_length=150, help_text=gettext_lazy("Shown on the page and in the contents.")
    )

    def __init__(
        self, data: Any, *, section: Section, tips: list[Tip], changed: set[int], draft: Mapping[str, str]
    ) -> None:
        typed = {name: words for name, words in draft.items() if name.startswith(WORDS)}
        self.section, self.tips = section, {tip.pk: tip for tip in tips}
        super().__init__(data, initial={**self.row_values(section), **typed}, label_suffix="")
        named = [(str(number), name) for number, name in enumerate(section.parts.kinds, 1)]
        chosen = [("", _("none yet")), *((str(tip.pk), f"{tip.label}{_(', ')}{tip.title}") for tip in tips)]
        for number in KINDS:
            label = _("Kind %(number)s") % {"number": number}
            self.fields[f"kind_{number}"] = CleanCharField(label=label, max_length=LONGEST_KIND, required=False)
            self.fields[f"place_kind_{number}"] = _place_field(MOST_KINDS, of=label)
        for number in QUESTIONS:
            self.fields |= _fields_of(number, named, chosen)
            if number in changed:
                self.fields[f"checked_{number}"] = forms.BooleanField(label=_("Still right"), required=False)
        self.follow(section)

    def row_values(self, row: Section) -> dict[str, Any]:
        parts = row.parts
        values: dict[str, Any] = {"title": row.title}
        for number in KINDS:
            values[f"kind_{number}"] = parts.kinds[number - 1] if number <= len(parts.kinds) else ""
            values[f"place_kind_{number}"] = number
        for number in QUESTIONS:
            asked = parts.questions[number - 1] if number <= len(parts.questions) else None
            values |= {
                f"text_{number}": asked.text if asked else "",
                f"kinds_{number}": list(map(str, asked.kinds)) if asked else [],
                f"safe_{number}": (YES if asked.is_yes_safe else NO) if asked else "",
                f"advice_{number}": asked.advice if asked else "",
                f"tip_{number}": str(asked.tip or "") if asked else "",
                f"place_{number}": number,
            }
        return values

    def label_of(self, name: str) -> str:
        part, _underscore, number = name.rpartition("_")
        question = pgettext("of the self-check", "Question %(number)s")
        group = {"place_kind": _("Kind %(number)s"), **dict.fromkeys(NAMES, question)}.get(part, "")
        return side_by_side((group % {"number": number} if group else "", super().label_of(name)))

    @property
    def kinds(self) -> list[tuple[BoundField, BoundField]]:
        """Each with its place."""
        return [(self[f"kind_{number}"], self[f"place_kind_{number}"]) for number in KINDS]

    @property
    def questions(self) -> list[QuestionFields]:
        return [self._fields_of(number) for number in QUESTIONS]

    def _fields_of(self, number: int) -> QuestionFields:
        fields = {name: self[f"{name}_{number}"] for name in NAMES}
        checked = f"checked_{number}"
        return QuestionFields(number, **fields, checked=self[checked] if checked in self.fields else None)

    def clean(self) -> dict[str, Any]:
        for number in QUESTIONS:
            for name, problem in self._problems_of(number):
                self.add_error(f"{name}_{number}", problem)
        return self.cleaned_data

    def _problems_of(self, number: int) -> Iterator[tuple[str, ValidationError]]:
        said = self._said(number)
        if not said["text"]:
            if said["advice"] or said["tip"]:
                yield "text", ValidationError(_("Write the question, or empty what stands below."), code="empty")
            return
        if not said["safe"]:
            yield "safe", ValidationError(_("Say which answer is safe."), code="safe")
        if any(not self.cleaned_data.get(f"kind_{kind}") for kind in said["kinds"] or ()):
            yield "kinds", ValidationError(_("One of these kinds has no name any more: choose again."), code="gone")

    def _said(self, number: int) -> dict[str, Any]:
        return {name: self.cleaned_data.get(f"{name}_{number}") for name in NAMES}

    @property
    def parts(self) -> SelfCheckParts:
        """What was sent, in the order of the places. Kinds without a name are none; questions name the others anew."""
        kind_at = {str(number): place for place, number in enumerate(self.kind_order, 1)}
        questions = [self._question(number, kind_at) for number in self.order]
        return SelfCheckParts(
            tuple(self.cleaned_data[f"kind_{number}"] for number in self.kind_order), tuple(questions)
        )

    @property
    def order(self) -> list[int]:
        """The numbers of the questions that are written, in the order of their places."""
        return self._in_order(QUESTIONS, words="text_", place="place_")

    @property
    def kind_order(self) -> list[int]:
        """The numbers of the kinds that have a name, in the order of their places."""
        return self._in_order(KINDS, words="kind_", place="place_kind_")

    def _in_order(self, numbers: range, *, words: str, place: str) -> list[int]:
        written = [number for number in numbers if self.cleaned_data[f"{words}{number}"]]
        return sorted(written, key=lambda number: (self.cleaned_data[f"{place}{number}"] or number, number))

    def _question(self, number: int, kind_at: Mapping[str, int]) -> CheckQuestion:
        said = self._said(number)
        tip = self.tips.get(int(said["tip"] or 0))
        asked = CheckQuestion(
            said["text"],
            said["safe"] == YES,
            said["advice"],
            tuple(sorted(kind_at[kind] for kind in said["kinds"])),
            tip.pk if tip else 0,
        )
        is_checked = bool(self.cleaned_data.get(f"checked_{number}"))
        known = None if is_checked else _version_compared(asked, number, self.section.parts)
        return replace(asked, tip_version=known if known is not None else tip.version if tip else 0)

    def explain(self, refusal: ValidationError) -> None:
        """Puts what the verb refused beside the fields; it counts what was written, the form its fields."""
        if isinstance(refusal, ChangedMeanwhile) or not hasattr(refusal, "error_dict"):
            add_error(self, refusal)
            return
        names = {f"kind_{place}": f"kind_{number}" for place, number in enumerate(self.kind_order, 1)}
        for place, number in enumerate(self.order, 1):
            names |= {f"{part}_{place}": f"{part}_{number}" for part in ("text", "advice")}
        for name, errors in refusal.error_dict.items():
            self.add_error(names.get(name, name), errors)


def _version_compared(asked: CheckQuestion, number: int, before: SelfCheckParts) -> int | None:
    """Returns the version of its tip with which a question was compared, whatever it says now; None with another tip."""
    moved = [one for one in before.questions if (one.text, one.advice) == (asked.text, asked.advice)]
    known = [one.tip_version for one in (*moved, *before.questions[number - 1 : number]) if one.tip == asked.tip]
    return known[0] if known else None


def _fields_of(number: int, kinds: list[tuple[str, str]], tips: list[tuple[str, str]]) -> dict[str, forms.Field]:
    return {
        f"text_{number}": CleanCharField(label=_("Question"), max_length=LONGEST_QUESTION, required=False),
        f"safe_{number}": forms.ChoiceField(
            label=_("The safe answer"), choices=SAFE, widget=forms.RadioSelect, required=False
        ),
        f"advice_{number}": CleanCharField(
            label=_("Advice, where the other answer is given"),
            max_length=LONGEST_ADVICE,
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
        ),
        f"tip_{number}": forms.ChoiceField(label=_("The tip that it comes from"), choices=tips, required=False),
        f"kinds_{number}": forms.MultipleChoiceField(
            label=_("Asked for"),
            choices=kinds,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("If none is ticked, it applies to every kind."),
        ),
        f"place_{number}": _place_field(MOST_QUESTIONS),
    }


def _place_field(most: int, *, of: str = "") -> forms.Field:
    """`of` is what it is the place of, where the field does not stand in a group with a name."""
    label = pgettext("order", "Position")
    heard = {"aria-label": side_by_side((of, label))} if of else {}
    widget = forms.NumberInput(attrs=heard)
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, widget=widget)


# What keeps a self-check from coming out, and what its editors may want to look at: the tips that have changed since.


@dataclass(frozen=True)
class CheckProblem:
    """A sentence, about the question with this number (0: about the whole). `is_grave`: it cannot come out so."""

    number: int
    sentence: str
    is_grave: bool = True


class BrokenSelfCheck(ValidationError):
    """The self-check cannot come out with the edition as it stands: a sentence each."""


def refuse_broken(guide: Guide) -> None:
    """Raises BrokenSelfCheck where the self-check of an edition asks nothing, or leads to no tip of that edition."""
    if guide.self_check is None:
        return
    found = list(_grave(guide.self_check, {tip.reference for tip in guide.tips}))
    if found:
        raise BrokenSelfCheck([problem.sentence for problem in found])


def problems_of_self_check() -> list[CheckProblem]:
    """Returns what is wrong with the self-check as it stands now; three queries at most, one where there is none."""
    section = Section.objects.filter(kind=SectionKind.SELF_CHECK).exclude(body="").first()
    return problems_of(section) if section else []


def problems_of(section: Section) -> list[CheckProblem]:
    placed = {tip.reference: tip for tip in Tip.objects.placed().defer("body_html")}
    return [*_grave(as_written(section), placed), *_changed(section, placed)]


def _grave(check: SelfCheck, tips: Collection[str]) -> Iterator[CheckProblem]:
    if not check.kinds:
        yield CheckProblem(0, _("The self-check does not say what it can be about."))
    if not check.questions:
        yield CheckProblem(0, _("The self-check asks nothing."))
    asked = {kind for question in check.questions for kind in check.asked_of(question)}
    for number, kind in enumerate(check.kinds, 1):
        if number not in asked and check.questions:
            yield CheckProblem(0, _("The self-check asks nothing about “%(kind)s”.") % {"kind": kind.text})
    for number, question in enumerate(check.questions, 1):
        values = {"number": number}
        if not question.advice.text:
            yield CheckProblem(number, _("Question %(number)s of the self-check has no advice.") % values)
        if not question.tip:
            yield CheckProblem(number, _("Question %(number)s of the self-check has no tip.") % values)
        elif question.tip not in tips:
            yield CheckProblem(
                number, _("The tip of question %(number)s of the self-check is not in the edition.") % values
            )


def _changed(section: Section, placed: dict[str, Tip]) -> Iterator[CheckProblem]:
    """Tips whose words are others than when the question was compared with them."""
    asked = [(number, one, placed.get(reference_of(one.tip))) for number, one in enumerate(section.parts.questions, 1)]
    older = [(number, one, tip) for number, one, tip in asked if tip and tip.version != one.tip_version]
    versions = {one.tip_version for _number, one, _tip in older}
    rows = TipRevision.objects.filter(id__in={tip.pk for *_one, tip in older}, version__in=versions) if older else ()
    read = {(row.id, row.version): row for row in rows}
    for number, one, tip in older:
        if not says_the_same(tip, read.get((tip.pk, one.tip_version))):
            words = _("The tip of question %(number)s of the self-check has changed since.")
            yield CheckProblem(number, words % {"number": number}, is_grave=False)


def says_the_same(tip: Tip, older: TipRevision | None) -> bool:
    """Returns whether a tip teaches what an older version of it does; that there is none is no."""
    if older is None:
        return False
    return same_for_translators(older.title, tip.title) and same_for_translators(older.body, tip.body)
