"""The editions of the guide: numbered, frozen when they are published, in one or several languages, each in many forms."""

from guide.editions.errata import Erratum
from guide.editions.errors import AlreadyPublished, FreePlaces, NothingToPublish
from guide.editions.files import EditionFile
from guide.editions.models import Allotment, Edition, EditionText, Illustration
from guide.editions.querysets import IN_PREPARATION

__all__ = [
    "IN_PREPARATION",
    "Allotment",
    "AlreadyPublished",
    "Edition",
    "EditionFile",
    "EditionText",
    "Erratum",
    "FreePlaces",
    "Illustration",
    "NothingToPublish",
]
