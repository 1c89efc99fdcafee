"""The self-check of the guide in its four languages, from content/self-check.toml."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import Any

from accounts.models import User
from demo.content import FOLDER
from demo.first_edition import LANGUAGES, TRANSLATED
from demo.setting_up import LANGUAGE
from demo.stage import Stage
from guide.models import Section, Tip, Translation
from guide.self_check_parts import CheckQuestion, SelfCheckParts

WRITTEN = timedelta(days=54, hours=11)


def write_self_check(stage: Stage) -> None:
    """For the first edition, with its translations."""
    content = tomllib.loads((FOLDER / "self-check.toml").read_text(encoding="utf-8"))
    editor, translator = (User.objects.get(username=name) for name in ("editor", "translator"))
    section = Section.objects.self_check(at=stage.at(WRITTEN))
    title = content["title"]
    section.revise_self_check(
        _parts(content, LANGUAGE), title=title[LANGUAGE], author=editor, base_version=1, at=stage.at(WRITTEN)
    )
    for language in LANGUAGES:
        Translation.objects.record(
            section,
            language=language,
            title=title[language],
            body=_parts(content, language).as_markdown(),
            source_version=section.version,
            by=translator,
            approved_by=editor,
            at=stage.at(TRANSLATED),
        )


def _parts(content: dict[str, Any], language: str) -> SelfCheckParts:
    tips = {tip.number: tip for tip in Tip.objects.placed()}
    questions = (
        CheckQuestion(
            row[language][0],
            row["safe"] == "yes",
            row[language][1],
            tuple(row["kinds"]),
            tips[row["tip"]].pk,
            tips[row["tip"]].version,
        )
        for row in content["question"]
    )
    return SelfCheckParts(tuple(kind[language] for kind in content["kind"]), tuple(questions))
