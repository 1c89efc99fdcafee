"""The editions of the guide: numbered, frozen when they are published, in one or several languages, each in many forms."""

from guide.editions.errata import Erratum
from guide.editions.errors import AlreadyPublished, FreePlaces, InProof, NothingToPublish, NotInProof, ProofChanged
from guide.editions.files import EditionFile
from guide.editions.models import Allotment, Edition, EditionText, Illustration
from guide.editions.querysets import IN_PREPARATION
from guide.editions.steps import EditionStep

__all__ = [
    "IN_PREPARATION",
    "Allotment",
    "AlreadyPublished",
    "Edition",
    "EditionFile",
    "EditionStep",
    "EditionText",
    "Erratum",
    "FreePlaces",
    "Illustration",
    "InProof",
    "NotInProof",
    "NothingToPublish",
    "ProofChanged",
]
