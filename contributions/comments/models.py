"""A contribution: what somebody says in a few sentences, by itself; and its being taken up into a page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from campaign.calendar import rights
from campaign.models import Video
from common import markup
from common.forms.fields import refusal
from contributions import mentions
from contributions.cached_urls import cached_reverse
from contributions.comments import kinds
from contributions.comments.kinds import (
    LONGEST,
    CommentKind,
    Incorporation,
    NotTheAuthor,
    TooLong,
    VideoWithdrawn,
    as_typed,
)
from contributions.comments.moderated_comment import ModeratedComment
from contributions.comments.querysets import THREAD, CommentQuerySet
from contributions.history_models import RevisionDetails, Revisions, UntitledRevision
from contributions.pages import page_links
from contributions.pages.models import Page
from contributions.pages.moderated_page import PageHidden
from contributions.revisions import RevisionMetadata, SaveResult
from themes.models import Theme


class Comment(ModeratedComment):
    """A few sentences under a question, a page, or another contribution. Its author alone changes or withdraws it."""

    title = cast(Any, UntitledRevision.title)  # it has none of its own: the column of Revisioned is left out

    kind = models.CharField(_("kind"), max_length=10, choices=CommentKind.choices)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("campaign question")
    )
    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("page")
    )
    video = models.ForeignKey(
        Video, on_delete=models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("video")
    )
    reply_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("answers")
    )
    passage = models.ForeignKey(
        "contributions.Passage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("passage"),
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("author"))
    excerpt = models.CharField(_("excerpt"), max_length=400, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    creation_token = models.UUIDField(null=True, editable=False)
    # Of what opens a thread: when somebody last spoke in it.
    active_at = models.DateTimeField(_("last answered"), default=timezone.now, editable=False)
    is_folded = models.BooleanField(
        default=False, editable=False, help_text="An answer that is shown when it is asked for."
    )

    objects = CommentQuerySet.as_manager()
    history = Revisions(
        "CommentRevision",
        base=UntitledRevision,  # type: ignore[type-abstract]
        excluded=[
            "body_html",
            "kind",
            "theme",
            "page",
            "video",
            "reply_to",
            "passage",
            "author",
            "excerpt",
            "created_at",
            "creation_token",
            "withdrawn_at",
            "is_hidden",
            "hidden_reason",
            "active_at",
            "resolved_at",
            "resolved_by",
            "is_folded",
            "modified_at",
        ],
        indexes=[models.Index(fields=["history_user", "-history_date"], name="comment_revisions_of_a_person")],
    )

    if TYPE_CHECKING:
        shown_answers: list[Comment]  # what a list puts there: see threads
        shown_incorporations: list[Incorporation]
        folded_count: int
        later_url: str
        theme_id: int
        page_id: int | None
        video_id: int | None
        reply_to_id: int | None
        author_id: int
        passage_id: int | None

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "creation_token"], name="a_form_says_one_thing"),
            models.CheckConstraint(condition=Q(kind__in=CommentKind.values), name="a_comment_is_of_a_kind"),
            models.CheckConstraint(
                condition=~Q(kind=CommentKind.ANSWER) | Q(reply_to__isnull=False), name="an_answer_answers_something"
            ),
            models.CheckConstraint(condition=Q(page=None) | Q(video=None), name="a_comment_stands_in_one_place"),
            models.CheckConstraint(
                condition=Q(passage=None) | Q(page__isnull=False), name="a_passage_stands_in_the_page_talked_about"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, reply_to=None),
                name="a_thread_is_settled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["theme", "-created_at", "-id"],
                condition=Q(page=None, video=None),
                name="comments_under_a_theme",
            ),
            models.Index(
                fields=["theme"],
                condition=Q(page=None, video=None, withdrawn_at=None, is_hidden=False),
                name="standing_under_a_theme",
            ),
            models.Index(fields=["page", "-created_at"], name="comments_about_a_page"),
            models.Index(fields=["author", "-created_at"], name="comments_by_a_person"),
            models.Index(fields=["-created_at", "-id"], name="comments_newest_first"),
            models.Index(fields=["theme", "-created_at", "-id"], name="comments_of_a_theme_newest"),
            models.Index(
                fields=["theme", "-active_at"],
                condition=Q(page=None, video=None, reply_to=None),
                name="threads_under_a_theme",
            ),
            models.Index(
                fields=["video", "-active_at"],
                condition=Q(video__isnull=False, reply_to=None),
                name="threads_about_a_video",
            ),
            models.Index(fields=["page", "-active_at"], condition=Q(reply_to=None), name="threads_about_a_page"),
            # A thread as a list shows it: what opens it, and the answers that are not folded.
            models.Index(THREAD, condition=Q(is_folded=False), name="threads_as_shown"),
            models.Index(
                fields=["reply_to", "-created_at"],
                condition=Q(withdrawn_at=None, is_hidden=False),
                name="answers_that_stand",
            ),
            # So few that what waits to be looked at is compared with them, not with all comments.
            models.Index(fields=["id"], condition=Q(withdrawn_at__isnull=False), name="withdrawn_comments"),
        ]

    def __str__(self) -> str:
        return self.excerpt[:80]

    def get_absolute_url(self) -> str:
        return self._address

    @cached_property
    def _address(self) -> str:  # a comment in a list is drawn with a dozen addresses that begin with it
        return cached_reverse("contributions:comment", self.pk)

    def changes_url(self, older: int, newer: int) -> str:
        return f"{self.screen_url('diff')}?older={older}&newer={newer}"

    @property
    def anchor(self) -> str:
        """What it is called on the screen that it stands on."""
        return f"comment-{self.pk}"

    @property
    def place(self) -> Page | Video | Theme:
        """Where it stands: under its page, its video, or the question itself."""
        return self.page or self.video or self.theme

    @property
    def place_title(self) -> str:
        """What a line about it calls its place."""
        place = self.page or self.video
        return place.title if place else self.theme.short_title

    @property
    def place_words(self) -> str:
        """As `place_title`, with the whole question."""
        place = self.page or self.video
        return place.title if place else self.theme.question

    @property
    def place_url(self) -> str:
        return f"{self.place.get_absolute_url()}#{self.anchor}"

    @property
    def is_place_hidden(self) -> bool:
        """Whether editors alone see the page or the video under which it stands."""
        return bool((self.page and self.page.is_hidden) or (self.video and self.video.is_withdrawn))

    @property
    def fold_query(self) -> str:
        """Where the answers end that are folded, for the address that shows some of them."""
        first = self.shown_answers[0] if self.shown_answers else None
        return urlencode({"before": f"{first.created_at.isoformat()}~1~{first.pk}"}) if first else ""

    def take_place(
        self, *, theme: Theme, page: Page | None, video: Video | None, passage: Any, reply_to: Comment | None
    ) -> None:
        """Where it is said. Answers stand one step below what opened the talk, and in its place, whatever they name."""
        if reply_to is not None:
            first = reply_to.reply_to or reply_to
            theme, page, video, reply_to, passage = first.theme, first.page, first.video, first, None
        self.theme, self.page, self.video, self.reply_to, self.passage = theme, page, video, reply_to, passage

    def take_text(self, body: str, *, by: User | None) -> None:
        """Puts a text and what is rendered from it on this object, unsaved; raises ValidationError."""
        body = body.strip()
        if not body:
            raise ValidationError({"body": _("Write a few words first.")}, code="empty")
        if len(body) > LONGEST:
            raise ValidationError({"body": TooLong(len(body))})
        try:
            rendered = self.render_text(body, by=by)
        except markup.RenderRefused as refused:
            raise ValidationError({"body": refusal(refused)}) from None
        self.body, self.body_html, self.excerpt = body, rendered.html, rendered.excerpt[:400]

    def rendered_from(self, body: str, *, by: access.Person | None = None) -> dict[str, Any]:
        """Several of them stand on one screen: each has its own ids."""
        prefix = f"comment-{self.created_at:%y%m%d%H%M%S%f}-"
        people, links = mentions.resolve(body), page_links.resolve(body, self.theme)
        more = {"text": as_typed(body), "links": links, "people": people, "prefix": prefix}
        return super().rendered_from(body, by=by) | more

    def _record(self, title: str, body: str, base_version: int, entry: RevisionMetadata, **changes: Any) -> None:
        if entry.author is None or entry.author.pk != self.author_id:
            raise NotTheAuthor
        rights.check("comment", entry.at)
        if self.page_id and Page.objects.filter(pk=self.page_id, is_hidden=True).exists():
            raise PageHidden
        if self.video_id and not Video.objects.visible().filter(pk=self.video_id).exists():
            raise VideoWithdrawn
        fresh = Comment(pk=self.pk, theme=self.theme, created_at=self.created_at)
        fresh.take_text(mentions.as_stored(markup.clean_text(body)), by=entry.author)
        text = {name: getattr(fresh, name) for name in ("body", "body_html", "excerpt")}
        self._append(text | changes, base_version, entry)

    def revise_text(
        self, *, body: str, author: User, base_version: int, kind: str = "", at: datetime | None = None
    ) -> SaveResult:
        """Corrects it, and perhaps what kind of thing it is; otherwise as `revise`. Raises NotTheAuthor."""
        if author.pk != self.author_id:
            raise NotTheAuthor
        if kind:
            self._check_kind(kind)
        title = str(self.title)
        outcome = self.revise(title=title, body=body.strip(), author=author, base_version=base_version, at=at)
        if kind and kind != self.kind:  # no new version: no word of it changes
            Comment.objects.filter(pk=self.pk).update(kind=kind)
            self.kind = kind
        return outcome

    def _check_kind(self, kind: str) -> None:
        if kind not in CommentKind.values or (kind == CommentKind.ANSWER and self.reply_to_id is None):
            raise ValidationError({"kind": _("Choose what this is.")}, code="kind")

    def incorporate(self, *, page: Page, by: User, at: datetime | None = None) -> Incorporation:
        """Puts its words into a page; a second time leads to the first. See contributions.comments.kinds."""
        return kinds.incorporate(self, page=page, by=by, at=at)

    def open_page(self, *, title: str, by: User, at: datetime | None = None) -> Incorporation:
        """Opens a page under the same question that begins with its words."""
        return kinds.open_page(self, title=title, by=by, at=at)


if TYPE_CHECKING:

    class CommentRevision(RevisionDetails):
        objects: Any

else:
    CommentRevision = Comment.history.model
