"""The editions of the guide: numbered, frozen when they are published, in one or several languages, each in many forms.

`assembly` puts the working copies of a language together into a `publication.Guide`, with the cover, the imprint and
the bibliography. Taken to proof (`proof`), it is stored as JSON, a row for each language (`EditionText`), with
references to people instead of names, and the names beside it. Its pictures are copies of its own, named after their
content: no edition depends on what becomes of the wiki. What is learnt afterwards lies over the frozen text and never
in it: errata, names that were taken back, a withdrawal. See docs/topics/editions.md.
"""

from guide.editions.errata import Erratum
from guide.editions.errors import (
    AlreadyPublished,
    FreePlaces,
    InProof,
    LanguageNotAdded,
    NothingToPublish,
    NotInProof,
    ProofChanged,
)
from guide.editions.files import EditionFile
from guide.editions.models import Edition
from guide.editions.steps import EditionStep
from guide.editions.texts import EditionText, Illustration

__all__ = [
    "AlreadyPublished",
    "Edition",
    "EditionFile",
    "EditionStep",
    "EditionText",
    "Erratum",
    "FreePlaces",
    "Illustration",
    "InProof",
    "LanguageNotAdded",
    "NotInProof",
    "NothingToPublish",
    "ProofChanged",
]
