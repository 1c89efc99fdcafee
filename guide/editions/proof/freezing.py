"""What is frozen at proof: what the guide says in a language, and its pictures. What is written later waits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guide.editions.assembly import assemble
from guide.editions.picture_copies import store_copies
from guide.publication.document import Guide

if TYPE_CHECKING:
    from guide.editions.models import Edition


def frozen(edition: Edition, language: str) -> Guide:
    """A language as it stands now, with pictures of its own; without a number and a date, which it has once it is out."""
    guide = assemble(edition, language=language)
    return replace(guide, pictures=store_copies(guide.pictures))


def guide_to_be(edition: Edition, language: str = "") -> Guide:
    """What an edition that is not out would say: its proof where it is in proof, else what stands now."""
    language = language or edition.language
    if edition.is_in_proof and language in edition.documents:
        return edition.guide_in(language)
    return assemble(edition, language=language)
