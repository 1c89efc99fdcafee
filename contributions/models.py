"""The models of the wiki, each defined in the sub-package of its noun."""

from contributions.authorship.models import Authorship
from contributions.endorsements.models import Endorsement
from contributions.feeds.models import FeedToken
from contributions.hiding.models import RevisionHiding
from contributions.images.models import Attachment, AttachmentUse, Image, ImageUse
from contributions.mentions.models import Mention
from contributions.merging.models import Credit, PageMerge, PageSplit
from contributions.order.beginnings import Beginning
from contributions.order.log import LogEntry
from contributions.order.reviews import Review
from contributions.order.rolling_back.models import RollBack, Step
from contributions.order.throttle import Tally
from contributions.outlines.models import PageTemplate, PageTemplateRevision
from contributions.pages.models import Page, PageRevision
from contributions.pages.traces import Hiding, PageLink, Protection, Redirect
from contributions.passages.models import Passage
from contributions.people.models import Thanks
from contributions.questions.imports import QuestionImport
from contributions.questions.models import Question, QuestionAnswer, QuestionWord, QuestionWording, SameQuestion
from contributions.readings.models import PageReading, PageStanding
from contributions.reports.models import Report
from contributions.stamps.models import Stamp
from contributions.talk.models import Contribution, ContributionRevision, TakingUp
from contributions.watches.models import Watch

__all__ = [
    "Attachment",
    "AttachmentUse",
    "Authorship",
    "Beginning",
    "Contribution",
    "ContributionRevision",
    "Credit",
    "Endorsement",
    "FeedToken",
    "Hiding",
    "Image",
    "ImageUse",
    "LogEntry",
    "Mention",
    "Page",
    "PageLink",
    "PageMerge",
    "PageReading",
    "PageRevision",
    "PageSplit",
    "PageStanding",
    "PageTemplate",
    "PageTemplateRevision",
    "Passage",
    "Protection",
    "Question",
    "QuestionAnswer",
    "QuestionImport",
    "QuestionWord",
    "QuestionWording",
    "Redirect",
    "Report",
    "Review",
    "RevisionHiding",
    "RollBack",
    "SameQuestion",
    "Stamp",
    "Step",
    "TakingUp",
    "Tally",
    "Thanks",
    "Watch",
]
