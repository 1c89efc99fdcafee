"""The words in which questions are asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts import access
from accounts.models import User
from campaign.calendar import rights
from campaign.models import TrainingSession, Video
from common.markup import one_line
from contributions.comments.models import Comment
from contributions.events import emit
from contributions.history_models import Act
from contributions.pages.models import Page
from contributions.questions import errors, grouping
from contributions.questions.grouping import QuestionAnswer, QuestionWord, SameQuestion
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.questions.models import Question

CANDIDATES = 60
SIMILAR = 5
ASKED_BY_ANYBODY = ("employee", "session")
SESSION_TEXTS = ("session__description", "session__description_html")


def checked_text(text: str) -> str:
    """The question on one line, as it will be stored; raises NotAsked."""
    text = one_line(text)
    if not grouping.key_of(text):
        raise errors.empty()
    if len(text) > errors.LONGEST:
        raise errors.too_long(len(text))
    return text


class QuestionQuerySet(models.QuerySet["Question"]):
    def standing(self) -> QuestionQuerySet:
        """Not hidden, and not in a group whose first question is."""
        return self.filter(Q(duplicate_of=None) | Q(duplicate_of__is_hidden=False), is_hidden=False)

    def visible_to(self, reader: access.Person) -> QuestionQuerySet:
        """Editors also see hidden questions."""
        return self.visible_to_readers(are_editors=access.is_editor(reader))

    def visible_to_readers(self, *, are_editors: bool) -> QuestionQuerySet:
        return self if are_editors else self.standing()

    def firsts(self) -> QuestionQuerySet:
        """One question a group."""
        return self.filter(duplicate_of=None)

    def unanswered(self) -> QuestionQuerySet:
        """The firsts that no page answers that everybody may read."""
        return self.firsts().filter(answer_count=0, is_hidden=False)

    def answered(self) -> QuestionQuerySet:
        return self.firsts().filter(answer_count__gt=0)

    def for_theme(self, theme: Theme) -> QuestionQuerySet:
        return self.filter(theme=theme)

    def of_session(self, session: TrainingSession) -> QuestionQuerySet:
        """Asked for a session or in it; of a group, each that was."""
        return self.filter(session=session)

    def asked_in(self, session: TrainingSession) -> QuestionQuerySet:
        """The firsts of the groups of which a question was asked for a session or in it."""
        return self._firsts_of(self.model.objects.of_session(session))

    def asked_under(self, video: Video) -> QuestionQuerySet:
        """The firsts of the groups of which a question was asked under a video, the most asked first."""
        return self._firsts_of(self.model.objects.filter(video=video)).most_asked_first()

    def _firsts_of(self, rows: QuestionQuerySet) -> QuestionQuerySet:
        asked = rows.standing().order_by()
        return self.filter(pk__in=asked.annotate(first_pk=Coalesce("duplicate_of", "pk")).values("first_pk"))

    def newest_first(self) -> QuestionQuerySet:
        return self.order_by("-created_at", "-pk")

    def most_asked_first(self) -> QuestionQuerySet:
        return self.order_by("-asked_count", "-pk")

    def older_than(self, moment: datetime, pk: int) -> QuestionQuerySet:
        """What follows that question in the order of `newest_first`."""
        return self.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk))

    def less_asked_than(self, count: int, pk: int) -> QuestionQuerySet:
        """What follows that question in the order of `most_asked_first`."""
        return self.filter(Q(asked_count__lt=count) | Q(asked_count=count, pk__lt=pk))

    def answered_by(self, page: Page) -> QuestionQuerySet:
        """The firsts of the groups that a page answers, the most asked first."""
        rows = QuestionAnswer.objects.filter(page=page).order_by()
        firsts = rows.annotate(first=Coalesce("question__duplicate_of", "question")).values("first")
        return self.filter(pk__in=firsts).most_asked_first()

    def for_lists(self, reader: access.Person) -> QuestionQuerySet:
        """With everybody whom a list names; each says in `is_mine` and `is_also_mine` whether the reader asked it."""
        no: Any = Value(False, output_field=BooleanField())
        asked = same = no
        if isinstance(reader, User):
            duplicates = self.model.objects.filter(duplicate_of=OuterRef("pk"), asked_by=reader.pk).order_by()
            asked = ExpressionWrapper(Q(asked_by=reader.pk) | Exists(duplicates), output_field=BooleanField())
            hers = SameQuestion.objects.filter(person=reader.pk).order_by()
            same = Exists(hers.filter(question=OuterRef("pk"))) | Exists(
                hers.filter(question__duplicate_of=OuterRef("pk"))
            )
        rows = self.select_related("theme", "asked_by", "session", "video").defer(*SESSION_TEXTS)
        return rows.annotate(is_mine=asked, is_also_mine=same)  # type: ignore[no-redef]  # the model says what stands there

    def similar_to(self, text: str, *, at_most: int = SIMILAR, at_least: float = grouping.ALIKE) -> list[Question]:
        """Standing questions that ask nearly the same, the likest first; of a group, its first. Two queries."""
        key, words = grouping.key_of(text), grouping.words_of(text)
        if not words:
            return []
        standing = self.model.objects.standing()
        shared = standing.filter(words__word__in=words).order_by().values("pk").annotate(n=Count("words"))
        best = [row["pk"] for row in shared.order_by("-n", "-pk")[:CANDIDATES]]
        rows = standing.filter(pk__in=best).select_related(
            "theme", "asked_by", "duplicate_of__theme", "duplicate_of__asked_by"
        )
        scored = [(grouping.similarity(key, row.text_key), row) for row in rows]
        alike = sorted((one for one in scored if one[0] >= at_least), key=lambda one: (-one[0], -one[1].pk))
        return list({row.first.pk: row.first for _score, row in alike}.values())[:at_most]

    def ask(
        self,
        *,
        text: str,
        theme: Theme,
        by: User,
        origin: str = "employee",
        comment: Comment | None = None,
        session: TrainingSession | None = None,
        video: Video | None = None,
        token: UUID | None = None,
        at: datetime | None = None,
    ) -> Question:
        """Asks a question; the second use of one `token`, or of one contribution, returns the question of the first.

        What customers, an audit or an agency asked only editors enter, and nobody is named as its asker; of a question
        that is made of a contribution its author is. Raises NotAsked, NotYours, RightClosed.
        """
        if first := self._asked_before(by, comment, token):
            return first
        rights.check("ask", at)
        question = self.prepared(text=text, theme=theme, by=by, origin=origin, comment=comment, video=video, at=at)
        question.session = session
        question.creation_token = token
        try:
            with transaction.atomic():
                question.save(force_insert=True)
                self.index([question])
                emit(question, Act.WRITTEN, by=by, at=at)
        except IntegrityError:
            if first := self._asked_before(by, comment, token):
                return first
            raise
        return question

    def prepared(
        self,
        *,
        text: str,
        theme: Theme,
        by: User,
        origin: str = "employee",
        comment: Comment | None = None,
        video: Video | None = None,
        is_imported: bool = False,
        at: datetime | None = None,
    ) -> Question:
        """A question that may be asked, unsaved; nobody is named as the asker of an imported one. Raises NotAsked, NotYours."""
        text = checked_text(text)
        if comment is not None and comment.author_id != by.pk and not access.is_editor(by):
            raise errors.NotYours
        is_anybodys = origin in ASKED_BY_ANYBODY
        if not is_anybodys and not access.is_editor(by):
            raise errors.only_editors()
        asker = comment.author if comment else by if is_anybodys and not is_imported else None
        moment = at or timezone.now()
        question = self.model(
            text=text,
            theme=theme,
            origin=origin,
            asked_by=asker,
            entered_by=by,
            comment=comment,
            video=comment.video if comment else video,
            created_at=moment,
        )
        question.text_key = grouping.key_of(text)
        question.clean_fields(exclude=["theme", "asked_by", "entered_by", "comment", "video", "text_key"])
        return question

    def index(self, questions: list[Question]) -> None:
        """Writes down the words by which new questions are found."""
        QuestionWord.objects.index(questions)

    def _asked_before(self, by: User, comment: Comment | None, token: UUID | None) -> Question | None:
        same = Q(pk__in=[])
        if token:
            same |= Q(entered_by=by, creation_token=token)
        if comment:
            same |= Q(comment=comment)
        return self.filter(same).first() if token or comment else None
