"""The guide in further languages: read from content/translations, recorded as a translator would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from accounts.models import User
from demo.blocks import ContentFault, parts_of
from demo.content import FOLDER, SectionContent, read_openings, read_section
from demo.pictures.placement import illustrated, shown_in
from demo.stage import Stage
from demo.tip_content import TipContent, read_tip
from guide.models import Edition, Translation
from guide.models import Section as SectionOfGuide
from guide.translations.one_text import Text
from guide.translations.originals import of_theme
from guide.translations.segments import source_segments

LANGUAGES = ("en", "it", "ja")
TRANSLATED = timedelta(days=56, hours=9)
EACH = timedelta(minutes=4)
QUESTION = re.compile(r"^## (\d+)\. (.*)\n+short title: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class TranslatedQuestion:
    question: str
    short_title: str
    opening: str
    introduction: str
    starters: str
    sentence: str

    @property
    def targets(self) -> tuple[str, ...]:
        """Its own words, then what the site says beside it."""
        starters = (line.removeprefix("- ") for line in self.starters.splitlines())
        return self.question, self.short_title, self.introduction, *starters, self.sentence


@dataclass(frozen=True)
class TranslatedContent:
    """All that the guide says in a language."""

    title: str
    subtitle: str
    summary: str
    tips: tuple[TipContent, ...]
    sections: tuple[SectionContent, ...]
    questions: dict[int, TranslatedQuestion]


def read_language(language: str) -> TranslatedContent:
    """Raises ContentFault."""
    folder = FOLDER / "translations" / language
    head, summary, _blocks = parts_of(folder / "cover.md")
    try:
        return TranslatedContent(
            head["title"],
            head["subtitle"],
            summary,
            tuple(read_tip(path) for path in sorted((folder / "tips").glob("*.md"))),
            tuple(read_section(path) for path in sorted((folder / "sections").glob("*.md"))),
            read_questions(folder / "themes.md"),
        )
    except KeyError:
        raise ContentFault(f"{language}/cover.md: a cover has a title and a subtitle") from None


def read_questions(path: Path) -> dict[int, TranslatedQuestion]:
    said = read_openings(path)
    return {
        int(number): TranslatedQuestion(question.strip(), short_title.strip(), *said[int(number)])
        for number, question, short_title in QUESTION.findall(path.read_text(encoding="utf-8"))
    }


def translate(edition: Edition, stage: Stage) -> None:
    """Every text, and the words of the cover, of each language in which edition 1 comes out."""
    by, editor = User.objects.get(username="translator"), User.objects.get(username="editor")
    sections = {(section.kind, section.position): section for section in SectionOfGuide.objects.in_order()}
    for place, language in enumerate(LANGUAGES):
        said = read_language(language)
        edition.speak(language)
        cover = {"title": said.title, "subtitle": said.subtitle, "summary": said.summary}
        edition.word_cover_in(language, **cover, pictures=shown_in(language, stage))
        at = stage.at(TRANSLATED + timedelta(hours=3 * place))
        for number, (text, words) in enumerate(_texts(said, language, sections, stage)):
            version = getattr(text, "version", 0)
            Translation.objects.record(
                text,
                language=language,
                source_version=version,
                by=by,
                approved_by=editor,
                at=at + number * EACH,
                **cast("Any", words),
            )


def _texts(
    said: TranslatedContent, language: str, sections: dict[tuple[str, int], SectionOfGuide], stage: Stage
) -> Iterator[tuple[Text, dict[str, Any]]]:
    for tip in said.tips:
        original = stage.tips[tip.number]
        original.refresh_from_db()
        by, at = stage.editors[0], stage.at(TRANSLATED)  # what was sent when the tip was written is not sent again
        body = illustrated(tip.text, f"tip {tip.number}", stage, by=by, at=at, language=language)
        yield original, {"title": tip.title, "body": body, "quote": tip.quote}
    for section in said.sections:
        yield sections[section.kind, section.position], {"title": section.title, "body": section.text}
    for number, words in said.questions.items():
        theme = stage.themes[number]
        paragraphs = zip(source_segments(of_theme(theme)), words.targets, strict=True)
        known = [replace(one, target=target) for one, target in paragraphs]
        yield theme, {"title": words.question, "short_title": words.short_title, "segments": known}
        yield sections["opening", number], {"title": words.short_title, "body": words.opening}
