"""The models of the wiki, each defined in the sub-package of its noun."""

from contributions.authorship import Authorship
from contributions.cache_versions.models import CacheVersion
from contributions.comments.kinds import Incorporation
from contributions.comments.models import Comment, CommentRevision
from contributions.contributors.models import Thanks
from contributions.endorsements import Endorsement
from contributions.feeds.models import FeedToken
from contributions.mentions import Mention
from contributions.moderation.first_contributions import FirstContribution, RateLimitCounter
from contributions.moderation.merging.models import Credit, PageMerge, PageSplit
from contributions.moderation.patrols import Patrol
from contributions.moderation.reports import Report
from contributions.moderation.rolling_back.models import RollBack, RollBackStep
from contributions.moderation_log import LogEntry
from contributions.page_templates import PageTemplate, PageTemplateRevision
from contributions.page_views import PageScore, PageView
from contributions.pages.models import Page, PageRevision
from contributions.pages.page_links import Hiding, PageLink, Protection, Redirect
from contributions.passages import Passage
from contributions.questions.imports import QuestionImport
from contributions.questions.models import Question, QuestionAnswer, QuestionWord, QuestionWording, SameQuestion
from contributions.revision_hiding import RevisionHiding
from contributions.uploads.models import Attachment, AttachmentUse, Image, ImageUse
from contributions.video_pages import VideoPage
from contributions.watches.models import Watch

__all__ = [
    "Attachment",
    "AttachmentUse",
    "Authorship",
    "CacheVersion",
    "Comment",
    "CommentRevision",
    "Credit",
    "Endorsement",
    "FeedToken",
    "FirstContribution",
    "Hiding",
    "Image",
    "ImageUse",
    "Incorporation",
    "LogEntry",
    "Mention",
    "Page",
    "PageLink",
    "PageMerge",
    "PageRevision",
    "PageScore",
    "PageSplit",
    "PageTemplate",
    "PageTemplateRevision",
    "PageView",
    "Passage",
    "Patrol",
    "Protection",
    "Question",
    "QuestionAnswer",
    "QuestionImport",
    "QuestionWord",
    "QuestionWording",
    "RateLimitCounter",
    "Redirect",
    "Report",
    "RevisionHiding",
    "RollBack",
    "RollBackStep",
    "SameQuestion",
    "Thanks",
    "VideoPage",
    "Watch",
]
