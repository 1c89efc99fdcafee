"""The models of the guide, each defined in the module of its noun."""

from guide.bibliography.models import Reference
from guide.candidates.evidence import Nomination
from guide.candidates.models import Candidate
from guide.candidates.polls import Ballot, Poll
from guide.course_texts import CourseText, CourseTextRevision
from guide.decisions.models import Decision, DecisionAnswer, Reason, Submission
from guide.distribution.channel_files import ChannelFile
from guide.distribution.channels import Agency, Channel
from guide.distribution.copies import Handout, Order, OrderStep, PrintRun
from guide.distribution.figures import CountedReader, DailyCount, DaySalt
from guide.drift.models import Drift
from guide.editions import Edition, EditionFile, EditionStep, EditionText, Erratum, Illustration
from guide.glossary.models import AvoidedForms
from guide.reviewing.models import Consent, LinkCheck, Remark, RemarkAnswer, ReviewLink, ReviewStep
from guide.sections import Section, SectionRevision
from guide.sources.models import Source, Tie
from guide.tips.models import Tip, TipRevision
from guide.translating.models import PendingTranslation, Suggestion, TranslationStep
from guide.translations.models import Translation

__all__ = [
    "Agency",
    "AvoidedForms",
    "Ballot",
    "Candidate",
    "Channel",
    "ChannelFile",
    "Consent",
    "CountedReader",
    "CourseText",
    "CourseTextRevision",
    "DailyCount",
    "DaySalt",
    "Decision",
    "DecisionAnswer",
    "Drift",
    "Edition",
    "EditionFile",
    "EditionStep",
    "EditionText",
    "Erratum",
    "Handout",
    "Illustration",
    "LinkCheck",
    "Nomination",
    "Order",
    "OrderStep",
    "PendingTranslation",
    "Poll",
    "PrintRun",
    "Reason",
    "Reference",
    "Remark",
    "RemarkAnswer",
    "ReviewLink",
    "ReviewStep",
    "Section",
    "SectionRevision",
    "Source",
    "Submission",
    "Suggestion",
    "Tie",
    "Tip",
    "TipRevision",
    "Translation",
    "TranslationStep",
]
