"""Whom the counts count: the published rule, which `/statistics/` shows in its own words, and who a reader is.

No cookie is set for it, and no address is stored: see `counting`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.client_ip import Meta
from common.words.language_names import name_of_language
from guide.distribution.channel_files import OF_AGENCY, ChannelFile
from guide.distribution.channels import Channel
from guide.editions import Edition, EditionFile

# A program that has one of these in its name is no reader. They are matched anywhere in it, in whatever case.
ROBOT_WORDS: Final = (
    "archiv", "axios", "bot", "check", "cloud", "crawl", "curl", "embed", "facebookexternalhit", "feed", "fetch",
    "go-http", "headless", "http:", "httpclient", "https:", "java/", "libwww", "lighthouse", "monitor", "node",
    "okhttp", "perl", "phantom", "ping", "preview", "python", "ruby", "scan", "scrap", "slurp", "spider", "validat",
    "wget", "whatsapp",
)  # fmt: skip
ROBOT: Final = re.compile("|".join(map(re.escape, ROBOT_WORDS)), re.IGNORECASE)
LONGEST_NAME = 300  # of a program, as far as it is read


@dataclass(frozen=True, slots=True)
class Rule:
    sentences: tuple[str | Promise, ...]
    words: tuple[str, ...]


RULE: Final = Rule(
    sentences=(
        _("A reader is counted once a day for each edition, language, form and channel, however often they come."),
        _(
            "Readers are told apart by their network address and the name of their program, of which only a "
            "salted hash is kept; ten minutes after midnight it is thrown away, and the salt of the day with it."
        ),
        _("Anybody who opens a page or downloads a file from its beginning is counted, saved pages included."),
        _("A program without a name, or with one of the words below in its name, is not counted: it is a robot."),
        _("What a browser fetches in advance, for itself or to be read offline, is not counted."),
        _("What a cache between the reader and this site answers by itself cannot be counted."),
    ),
    words=ROBOT_WORDS,
)


def is_reader(meta: Meta) -> bool:
    """Whether a person asks, for herself and now, as far as her program says."""
    return (
        str(meta["REQUEST_METHOD"]) == "GET"
        and not is_robot(meta.get("HTTP_USER_AGENT", ""))
        and not _is_in_advance(meta)
    )


@lru_cache(maxsize=2_000)
def is_robot(program: str) -> bool:
    return not program.strip() or ROBOT.search(program[:LONGEST_NAME]) is not None


def _is_in_advance(meta: Meta) -> bool:
    purpose = str(meta.get("HTTP_SEC_PURPOSE") or meta.get("HTTP_PURPOSE") or meta.get("HTTP_X_MOZ"))
    return "prefetch" in purpose or "prerender" in purpose or "preview" in purpose


def is_for_a_script(meta: Meta) -> bool:
    """A page that no window is to show: the service worker takes it along, to be read offline."""
    shown_in, how = meta.get("HTTP_SEC_FETCH_DEST", "document"), meta.get("HTTP_SEC_FETCH_MODE", "navigate")
    return bool(shown_in != "document" and how != "navigate")


# What an agency may fetch: for each language of an edition, its forms with the agency's code, made or not yet.


@dataclass(frozen=True)
class OfferedFiles:
    language: str
    name: str
    files: list[ChannelFile]

    @property
    def is_waiting(self) -> bool:
        return any(file.is_waiting for file in self.files)

    @property
    def is_missing(self) -> bool:
        """Something of it was not asked for yet, or could not be made."""
        failed = any(file.state == EditionFile.State.FAILED for file in self.files)
        return failed or len(self.files) < len(OF_AGENCY)


def offered_to(channel: Channel, edition: Edition) -> list[OfferedFiles]:
    """The channel's own language first; two queries."""
    found: defaultdict[str, list[ChannelFile]] = defaultdict(list)
    for file in ChannelFile.objects.filter(channel=channel, edition=edition, form__in=OF_AGENCY):
        found[file.language].append(file)
    languages = sorted(edition.languages, key=lambda language: language != channel.language)
    return [OfferedFiles(language, name_of_language(language), _in_order(found[language])) for language in languages]


def _in_order(files: list[ChannelFile]) -> list[ChannelFile]:
    return sorted(files, key=lambda file: OF_AGENCY.index(file.form))
