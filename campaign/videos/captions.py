"""Captions and chapters in WebVTT: what is wrong with them, by line, and the cues of which a transcript is made.

The captions and chapters of a video: checked together, and saved where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import webvtt
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from webvtt.errors import MalformedCaptionError, MalformedFileError

from accounts.models import User
from common import markup

if TYPE_CHECKING:
    from campaign.videos.models import Video


LONGEST: Final = 100_000
LATE: Final = 0.5  # seconds by which the last words may outlast the pictures
GAP: Final = re.compile(r"[ \t\r\n]+")
"""What a line of a cue may end with; a no-break space belongs to its words."""
_JAPANESE: Final = "\u3001-\u9fff\uff00-\uff60"
_LINES: Final = re.compile(f"(?<=[{_JAPANESE}])[ \t\r]*\n[ \t]*(?=[{_JAPANESE}])")
"""Between two lines of Japanese stands nothing."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words between two moments, in seconds; `voice` is who says them, where the file tells."""

    start: float
    end: float
    text: str
    voice: str = ""

    @property
    def clock(self) -> str:
        """As the player shows it: 1:05."""
        minutes, seconds = divmod(int(self.start), 60)
        return f"{minutes}:{seconds:02d}"

    @property
    def jump(self) -> str:
        """Where it begins, as an address says it (Media Fragments)."""
        return f"t={self.jump_to}"

    @property
    def jump_to(self) -> str:
        """The second at which it begins, as scripts and addresses write numbers."""
        return f"{self.start:g}"

    @property
    def until(self) -> str:
        return f"{self.end:g}"


def clean(text: str) -> str:
    """As it is stored: one kind of line break, nothing before the first word, one break at the end."""
    text = markup.clean_text(text.replace("\r\n", "\n").replace("\r", "\n")).lstrip("\ufeff").strip("\n")
    return f"{text}\n" if text.strip() else ""


def cues_in(text: str) -> list[Cue]:
    """Returns the cues of a text that has been checked; none for one that cannot be read."""
    try:
        return _read(text)
    except (MalformedFileError, MalformedCaptionError):
        return []


def check(text: str, *, milliseconds: int) -> None:
    """Raises ValidationError, which names the line, for what players would leave out or show at the wrong time."""
    if len(text) > LONGEST:
        raise ValidationError(_("At most %(limit)s characters.") % {"limit": LONGEST}, code="too_long")
    if text.split(maxsplit=1)[:1] != ["WEBVTT"]:
        raise _at_line(1, _("Line %(line)s: the first line of the file has to be WEBVTT."))
    for number, block in _blocks(text):
        _check_block(number, block)
    cues = _read(text)
    if not cues:
        raise ValidationError(_("There are no words in this file."), code="empty")
    _check_times(text, cues, milliseconds / 1000)


def _read(text: str) -> list[Cue]:
    captions = webvtt.from_string(text, strict=True).captions
    return [
        Cue(_seconds(one.start), _seconds(one.end), GAP.sub(" ", _LINES.sub("", one.text)).strip(" "), one.voice or "")
        for one in captions
    ]


def _seconds(timestamp: str) -> float:
    hours, minutes, seconds = timestamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each block of lines after the first, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line:
            block.append(line)
        elif block:
            if number > len(block) + 1:
                yield number - len(block), block
            block = []


def _check_block(number: int, block: list[str]) -> None:
    """A cue by itself is read by the library, which does not say on which line something is wrong."""
    if block[0].startswith(("NOTE", "STYLE", "REGION")) and "-->" not in block[0]:
        return
    at = next((place for place, line in enumerate(block) if "-->" in line), None)
    if at is None:
        raise _at_line(number, _("Line %(line)s: no times stand here, such as 00:00:01.000 --> 00:00:04.000."))
    if at > 1 or any("-->" in line for line in block[at + 1 :]):
        raise _at_line(number, _("Line %(line)s: an empty line has to stand between two captions."))
    try:
        _read("\n".join(["WEBVTT", "", *block]))
    except (MalformedFileError, MalformedCaptionError):
        words = _("Line %(line)s: the times cannot be read. They look like 00:00:01.000 --> 00:00:04.000.")
        raise _at_line(number + at, words) from None
    if len(block) == at + 1:
        raise _at_line(number + at, _("Line %(line)s: no words stand under these times."))


def _check_times(text: str, cues: list[Cue], seconds: float) -> None:
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "-->" in line]
    for number, cue in zip(lines, cues, strict=False):
        if cue.end <= cue.start:
            raise _at_line(number, _("Line %(line)s: this ends before it begins."))
        if cue.end > seconds + LATE:
            words = _("Line %(line)s: this ends after the video, which lasts %(seconds)s seconds.")
            raise _at_line(number, words, seconds=number_format(round(seconds, 1)))
    for number, (earlier, later) in zip(lines[1:], pairwise(cues), strict=False):
        if later.start < earlier.end:
            raise _at_line(number, _("Line %(line)s: this begins before the words above it end."))


def _at_line(number: int, words: str, **values: str) -> ValidationError:
    return ValidationError(words % {"line": number, **values}, code="line")


type Tracks = Mapping[tuple[str, str], str]
"""The texts by kind and language; a text that is empty, or not there, is no track."""


def field_of(kind: str, language: str) -> str:
    """The name of its field in a form."""
    return f"{kind}_{language.replace('-', '_')}"


def check_tracks(tracks: Tracks, *, milliseconds: int) -> dict[tuple[str, str], str]:
    """Returns the texts as they are stored. Raises ValidationError with a sentence for each that will not do."""
    texts = {key: text for key, typed in tracks.items() if (text := clean(typed))}
    wrong: dict[str, ValidationError] = {}
    for key, text in texts.items():
        try:
            check(text, milliseconds=milliseconds)
        except ValidationError as refusal:
            wrong[field_of(*key)] = refusal
    if wrong:
        raise ValidationError(wrong)
    return texts


def save_tracks(video: Video, texts: Mapping[tuple[str, str], str], *, by: User | None) -> None:
    """Has the video these tracks and no others; each change is a version in the history of the track."""
    known = {(track.kind, track.language): track for track in video.tracks.all()}
    for key, track in known.items():
        track._history_user = by
        if key not in texts:
            track.delete()
        elif track.text != texts[key]:
            track.text = texts[key]
            track.save()
    for (kind, language), text in texts.items():
        if (kind, language) not in known:
            track = video.tracks.model(video=video, kind=kind, language=language, text=text)
            track._history_user = by
            track.save()
