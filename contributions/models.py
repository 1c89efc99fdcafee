"""The models of the wiki, each defined in the sub-package of its noun."""

from contributions.endorsements.models import Endorsement
from contributions.images.models import Attachment, AttachmentUse, Image, ImageUse
from contributions.outlines.models import PageTemplate, PageTemplateRevision
from contributions.pages.models import Page, PageRevision
from contributions.pages.traces import Hiding, PageLink, Redirect
from contributions.passages.models import Passage
from contributions.talk.models import Contribution, ContributionRevision, TakingUp

__all__ = [
    "Attachment",
    "AttachmentUse",
    "Contribution",
    "ContributionRevision",
    "Endorsement",
    "Hiding",
    "Image",
    "ImageUse",
    "Page",
    "PageLink",
    "PageRevision",
    "PageTemplate",
    "PageTemplateRevision",
    "Passage",
    "Redirect",
    "TakingUp",
]
