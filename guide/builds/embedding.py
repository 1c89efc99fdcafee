"""The lines of HTML by which other sites show the self-check of the edition that readers have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from common.markup.language import LANGUAGES
from common.words.language_names import native_name
from guide.builds.current import current_number
from guide.builds.disk import folder
from guide.editions.texts import EditionText
from guide.publication.self_check_document import EMBEDDED_PAGE, FORMER_NAMES

HEIGHT = 720


@dataclass(frozen=True)
class EmbeddingLine:
    """What somebody copies into a page of another site, and the language in which it is read there."""

    language: str
    html: str


def embedding_lines() -> list[EmbeddingLine]:
    """One for each language of the edition that readers have; none where it came out without a self-check."""
    number = current_number()
    if number is None:
        return []
    found = [code for code in LANGUAGES if has_self_check(number, code)]
    titles = _frozen_titles(number) if found else {}
    return [EmbeddingLine(native_name(code), _line(code, titles.get(code) or "")) for code in found]


def _frozen_titles(number: int) -> dict[str, str]:
    """The title of the self-check in each language, as readers have it."""
    texts = EditionText.objects.filter(edition__number=number).order_by()
    return dict(texts.values_list("language", "document__self_check__title__text"))


def _line(language: str, title: str) -> str:
    address = f"{settings.SITE_ADDRESS}{reverse('guide:self_check_embedded', args=[language])}"
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>', address, title, HEIGHT
    )


def has_self_check(number: int, language: str) -> bool:
    """Returns whether an edition that readers have comes with a self-check in this language. No query."""
    where = folder(number, language)
    return any(_is_there(where / name) for name in (EMBEDDED_PAGE, FORMER_NAMES[EMBEDDED_PAGE]))


def name_of(page: str, number: int | None, language: str) -> str:
    """Returns what a page of the self-check is called in the folder of an edition."""
    former = FORMER_NAMES[page]
    where = folder(number or 0, language)
    return former if _is_there(where / former) and not _is_there(where / page) else page


def _is_there(file: Path) -> bool:
    """An address may name a language that is longer than the name of a folder can be."""
    try:
        return file.is_file()
    except OSError:
        return False
