"""A server that has failed several times is left alone for a while.

Each process has a breaker of its own: the background worker alone asks, one process that lives for weeks. State that processes
share would be a table for the sake of a few questions more after a start.

Proposals of a machine in bulk: the worker puts them into the drafts of a language, text by text.

Only paragraphs that nobody has translated get one, and a text that is in review gets none.
"""

from __future__ import annotations

import json
import logging
import re
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.tasks import task
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from common.markup.inline_codes import Code, CodesBroken, placeholders, restored
from common.markup.language import primary
from common.markup.link_policy import BARE_ADDRESS, BARE_EMAIL
from common.markup.readability import parts_words, signs_in, words_in
from guide.builds.build import FILES
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.paragraph_pair import codes_of, is_too_long, is_too_short
from guide.translating.progress import TextProgress, TextState
from guide.translating.querysets import TargetsChanged, known_segments
from guide.translations.models import Translation
from guide.translations.originals import Original, Text, originals
from guide.translations.segments import Segment, source_segments
from guide.translations.staleness import SegmentState, compared

FAILURES = 3
REST_SECONDS = 600


class CircuitBreaker:
    """Counts failures one after the other. After a rest one question is asked; where it fails too, the rest begins anew."""

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        rest_seconds: float = REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._rest_seconds, self._clock = failures, rest_seconds, clock
        self._failures = 0
        self._rests_until = 0.0

    @property
    def is_open(self) -> bool:
        """Says that the server is not to be asked now."""
        return self._failures >= self._most and self._clock() < self._rests_until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        self._rests_until = self._clock() + self._rest_seconds


# Asks a server that speaks LibreTranslate's protocol for one text in another language.
#
# `POST /translate` with `{"q", "source", "target", "format": "text", "api_key"}` answers `{"translatedText": …}`. Nothing of an
# answer is believed before it was looked at, no redirect is followed, and no other host is asked.


LONGEST_TEXT = 5_000  # characters
LONGEST_ANSWER = 256 * 1024  # bytes
HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "User-Agent": "GuideProject-translation/1.0",
    "Connection": "close",
}


class NoTranslation(Exception):
    """The server cannot be reached, takes too long, or answers what is no translation. Its words are for the log."""


@dataclass(frozen=True, slots=True)
class TranslationServer:
    """Where the server is, the key that opens it, and how many seconds it may take for a text."""

    url: str
    key: str = field(default="", repr=False)
    seconds: float = 20

    def translate(self, text: str, source_language: str, target_language: str) -> str:
        """Sends one text. Returns its translation, in the server's words. Raises NoTranslation."""
        if len(text) > LONGEST_TEXT:
            raise NoTranslation("the text is too long")
        question = {"q": text, "source": source_language, "target": target_language, "format": "text"}
        if self.key:
            question["api_key"] = self.key
        try:
            return _translated_text(self._answer(json.dumps(question).encode()))
        except (OSError, HTTPException) as problem:
            raise NoTranslation(f"{type(problem).__name__}: {problem}") from None

    def _answer(self, question: bytes) -> bytes:
        parts = urlsplit(self.url)
        connection_class = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = connection_class(parts.hostname or "", parts.port, timeout=self.seconds)
        with _time_limit(connection, self.seconds):
            connection.request("POST", f"{parts.path.rstrip('/')}/translate", question, HEADERS)
            with connection.getresponse() as response:
                if response.status != 200:
                    raise NoTranslation(f"HTTP {response.status}")
                answer = response.read(LONGEST_ANSWER + 1)
        if len(answer) > LONGEST_ANSWER:
            raise NoTranslation("the answer is too long")
        return answer


@contextmanager
def _time_limit(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """Connects, and ends the connection in time: what sends a sign now and then never runs into the limit of a step."""
    connection.connect()
    timer = Timer(seconds, _cut, [connection.sock])  # the connection lets go of its socket before the answer is read
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it was closed meanwhile
        line.shutdown(socket.SHUT_RDWR)


def _translated_text(answer: bytes) -> str:
    try:
        values = json.loads(answer)
    except (ValueError, RecursionError):
        raise NoTranslation("the answer is no JSON") from None
    text = values.get("translatedText") if isinstance(values, dict) else None
    if not isinstance(text, str):
        raise NoTranslation("the answer holds no text")
    return text


# What a machine proposes for paragraphs, each looked at before anybody sees it: a doubtful one is dropped.


log = logging.getLogger(__name__)
FEWEST_WORDS, FEWEST_SIGNS = 3, 8
SECONDS_IN_ALL = 600
_PLACEHOLDER = re.compile(r"\{[0-9]{1,6}\}")
_ANSWERED_PLACEHOLDER = re.compile(r"[{｛]\s*(\d{1,6})\s*[}｝]")


class DropReason(models.TextChoices):
    """Why a paragraph has no proposal."""

    OFF = "off", _("No translation server is set.")
    SHORT = "short", _("It is too short: machines make nonsense of single words.")
    LONG = "long", _("It is too long for the translation server.")
    RESTING = "resting", _("The translation server has failed several times, and is left alone for some minutes.")
    FAILED = "failed", _("The translation server did not translate it.")
    LATE = "late", _("The time for this text was over.")
    BROKEN = "broken", _("Links, emphasis, pictures or mentions came back broken.")
    UNLIKELY = "unlikely", _("What came back is far too long, far too short, or the same words as the original.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A machine's translation of a paragraph, in Markdown, with every code of the original."""

    target: str


@dataclass(frozen=True, slots=True)
class Dropped:
    reason: DropReason


_breaker = CircuitBreaker()


def is_on() -> bool:
    """Says whether a machine may be asked."""
    return bool(settings.TRANSLATION_SERVER_URL)


def propose(sources: Sequence[str], source_language: str, target_language: str) -> list[Proposal | Dropped]:
    """Asks the translation server for each paragraph, which may take minutes. Returns as many answers, in their order."""
    if not is_on():
        return [Dropped(DropReason.OFF)] * len(sources)
    server = TranslationServer(
        settings.TRANSLATION_SERVER_URL, settings.TRANSLATION_SERVER_KEY, settings.TRANSLATION_SERVER_SECONDS
    )
    languages = primary(source_language), primary(target_language)
    return Proposer(server, languages, breaker=_breaker).propose(sources)


class Proposer:
    """Asks one server for one pair of languages."""

    def __init__(
        self,
        server: TranslationServer,
        languages: tuple[str, str],
        *,
        breaker: CircuitBreaker,
        seconds_in_all: float = SECONDS_IN_ALL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server, self._languages, self._breaker = server, languages, breaker
        self._seconds_in_all, self._clock = seconds_in_all, clock

    def propose(self, sources: Sequence[str]) -> list[Proposal | Dropped]:
        """Returns a proposal, or why there is none, for each paragraph."""
        end = self._clock() + self._seconds_in_all
        return [self._proposal(source) if self._clock() < end else Dropped(DropReason.LATE) for source in sources]

    def _proposal(self, source: str) -> Proposal | Dropped:
        question, codes = _question(source)
        if reason := self._why_not_ask(question):
            return Dropped(reason)
        try:
            answer = self._server.translate(question, *self._languages)
        except NoTranslation as problem:
            log.warning("The translation server did not translate a paragraph: %s", problem)
            self._breaker.failed()
            return Dropped(DropReason.FAILED)
        self._breaker.succeeded()
        answer = _ANSWERED_PLACEHOLDER.sub(lambda found: f"{{{int(found[1])}}}", markup.clean_text(answer).strip())
        try:
            target = restored(answer, codes)
        except CodesBroken:
            return Dropped(DropReason.BROKEN)
        if codes_of(target) != codes_of(source) or target.count("\n") != source.strip().count("\n"):
            return Dropped(DropReason.BROKEN)
        return Dropped(DropReason.UNLIKELY) if self._is_unlikely(question, answer) else Proposal(target)

    def _why_not_ask(self, question: str) -> DropReason | None:
        if not _has_enough_words(_words(question), self._languages[0]):
            return DropReason.SHORT
        if len(question) > LONGEST_TEXT:
            return DropReason.LONG
        return DropReason.RESTING if self._breaker.is_open else None

    def _is_unlikely(self, question: str, answer: str) -> bool:
        source, target = _words(question), _words(answer)
        is_same = source.casefold() == target.casefold()
        return is_same or is_too_long(source, target, self._languages) or is_too_short(source, target, self._languages)


def _question(source: str) -> tuple[str, list[Code]]:
    """What is sent: words with a number for each code, and for each address that stands there as it is."""
    question, codes = placeholders(source)

    def number(found: re.Match[str]) -> str:
        codes.append(Code(found[0], "literal"))
        return f"{{{len(codes)}}}"

    return BARE_EMAIL.sub(number, BARE_ADDRESS.sub(number, question)), codes


def _words(text: str) -> str:
    return " ".join(_PLACEHOLDER.sub(" ", text).split())


def _has_enough_words(words: str, language: str) -> bool:
    if parts_words(language):
        return len(words_in(words)) >= FEWEST_WORDS
    return signs_in(words) >= FEWEST_SIGNS


AFTER_EVERYTHING_ELSE = -50


def may_be_proposed(text: TextProgress) -> bool:
    """Says whether a machine can be asked for paragraphs of a text that nobody has translated."""
    return is_on() and text.state != TextState.REVIEW and bool(text.status.number_of(SegmentState.MISSING))


def request_proposals(texts: Sequence[TextProgress], *, by: User) -> int:
    """Has the worker ask a machine for what is missing of each text. Returns of how many texts something is."""
    wanted = [text for text in texts if may_be_proposed(text)]
    for text in wanted:
        propose_for_text.using(priority=AFTER_EVERYTHING_ELSE).enqueue(text.original.key, text.language, by.pk)
    return len(wanted)


@task(queue_name=FILES)
def propose_for_text(key: str, language: str, person_id: int) -> int:
    """Puts a machine's proposals into the draft of a text; done again, it asks for what is missing still. Returns how many."""
    person, original = User.objects.filter(pk=person_id).first(), _original(key)
    if original is None or person is None:
        return 0
    missing = _missing(original, _pending(original.text, language), language)
    answers = propose([one.source for one in missing], original.language, language)
    found = {one: answer.target for one, answer in zip(missing, answers, strict=True) if isinstance(answer, Proposal)}
    return _put_in(key, language, found, by=person) if found else 0


def _put_in(key: str, language: str, found: dict[Segment, str], *, by: User) -> int:
    """Minutes later: what somebody has translated or changed meanwhile is not touched."""
    with transaction.atomic():
        original = _original(key)
        if original is None:
            return 0
        pending = _pending(original.text, language, is_held=True)
        free = _missing(original, pending, language)
        segments = [replace(one, target=found[one], is_machine=True) for one in free if one in found]
        if not segments:
            return 0
        author = pending.by if pending else by
        try:
            PendingTranslation.objects.put_in(original.text, language=language, segments=segments, by=author)
        except TargetsChanged:  # somebody has just begun this text
            return 0
        TranslationStep.objects.note(original.text, TranslationStep.Act.PROPOSED, language=language, by=by)
    return len(segments)


def _original(key: str) -> Original | None:
    return next((one for one in originals() if one.key == key), None)


def _pending(text: Text, language: str, *, is_held: bool = False) -> PendingTranslation | None:
    rows = PendingTranslation.objects.of(text).in_language(language)
    return (rows.select_for_update() if is_held else rows).first()


def _missing(original: Original, pending: PendingTranslation | None, language: str) -> list[Segment]:
    if pending and pending.state == PendingTranslation.State.REVIEW:
        return []
    translation = Translation.objects.of(original.text).in_language(language).first()
    status = compared(source_segments(original), known_segments(pending, translation))
    return [one.segment for one in status.segments if one.state == SegmentState.MISSING]
