"""The models of the guide, each defined in the module of its noun."""

from guide.candidates.models import Ballot, Candidate, Poll
from guide.candidates.nominations import Nomination
from guide.decisions.models import Answer, Decision, Matter, Reason
from guide.drift.models import Drift
from guide.editions import Allotment, Edition, EditionFile
from guide.reviewing.models import Consent, LinkCheck, Remark, ReviewLink, Step
from guide.sections import Section, SectionRevision
from guide.sources.models import Source, Tie
from guide.tips import Tip, TipRevision

__all__ = [
    "Allotment",
    "Answer",
    "Ballot",
    "Candidate",
    "Consent",
    "Decision",
    "Drift",
    "Edition",
    "EditionFile",
    "LinkCheck",
    "Matter",
    "Nomination",
    "Poll",
    "Reason",
    "Remark",
    "ReviewLink",
    "Section",
    "SectionRevision",
    "Source",
    "Step",
    "Tie",
    "Tip",
    "TipRevision",
]
