"""What organisers say about a video."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.models import Video
from campaign.videos.forms import VideoForm
from common.forms.fields import CleanCharField
from common.markup import one_line
from common.words.text_lists import side_by_side
from contributions.models import VideoPage
from contributions.pages.models import Page
from contributions.views.hiding.reason_form import ReasonForm
from contributions.views.questions.forms import PageField

MOST_PAGES = 20


class LeadToPageForm(forms.Form):
    """To which page a video leads."""

    page = PageField()


class VideoWithPagesForm(VideoForm):
    """A video with the pages to which it leads; the tips that rest on these follow."""

    pages = CleanCharField(
        label=_("Pages to which it leads"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The title of a page on each line. The tips that rest on these pages are named with them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.chosen: list[Page] = []
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("pages", self._titles_of(self.instance))

    def _titles_of(self, video: Video) -> str:
        return "\n".join(link.page.title for link in VideoPage.objects.in_sight().filter(video=video))

    def row_values(self, row: Any) -> Mapping[str, Any]:
        return dict(super().row_values(row)) | {"pages": self._titles_of(row)}

    def clean_pages(self) -> str:
        """Finds each page. Raises ValidationError with the titles that are none."""
        titles = [one_line(line) for line in str(self.cleaned_data["pages"]).splitlines() if line.strip()]
        if len(titles) > MOST_PAGES:
            raise forms.ValidationError(_("At most %(limit)s pages."), code="many", params={"limit": MOST_PAGES})
        found = {title: Page.objects.visible().with_title(title).first() for title in titles}
        if unknown := [title for title, page in found.items() if page is None]:
            words = _("No page has this title: %(titles)s. Copy the title from the page itself.")
            raise forms.ValidationError(words, code="none", params={"titles": side_by_side(unknown)})
        self.chosen = [page for page in found.values() if page is not None]
        return "\n".join(titles)

    def save_others(self, video: Video, *, by: User) -> None:
        for link in VideoPage.objects.in_sight().filter(video=video):
            if link.page not in self.chosen:
                VideoPage.objects.unlink(video, link.page)
        for page in self.chosen:
            VideoPage.objects.link(video, page, by=by)


class WithdrawVideoForm(ReasonForm):
    """Why a video is withdrawn."""

    who_reads = _("The editors read it; it stays beside the video until it is shown again.")
