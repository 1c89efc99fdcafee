"""How an item gets other words, or another tip; and in words, what of a text of a course stands in no paragraph."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from campaign.videos.models import Video
from common.words.text_lists import side_by_side
from guide.course_parts import END, ItemParts, LessonParts
from guide.models import CourseText, Tip
from guide.texts import clean_heading
from learning.courses.item_lines import cleaned


def reword(
    item: CourseText,
    parts: ItemParts,
    *,
    title: str,
    tip: Tip | None,
    author: User,
    base_version: int,
    summary: str = "",
    at: datetime | None = None,
) -> None:
    """Saves an item on top of `base_version`: its words, and its tip. It counts as compared with another tip, not with its own.

    Nothing is written where nothing changes. Raises StaleVersion, and ValidationError beside the field.
    """
    stored = cleaned(parts).to_json()
    is_same = (clean_heading(title), stored) == (item.title, item.item.to_json())
    is_same_tip = item.tip_id == (tip.pk if tip else None)
    if is_same and is_same_tip:
        return
    with transaction.atomic():
        if not is_same:
            item.record_revision(
                title=title, body="", author=author, base_version=base_version, summary=summary, at=at, parts=stored
            )
        if not is_same_tip:
            item.tip, item.tip_version = tip, tip.version if tip else 0
            CourseText.objects.filter(pk=item.pk).update(tip=tip, tip_version=item.tip_version)


def show_in_lesson(lesson: CourseText, parts: LessonParts, *, author: User, base_version: int) -> None:
    """Saves which tips and videos a lesson shows. Raises StaleVersion."""
    stored = parts.to_json()
    if stored != lesson.lesson.to_json():
        lesson.record_revision(body=lesson.body, author=author, base_version=base_version, parts=stored)


def parts_in_words(kind: str, stored: dict[str, Any] | None) -> str:
    """Returns what two versions may differ in besides their paragraphs: what is right, what follows, what is shown."""
    if kind == "course":
        return ""
    if kind == "lesson":
        return _shown_in_words(LessonParts.from_json(stored))
    parts = ItemParts.from_json(stored)
    if kind == "dialogue":
        return "\n".join(
            _reply_in_words(f"{number}.{place}", reply.is_right, reply.next_turn)
            for number, turn in enumerate(parts.turns, 1)
            for place, reply in enumerate(turn.replies, 1)
        )
    right = [str(number) for number, answer in enumerate(parts.answers, 1) if answer.is_right]
    return side_by_side(right) if kind in {"choice", "choices", "sort"} else ""


def _reply_in_words(mark: str, is_right: bool, next_turn: int) -> str:
    follows = _("Turn %(number)s") % {"number": next_turn} if next_turn != END else _("the dialogue ends")
    said = pgettext("reply", "right") if is_right else pgettext("reply", "wrong")
    return _("%(number)s: %(said)s") % {"number": mark, "said": side_by_side([said, follows])}


def _shown_in_words(parts: LessonParts) -> str:
    tips = dict(Tip.objects.filter(pk__in=parts.tips).values_list("pk", "title"))
    videos = dict(Video.objects.filter(pk__in=parts.videos).values_list("pk", "title"))
    titles = [tips.get(key, "") for key in parts.tips] + [videos.get(key, "") for key in parts.videos]
    return "\n".join(filter(None, titles))
