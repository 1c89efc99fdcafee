"""A question that somebody asks, in one line; its other askers, its wordings, and the pages that answer it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import is_editor
from accounts.models import User
from campaign.calendar import rights
from campaign.models import RoomQuestion, TrainingSession, Video
from contributions import concealment
from contributions.cached_urls import cached_reverse
from contributions.comments.models import Comment
from contributions.events import EventKind, emit
from contributions.history_models import Act
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages import related_rows
from contributions.pages.models import Page
from contributions.questions import grouping
from contributions.questions.errors import LONGEST, NotYours, OwnQuestion, QuestionHidden
from contributions.questions.grouping import QuestionAnswer, QuestionOrigin, QuestionWord, QuestionWording, SameQuestion
from contributions.questions.querysets import QuestionQuerySet, checked_text
from contributions.revision_hiding import Hideable
from themes.models import Theme


class Question(Hideable):
    """One line. Questions that ask the same stand in one group: one of them is `first`, the others are its duplicates.

    `asked_count` and `answer_count` are stored for the whole group on its first: see grouping.recount.
    """

    text = models.CharField(_("question"), max_length=LONGEST)
    text_key = models.CharField(max_length=grouping.KEY_LENGTH, editable=False)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="questions", verbose_name=_("campaign question")
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=QuestionOrigin.choices, default=QuestionOrigin.EMPLOYEE
    )
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("asked by")
    )
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    video = models.ForeignKey(
        Video,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("asked under the video"),
    )
    comment = models.OneToOneField(
        Comment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="question",
        verbose_name=_("made of a contribution"),
    )
    session = models.ForeignKey(
        TrainingSession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("training session"),
    )
    room_question = models.OneToOneField(
        RoomQuestion,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="question",
        verbose_name=_("asked in the room of a session"),
    )
    room_votes = models.PositiveIntegerField(_("others in the room who asked it"), default=0, editable=False)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("same as")
    )
    came_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    creation_token = models.UUIDField(null=True, editable=False)
    asked_count = models.PositiveIntegerField(_("people who ask it"), default=1, editable=False)
    answer_count = models.PositiveIntegerField(_("pages that answer it"), default=0, editable=False)
    answers: models.ManyToManyField[Page, QuestionAnswer] = models.ManyToManyField(
        Page, through="contributions.QuestionAnswer", related_name="questions", verbose_name=_("answered by")
    )

    objects = QuestionQuerySet.as_manager()

    if TYPE_CHECKING:
        theme_id: int
        asked_by_id: int | None
        video_id: int | None
        comment_id: int | None
        session_id: int | None
        room_question_id: int | None
        duplicate_of_id: int | None
        came_with_id: int | None
        is_mine: bool  # what a list puts there: see querysets.for_lists
        is_also_mine: bool
        shown_answers: list[Page]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__in=QuestionOrigin.values), name="a_question_comes_from_somewhere_known"
            ),
            models.CheckConstraint(condition=~Q(duplicate_of=F("id")), name="a_question_is_no_duplicate_of_itself"),
            models.UniqueConstraint(fields=["entered_by", "creation_token"], name="a_form_asks_one_question"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], condition=Q(duplicate_of=None), name="questions_newest_first"),
            models.Index(
                fields=["theme", "-created_at", "-id"], condition=Q(duplicate_of=None), name="questions_of_a_theme"
            ),
            models.Index(
                fields=["origin", "-created_at", "-id"], condition=Q(duplicate_of=None), name="questions_of_an_origin"
            ),
            models.Index(fields=["-asked_count", "-id"], condition=Q(duplicate_of=None), name="questions_most_asked"),
            models.Index(
                fields=["theme", "-asked_count", "-id"], condition=Q(duplicate_of=None), name="most_asked_of_a_theme"
            ),
            models.Index(
                fields=["-asked_count", "-id"],
                condition=Q(duplicate_of=None, answer_count=0, is_hidden=False),
                name="questions_to_answer",
            ),
            models.Index(
                fields=["theme", "-asked_count", "-id"],
                condition=Q(duplicate_of=None, answer_count=0, is_hidden=False),
                name="questions_to_answer_of_a_theme",
            ),
            models.Index(
                fields=["video", "-asked_count", "-id"],
                condition=Q(video__isnull=False),
                name="questions_under_a_video",
            ),
            models.Index(fields=["text_key"], name="questions_by_their_words"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return cached_reverse("contributions:question", self.pk)

    def screen_url(self, name: str) -> str:
        return cached_reverse(f"contributions:question_{name}", self.pk)

    @property
    def is_asked_beforehand(self) -> bool:
        """Whether it was asked for its session before that began, and not in it."""
        return self.session is not None and self.created_at < self.session.starts_at

    @property
    def first(self) -> Question:
        """The question under which its group stands; itself, mostly."""
        return self.duplicate_of or self

    def answer_with(self, page: Page, *, by: User, at: datetime | None = None) -> QuestionAnswer:
        """Says that a page answers it: once a page, however often it is said. Raises QuestionHidden, ValidationError."""
        with transaction.atomic():
            # The page first, as a merge holds it before the questions that it answers.
            key = related_rows.held_places([page.pk]).get(page.pk, page.pk)
            return self._answer_with(key, by=by, at=at)

    def _answer_with(self, page: int, *, by: User, at: datetime | None) -> QuestionAnswer:
        with grouping.held(self) as first:
            if not Page.objects.filter(pk=page, is_hidden=False).exists():
                raise ValidationError({"page": _("This page is no longer there to read.")}, code="hidden")
            known = QuestionAnswer.objects.filter(question__in=first.group_keys, page=page).first()
            if known:
                return known
            answer = QuestionAnswer.objects.create(question_id=first.pk, page_id=page, by=by, at=at or timezone.now())
            first.recount()
            emit(self.first, EventKind.ANSWERED, by=by, at=at)
        return answer

    def take_back_answer(self, page: Page, *, by: User) -> None:
        """The page does not answer it after all: for who said so, and for editors. Raises NotYours."""
        with grouping.held(self, even_hidden=True) as first:
            rows = QuestionAnswer.objects.filter(question__in=first.group_keys, page=page)
            if not is_editor(by) and rows.exclude(by=by).exists():
                raise NotYours
            if rows.delete()[0]:
                first.recount()
                emit(self.first, Act.EDITED, by=by)

    def also_ask(self, *, by: User, at: datetime | None = None) -> None:
        """Somebody has the same question: she counts once. Raises OwnQuestion, QuestionHidden, RightClosed."""
        rights.check("ask", at)
        with grouping.held(self) as first:
            if Question.objects.filter(pk__in=first.group_keys, asked_by=by).exists():
                raise OwnQuestion
            if not SameQuestion.objects.filter(question__in=first.group_keys, person=by).exists():
                SameQuestion.objects.create(question_id=first.pk, person=by, at=at or timezone.now())
                first.recount()

    def no_longer_ask(self, *, by: User) -> None:
        """Taking back what was never said is no error. Raises RightClosed."""
        rights.check("ask")
        with grouping.held(self, even_hidden=True) as first:
            if SameQuestion.objects.filter(question__in=first.group_keys, person=by).delete()[0]:
                first.recount()

    def join(self, other: Question, *, by: User, at: datetime | None = None) -> None:
        """Makes it a duplicate of `other`, with whatever is its duplicate: their askers and answers are counted together.

        `part` undoes it. Raises ValidationError where they are one group already, NotYours for others than editors.
        """
        if not is_editor(by):
            raise NotYours
        grouping.join(self, other, by=by, at=at)
        self.refresh_from_db(fields=["duplicate_of"])

    def part(self, *, by: User) -> None:
        """It asks something else after all: it stands for itself again, with what had come along with it."""
        if not is_editor(by):
            raise NotYours
        grouping.part(self, by=by)
        self.refresh_from_db(fields=["duplicate_of"])

    def reword(self, *, text: str, theme: Theme, origin: str, by: User, at: datetime | None = None) -> None:
        """An editor puts it more clearly, or in its place; what it was is stored. Raises NotYours, NotAsked."""
        if not is_editor(by):
            raise NotYours
        before = (self.text, self.theme, self.origin)
        after = (checked_text(text), theme, origin)
        if after == before:
            return
        with transaction.atomic():
            QuestionWording.objects.create(
                question=self, text=self.text, theme=self.theme, origin=self.origin, by=by, at=at or timezone.now()
            )
            self.text, self.theme, self.origin = after
            self.text_key = grouping.key_of(self.text)
            self.clean_fields(exclude=["asked_by", "comment", "text_key"])
            self.save(update_fields=["text", "text_key", "theme", "origin"])
            QuestionWord.objects.filter(question=self).delete()
            QuestionWord.objects.index([self])
            emit(self, Act.EDITED, by=by, at=at)

    def put_in_session(self, session: TrainingSession | None, *, by: User, at: datetime | None = None) -> None:
        """An editor says for which session it was asked, or in which; None for none. One taken over from a room stays there.

        Raises NotYours.
        """
        if not is_editor(by):
            raise NotYours
        if self.room_question_id is not None or session == self.session:
            return
        with transaction.atomic():
            self.session = session
            self.save(update_fields=["session"])
            emit(self, Act.EDITED, by=by, at=at)

    def hide(self, *, reason: str, by: User, at: datetime | None = None) -> None:
        """Hides it from everybody but the editors, with a reason that they see; `show` takes it back.

        Raises NotYours, ValidationError.
        """
        if not is_editor(by):
            raise NotYours
        if not (reason := " ".join(reason.split())):
            raise ValidationError({"reason": _("Say why the question is hidden.")}, code="empty")
        with transaction.atomic():
            moment = at or timezone.now()
            values = self.as_hidden(reason=reason, by=by, at=moment)
            if not Question.objects.filter(pk=self.pk, is_hidden=False).update(**values):
                raise ValidationError(_("The question is hidden already."), code="hidden")
            LogEntry.objects.note(act=LogAction.HIDE_QUESTION, by=by, reason=reason, at=moment, question=self)
            self._recount_group()
            concealment.conceal(self)
            emit(self, EventKind.HIDDEN, by=by, at=at)
        self.is_hidden = True

    def show(self, *, by: User, at: datetime | None = None) -> None:
        """Showing what is not hidden is no error. Raises NotYours."""
        if not is_editor(by):
            raise NotYours
        with transaction.atomic():
            if Question.objects.filter(pk=self.pk, is_hidden=True).update(**self.as_shown()):
                LogEntry.objects.note(act=LogAction.SHOW_QUESTION, by=by, at=at, question=self)
                self._recount_group()
                concealment.reveal(self)
                emit(self, EventKind.SHOWN, by=by, at=at)
        self.is_hidden = False

    def _recount_group(self) -> None:
        """A hidden duplicate does not count in its group."""
        with grouping.held(self, even_hidden=True) as first:
            first.recount()


__all__ = [
    "Question",
    "QuestionAnswer",
    "QuestionHidden",
    "QuestionOrigin",
    "QuestionWord",
    "QuestionWording",
    "SameQuestion",
]
