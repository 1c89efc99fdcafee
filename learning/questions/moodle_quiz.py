"""The questions of a course as a file for Moodle's question bank: https://docs.moodle.org/en/Moodle_XML_format.

Each lesson is a category. Moodle has no question of several answers, matching or gaps that is right or not: there it gives
parts of the point.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lxml.builder import E

from guide.course_parts import GAP, Answer, Picture
from learning.document import PICTURES, Course, stored_file
from learning.questions.exported_questions import Question, questions_in, spellings, words
from learning.questions.qti_package import Element, xml_file

CHOSEN: Final = "100"
_SIGNS_OF_GAPS: Final = str.maketrans({sign: f"&#{ord(sign)};" for sign in "{}~#\\"})


def moodle_quiz(course: Course, *, site: str, media: Path) -> bytes:
    """Returns the XML file, which links tips on this site and holds the pictures that lie below `media`. Raises MissingFile."""
    quiz = E("quiz")
    for lesson in course.lessons:
        if asked := questions_in(course, lesson, site):
            quiz.append(_category(course, lesson.title))
            quiz.extend(_question(course, question) for question in asked)
    for one in quiz.iter("file"):
        stored = course.pictures[f"{PICTURES}{one.get('name')}"]
        one.text = b64encode(stored_file(media, stored).read_bytes()).decode()
    return xml_file(quiz)


def _category(course: Course, title: str) -> Element:
    names = (words(name).replace("/", "//") for name in (course.title, title))  # a slash by itself parts categories
    return E("question", E("category", E("text", "/".join(("$course$", "top", *names)))), type="category")


def _question(course: Course, question: Question) -> Element:
    kind, content = KINDS[question.kind], CONTENTS[question.kind](question)
    asked = _gapped(question) if kind == "cloze" else question.prompt
    above = tuple(map(_typed, question.paragraphs))
    return E(
        "question",
        E("name", E("text", question.title)),
        _formatted("questiontext", _html(*above, picture=question.picture, below=asked), *_file(question.picture)),
        _formatted("generalfeedback", _explanation(question)),
        *(() if kind == "cloze" else (E("defaultgrade", "1"),)),
        E("penalty", "0"),
        E("hidden", "0"),
        E("idnumber", f"course-{course.key}-{course.version}-{course.language}-{question.key}"),
        *content,
        *((_formatted("hint", _html(question.parts.hint)),) if question.parts.hint else ()),
        type=kind,
    )


def _formatted(tag: str, html: str, *others: Element, **values: str) -> Element:
    return E(tag, E("text", html), *others, format="html", **values)


def _html(*paragraphs: str, picture: Picture | None = None, below: str = "") -> str:
    """A text as Moodle's HTML shows it; the file of the picture goes with it, as `_file` has it."""
    context: dict[str, object] = {"paragraphs": paragraphs, "below": below}
    if picture:
        context |= {"picture": picture, "file": _name(picture)}
        context |= {"alt": _typed(picture.alt), "credit": _typed(words(picture.credit))}
    return render_to_string("learning/questions/moodle_text.html", context).strip()


def _file(picture: Picture | None) -> list[Element]:
    return [E("file", name=_name(picture), path="/", encoding="base64")] if picture else []


def _name(picture: Picture) -> str:
    return picture.address.removeprefix(PICTURES)


def _explanation(question: Question) -> str:
    """Where Moodle shows no feedback of an answer, what it teaches stands here."""
    has_own = question.kind in {"choice", "choices", "fill_in"}
    told = [] if has_own else [one for one in question.parts.answers if one.feedback]
    tip = question.tip if question.tip and question.tip.address else None
    context = {
        "answers": told,
        "paragraphs": question.explanation,
        "tip": tip,
        "title": words(tip.title) if tip else "",
    }
    return render_to_string("learning/questions/moodle_explanation.html", context).strip()


def _choice(question: Question) -> list[Element]:
    fractions = _fractions(question)
    answers = [
        _answer(one, _formatted("feedback", _html(one.feedback)), fraction=fractions[key])
        for key, one in question.shown_answers
    ]
    single = str(question.kind == "choice").lower()
    return [E("single", single), E("shuffleanswers", "false"), E("answernumbering", "none"), *answers]


def _answer(answer: Answer, *others: Element, fraction: str) -> Element:
    html = _html(answer.text, picture=answer.picture)
    return _formatted("answer", html, *_file(answer.picture), *others, fraction=fraction)


def _fractions(question: Question) -> dict[str, str]:
    """Of several right answers each gives its part, and a wrong one takes all; each one of a single choice gives all."""
    right = question.right_keys
    is_single = question.kind == "choice"
    share = CHOSEN if is_single else f"{100 / len(right):.5f}".rstrip("0").rstrip(".")
    wrong = "0" if is_single else "-100"
    return {key: share if key in right else wrong for key, _answer in question.numbered_answers}


def _order(question: Question) -> list[Element]:
    how = {"layouttype": "VERTICAL", "selecttype": "ALL", "selectcount": "0", "gradingtype": "ALL_OR_NOTHING"}
    how |= {"showgrading": "HIDE", "numberingstyle": "none", "shownumcorrect": "0"}
    answers = [_answer(one, fraction="1") for one in question.parts.answers]
    return [*(E(tag, value) for tag, value in how.items()), *answers]


def _match(question: Question) -> list[Element]:
    return [E("shuffleanswers", "true"), *(_pair(one, one.partner) for one in question.parts.answers)]


def _sort(question: Question) -> list[Element]:
    """A category into which nothing belongs is offered by a pair that asks nothing."""
    names = dict(zip((True, False), question.parts.categories, strict=True))
    pairs = [_pair(one, names[one.is_right]) for one in question.parts.answers]
    unused = names.keys() - {one.is_right for one in question.parts.answers}
    return [E("shuffleanswers", "false"), *pairs, *(_pair(Answer(""), names[is_right]) for is_right in unused)]


def _pair(answer: Answer, partner: str) -> Element:
    html = _html(*filter(None, [answer.text]), picture=answer.picture)
    named = E("answer", E("text", escape(partner)))
    return _formatted("subquestion", html, *_file(answer.picture), named)


def _nothing(question: Question) -> list[Element]:
    return []


def _gapped(question: Question) -> SafeString:
    """The sentence in HTML, with each gap as Moodle's “cloze” writes it; a gap that has no answer stays as it was typed."""
    pieces = GAP.split(question.prompt)
    sentence = _typed(pieces[0])
    for number, after in zip(pieces[1::2], pieces[2::2], strict=True):
        is_gap = 1 <= int(number) <= len(question.parts.answers)
        sentence += _gap(question.parts.answers[int(number) - 1]) if is_gap else _typed(f"[{number}]")
        sentence += _typed(after)
    return sentence


def _gap(answer: Answer) -> SafeString:
    feedback = _typed(answer.feedback)
    # An asterisk stands for any words there, unless it is escaped.
    accepted = [_typed(one.replace("*", "\\*")) for one in spellings(answer)]
    choices = [f"={one}#{feedback}" if feedback else f"={one}" for one in accepted]
    if feedback:
        choices.append(f"%0%*#{feedback}")
    return mark_safe(f"{{1:SHORTANSWER:{'~'.join(choices)}}}")  # noqa: S308 - of texts that are escaped


def _typed(text: str) -> SafeString:
    """In HTML, and without a sign that begins, ends or divides a gap."""
    return mark_safe(escape(text).translate(_SIGNS_OF_GAPS))  # noqa: S308 - escaped in the same line


KINDS: Final = {
    "choice": "multichoice",
    "choices": "multichoice",
    "order": "ordering",
    "match": "matching",
    "fill_in": "cloze",
    "sort": "matching",
}
CONTENTS: Final[dict[str, Callable[[Question], list[Element]]]] = {
    "choice": _choice,
    "choices": _choice,
    "order": _order,
    "match": _match,
    "fill_in": _nothing,
    "sort": _sort,
}
