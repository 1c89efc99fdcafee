"""The models of the guide, each defined in the module of its noun."""

from guide.editions import Allotment, Edition, EditionFile
from guide.nominations import Nomination
from guide.sections import Section, SectionRevision
from guide.sources import Source
from guide.tips import Tip, TipRevision

__all__ = [
    "Allotment",
    "Edition",
    "EditionFile",
    "Nomination",
    "Section",
    "SectionRevision",
    "Source",
    "Tip",
    "TipRevision",
]
