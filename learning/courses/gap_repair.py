"""Mends versions that were published while the | between the spellings of a translated gap was read as Markdown, and was lost.

A migration calls it once, with the models of its time. "one|1|a" had become the single spelling "one 1 a".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from common import markup
from guide.course_parts import ALTERNATIVES, Answer
from learning.grading import comparable


def mend_gaps(apps: Any) -> None:
    """Gives each gap its spellings back, and each learner the point that was refused to her for it; takes no point back."""
    for document in apps.get_model("learning", "CourseDocument").objects.iterator(chunk_size=10):
        mended = {item["key"]: item for item in _gap_items(document.frozen) if _mend(item, document.language, apps)}
        if mended:
            document.save(update_fields=["frozen"])
            _grade_anew(document, mended, apps)


def _gap_items(frozen: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for lesson in frozen["lessons"]:
        yield from (item for item in lesson["items"] if item["kind"] == "fill_in")


def _mend(item: dict[str, Any], language: str, apps: Any) -> bool:
    """Puts what a translator wrote in the place of what was read of it. Says whether anything was to be mended."""
    written = _written(item["key"], language, apps)
    answers = [answer for answer in item["parts"]["answers"] if answer["text"] in written]
    for answer in answers:
        answer["text"] = written[answer["text"]]
    return bool(answers)


def _written(key: str, language: str, apps: Any) -> dict[str, str]:
    """Returns what translators wrote for an item, by what was read of it; of two that were read alike, the later one."""
    states = apps.get_model("guide", "HistoricalTranslation").objects.filter(course_text_id=int(key), language=language)
    segments = states.order_by("history_id").values_list("segments", flat=True)
    targets = (one.get("target", "") for state in segments for one in state)
    return {
        markup.typeset(markup.plain_text(target) or target, language): markup.typeset(
            markup.one_line(markup.without_ruby(target)), language
        )
        for target in targets
        if ALTERNATIVES in markup.without_ruby(target)
    }


def _grade_anew(document: Any, items: dict[str, Any], apps: Any) -> None:
    """Of responses that were wrong, those that are right by now; then the attempts that they belong to."""
    responses = apps.get_model("learning", "ItemResponse").objects.filter(
        attempt__version=document.version_id, attempt__language=document.language, item__in=items, is_right=False
    )
    right = [row for row in responses if _is_right(items[row.item], row.response)]
    for row in right:
        row.is_right = True
        row.save(update_fields=["is_right"])
    finished = apps.get_model("learning", "Attempt").objects.filter(
        pk__in={row.attempt_id for row in right}, finished_at__isnull=False
    )
    for attempt in finished.select_related("version"):
        _count_anew(attempt, apps)


def _is_right(item: dict[str, Any], response: list[str]) -> bool:
    answers = [Answer(answer["text"]) for answer in item["parts"]["answers"]]
    return len(answers) == len(response) and all(
        comparable(words) in map(comparable, answer.spellings) for words, answer in zip(response, answers, strict=True)
    )


def _count_anew(attempt: Any, apps: Any) -> None:
    """Who has passed by now gets her certificate, of the day on which she finished."""
    right = list(attempt.responses.values_list("is_right", flat=True))
    attempt.points = sum(right)
    was_passed = attempt.is_passed
    attempt.is_passed = was_passed or attempt.points * 100 >= attempt.version.pass_mark * len(right)
    attempt.save(update_fields=["points", "is_passed"])
    if attempt.is_passed and not was_passed:
        apps.get_model("learning", "Certificate").objects.create(attempt=attempt, issued_at=attempt.finished_at)
