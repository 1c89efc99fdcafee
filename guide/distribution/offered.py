"""What an agency may fetch: for each language of an edition, its forms with the agency's code, made or not yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from common.words.language_names import name_of_language
from guide.distribution.channel_files import OF_AGENCY, ChannelFile
from guide.distribution.channels import Channel
from guide.editions import Edition, EditionFile


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
