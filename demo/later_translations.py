"""What has become of the translations since the first edition came out: read from content/translations/later.toml."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from demo.blocks import changed, moment
from demo.content import FOLDER
from demo.stage import Stage
from guide.models import PendingTranslation, Section, Translation
from guide.translating import review, suggestions
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from guide.translations.staleness import SegmentState, compared

LANGUAGES = ("en", "it", "ja")
AN_HOUR_LATER = timedelta(hours=1)


def go_on_translating(stage: Stage) -> None:
    """Sections that changed since; their translations brought up to date, in review, sent back, or left as they were."""
    content = tomllib.loads((FOLDER / "translations" / "later.toml").read_text(encoding="utf-8"))
    sections = {section.key: section for section in Section.objects.in_order()}
    editor, translator = (User.objects.get(username=name) for name in ("editor", "translator"))
    for change in content["change"]:
        section, at = sections[change["section"]], stage.at(moment(change["when"]))
        body = changed(section.body, [(change["old"], change["new"])])
        section.record_revision(
            body=body, author=editor, base_version=section.version, summary=change["summary"], at=at
        )
        for language in LANGUAGES:
            if language in change:
                translate_again(section, language, change[language], translator, editor, at=at + AN_HOUR_LATER)
    suggest(content["suggestion"], stage)
    remark = content["remark"]
    text, by = stage.tips[remark["tip"]], User.objects.get(username=remark["by"])
    suggestions.remark_on_original(text, by=by, note=remark["note"], at=stage.at(moment(remark["when"])))


def translate_again(
    section: Section, language: str, words: dict[str, Any], translator: User, editor: User, *, at: datetime
) -> None:
    """The paragraph that changed, as far as it has come: approved unless the content says otherwise."""
    known = Translation.objects.of(section).get(language=language).paragraphs
    status = compared(source_segments(original_of(section)), known)
    (outdated,) = (one.segment for one in status.segments if one.state == SegmentState.OUTDATED)
    done = replace(outdated, target=changed(outdated.target, [(words["old"], words["new"])]))
    pending = PendingTranslation.objects.put_in(section, language=language, segments=[done], by=translator, at=at)
    state, note, seen = words.get("state", "approved"), words.get("note", ""), pending.version
    said = note if state == "review" else ""
    review.ask_for_review(pending, by=translator, seen=seen, note=said, at=at)
    if state == "approved":
        review.approve(pending, by=editor, seen=seen, at=at + AN_HOUR_LATER)
    elif state == "sent_back":
        review.send_back(pending, by=editor, seen=seen, note=note, at=at + AN_HOUR_LATER)


def suggest(words: dict[str, Any], stage: Stage) -> None:
    tip, language = stage.tips[words["tip"]], words["language"]
    paragraphs = Translation.objects.of(tip).get(language=language).paragraphs
    segment = next(one for one in paragraphs if words["old"] in one.target)
    wording = changed(segment.target, [(words["old"], words["new"])])
    by = User.objects.get(username=words["by"])
    suggestions.suggest(
        tip, language=language, segment=segment, wording=wording, by=by, at=stage.at(moment(words["when"]))
    )
