"""What a machine proposes for paragraphs, each looked at before anybody sees it: a doubtful one is dropped."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common import markup
from common.markup.inline_codes import Code, CodesBroken, placeholders, restored
from common.markup.language import primary
from common.markup.link_policy import BARE_ADDRESS, BARE_EMAIL
from common.markup.readability import parts_words, signs_in, words_in
from guide.translating.lengths import is_too_long, is_too_short
from guide.translating.machine.circuit_breaker import CircuitBreaker
from guide.translating.machine.libretranslate import LONGEST_TEXT, NoTranslation, TranslationServer
from guide.translating.paragraph_pair import codes_of

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
    UNLIKELY = "unlikely", _("What came back is far too long, far too short, or no other words than the original.")


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
