"""The screen of a video: what is said and asked under it, and the pages and tips to which it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, organisers_only, readers_only
from accounts.models import User
from campaign.calendar.rights import rights_of
from campaign.models import Video, VideoTrack
from campaign.videos.forms import VideoForm
from campaign.videos.resolvers import video_at
from campaign.videos.track_languages import (
    chapters_for_reader,
    language_for_reader,
    languages_of,
    put_missing_captions,
)
from common.forms.fields import CleanCharField, add_error
from common.markup import one_line
from common.paging import parse_int
from common.words.language_names import native_name
from common.words.text_lists import side_by_side
from contributions import video_pages
from contributions.models import Question, VideoPage
from contributions.pages.models import Page
from contributions.views.comments.discussion_threads import discussion_of
from contributions.views.comments.forms import Box, box_of_video
from contributions.views.hiding import ReasonForm, ask_reason
from contributions.views.questions.forms import PageField
from drafts import autosave

# What organisers say about a video.


MOST_PAGES = 20


class LeadToPageForm(forms.Form):
    """To which page a video leads."""

    page = PageField()


class VideoWithPagesForm(VideoForm):
    """A video with the pages to which it leads; the tips that rest on these follow."""

    pages = CleanCharField(
        label=gettext_lazy("Pages to which it leads"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "The title of a page on each line. The tips that rest on these pages are named with them."
        ),
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
            raise forms.ValidationError(
                gettext_lazy("At most %(limit)s pages."), code="many", params={"limit": MOST_PAGES}
            )
        found = {title: Page.objects.visible().with_title(title).first() for title in titles}
        if unknown := [title for title, page in found.items() if page is None]:
            words = gettext_lazy("No page has this title: %(titles)s. Copy the title from the page itself.")
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

    who_reads = gettext_lazy("The editors read it; it stays beside the video until it is shown again.")


# Watching a video, with its transcript, the discussion and the questions under it, and what to read next.


QUESTIONS = 8
TITLES = 50


@dataclass(frozen=True, slots=True)
class TrackElement:
    """A <track> of the player."""

    kind: str
    language: str
    label: str
    url: str
    is_default: bool


@readers_only
def video(request: HttpRequest, pk: int) -> HttpResponse:
    return show_video(request, video_at(pk, request.user))


def show_video(
    request: HttpRequest,
    video: Video,
    *,
    box: Box | None = None,
    form: LeadToPageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The screen of a video; `box` or `form` comes back with what was typed. `captions` asks for a language of captions."""
    is_open = rights_of(request).comment and bool(video.film) and not video.is_withdrawn
    if box is None and is_open and access.is_contributor(request.user):
        box = box_of_video(request, video)
    language = language_for_reader(video, request.GET.get("captions", ""))
    context = {
        "video": video,
        "language": language,
        "languages": [(code, native_name(code)) for code in languages_of(video)],
        "tracks": tracks_of(video, language),
        "cues": video.cues_by_track.get((VideoTrack.Kind.CAPTIONS, language), []),
        "chapters": chapters_for_reader(video, language),
        "chapters_language": language,
        "pages": [link.page for link in VideoPage.objects.in_sight().filter(video=video)],
        "questions": _questions_under(video, request),
        "discussion": discussion_of(video, request.user, request.GET),
        "box": box,
        "sent_id": parse_int(request.GET.get("sent", "")) or 0,
    }
    if access.is_organiser(request.user):
        context |= _for_organisers(video, form)
    return render(request, "contributions/videos/video.html", context, status=status)


def tracks_of(video: Video, language: str) -> list[TrackElement]:
    """Captions and chapters in every language, of which the player lets her choose; those in `language` are shown at first."""
    return [
        TrackElement(
            track.kind,
            track.language,
            native_name(track.language),
            f"{track.get_absolute_url()}?v={track.digest}",
            track.kind == VideoTrack.Kind.CAPTIONS and track.language == language,
        )
        for track in video.tracks.all()
    ]


def _questions_under(video: Video, request: HttpRequest) -> list[Question]:
    rows = Question.objects.visible_to(request.user).asked_under(video)
    return list(rows.select_related("theme")[:QUESTIONS])


def _for_organisers(video: Video, form: LeadToPageForm | None) -> dict[str, object]:
    put_missing_captions([video])
    titles = Page.objects.visible().for_theme(video.theme).recently_changed().values_list("title", flat=True)
    return {
        "may_organise": True,
        "form": form or LeadToPageForm(),
        "pages_key": f"video:{video.pk}:pages",
        "titles": list(titles[:TITLES]),
    }


# What organisers do about a video: the pages to which it leads; taking it out of sight, and showing it again.


NOT_SAVED = 422


@require_POST
@organisers_only
def video_page_add(request: HttpRequest, pk: int) -> HttpResponse:
    """“This video leads to that page”: by the page's title."""
    video, form = video_at(pk, request.user), LeadToPageForm(request.POST)
    if form.is_valid():
        try:
            VideoPage.objects.link(video, form.cleaned_data["page"], by=actor(request))
        except ValidationError as refusal:
            add_error(form, refusal, field="page")
    if form.errors:
        return show_video(request, video, form=form, status=NOT_SAVED)
    autosave.sent(request)
    messages.success(request, _("The video leads to this page."))
    return redirect(video)


@require_POST
@organisers_only
def video_page_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """The video does not lead to the page `page` (a key) any more."""
    video, key = video_at(pk, request.user), parse_int(request.POST.get("page", "")) or 0
    page = Page.objects.visible_to(request.user).narrow().filter(pk=key).first()
    if page is not None:
        VideoPage.objects.unlink(video, page)
    return redirect(video)


@organisers_only
def video_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    video = video_at(pk, request.user)
    return ask_reason(
        request,
        WithdrawVideoForm,
        lambda form: video_pages.withdraw(video, reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"video:{video.pk}:withdraw",
        template="contributions/videos/withdraw.html",
        context={"video": video},
        success=_("The video is withdrawn. You can show it again at any time."),
        back=video.get_absolute_url(),
    )


@require_POST
@organisers_only
def video_show(request: HttpRequest, pk: int) -> HttpResponse:
    video = video_at(pk, request.user)
    video_pages.show(video, by=actor(request))
    messages.success(request, _("Everybody can watch it again."))
    return redirect(video)
