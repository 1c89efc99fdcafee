"""Why a candidate cannot be chosen or a vote not counted, worded for the editor."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.site_settings.current import first_language_words
from common import markup
from common.database.constraints import exactly_one_of
from common.html import escaped, sentence
from common.words.text_lists import quoted
from contributions.models import Comment, Page, PageRevision, Passage
from contributions.passages import opening_of
from guide.candidates.evidence import evidence_of
from guide.places import places_in_preparation
from guide.tips.models import Tip
from themes.models import Theme


class ClosedMeanwhile(ValidationError):
    """Somebody has decided about the candidate first; nothing was written."""

    def __init__(self, candidate: Candidate) -> None:
        candidate.refresh_from_db()
        person = candidate.ended_by
        name = person.public_name if person else _("Somebody")
        words = gettext("%(person)s has just decided about “%(title)s”. Nothing was changed.")
        super().__init__(sentence(words, person=name, title=candidate.title_html), code="ended")


class BeingVotedOn(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("The editors are voting on it: close the vote first."), code="voting")


class NotInThisTheme(ValidationError):
    def __init__(self, number: int) -> None:
        words = _("Place %(number)s belongs to another question.")
        super().__init__({"place": ValidationError(words, code="place", params={"number": number})})


class PollClosed(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("The vote is closed: your ranking was not counted."), code="closed")


# The words in which candidates are asked for, and the verb that begins them.


type Shortlisted = Page | Passage | Comment
HEAVY = ("body", "body_html", "contents")


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def shortlist(
        self, what: Shortlisted, *, by: User, note: str = "", place: int | None = None, at: datetime | None = None
    ) -> Candidate:
        """Puts a page, a passage or a contribution on the shortlist of its question; what stands there already is given back.

        Raises ValidationError for what readers no longer see, NotInThisTheme for a place of another question.
        """
        theme = _in_sight(what)
        if place is not None and place not in places_in_preparation().row_of(theme).numbers:
            raise NotInThisTheme(place)
        values = {
            "theme": theme,
            "note": " ".join(markup.clean_text(note).split())[:300],
            "place": place,
            "shortlisted_by": by,
        }
        values["shortlisted_at"] = at or timezone.now()
        return self.get_or_create(**_columns(what), ended_at=None, defaults=values)[0]

    def open(self) -> CandidateQuerySet:
        return self.filter(ended_at=None)

    def ended(self) -> CandidateQuerySet:
        return self.exclude(ended_at=None)

    def for_theme(self, theme: Theme) -> CandidateQuerySet:
        """Those that are open go with their text where it is moved; what was decided stays where it was decided."""
        now = Q(page__theme=theme) | Q(comment__theme=theme)
        return self.filter(Q(ended_at=None) & now | Q(ended_at__isnull=False, theme=theme))

    def about(self, text: Page | Comment) -> CandidateQuerySet:
        """Of a page, its passages and what was merged into it too."""
        if isinstance(text, Comment):
            return self.filter(comment=text)
        return self.filter(Q(page=text) | Q(page__merged_into=text) | Q(passage__page=text))

    def with_texts(self) -> CandidateQuerySet:
        """With all that a line about a candidate names, in one query and without texts."""
        pages = ("page", "page__merged_into", "passage__page", "comment__page")
        rows = self.select_related(
            *(f"{page}__theme" for page in pages),
            "theme",
            "comment__author",
            "comment__theme",
            "shortlisted_by",
            "ended_by",
            "tip__theme",
        )
        hidden = PageRevision.objects.filter(
            id=OuterRef("passage__page"), version=OuterRef("passage__page_version"), is_text_hidden=True
        )
        heavy = [f"{page}__{name}" for page in pages for name in HEAVY]
        rows = rows.annotate(words_are_hidden=Exists(hidden))  # type: ignore[no-redef]  # the model says what stands there
        return rows.defer(*heavy, "comment__body", "comment__body_html", "tip__body", "tip__body_html")


def _columns(what: Shortlisted) -> dict[str, object]:
    if isinstance(what, Comment):
        return {"page": None, "passage": None, "comment": what}
    if isinstance(what, Passage):
        return {"page": what.page, "passage": what, "comment": None}
    return {"page": what, "passage": None, "comment": None}


def _in_sight(what: Shortlisted) -> Theme:
    """The question of what readers see; raises ValidationError for what they do not."""
    if isinstance(what, Comment):
        is_there = what.is_standing and not (what.page and what.page.is_hidden)
    else:
        page = what.page if isinstance(what, Passage) else what
        is_there = not page.is_hidden and not page.is_merged and not (isinstance(what, Passage) and what.is_gone)
    if not is_there:
        raise ValidationError(_("This text is no longer there to read: it cannot be shortlisted."), code="hidden")
    return what.page.theme if isinstance(what, Passage) else what.theme


# What competes for the places of a theme.


class Candidate(models.Model):
    """A page, a passage of it, or a contribution that an editor shortlisted for a place of its theme.

    `evidence` is what spoke for it (endorsements, readers, nuances, nominations) at the moment in which it took a place, or
    was dropped: frozen, whatever is counted later.
    """

    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="candidates", verbose_name=_("campaign question")
    )
    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("passage")
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contribution")
    )
    place = models.PositiveSmallIntegerField(_("for the place"), null=True, blank=True)
    note = models.CharField(_("why"), max_length=300, blank=True)
    shortlisted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("shortlisted by")
    )
    shortlisted_at = models.DateTimeField(_("shortlisted"), default=timezone.now)
    tip = models.ForeignKey(
        Tip,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name=_("became the tip"),
    )
    dropped_why = models.CharField(_("why it was dropped"), max_length=300, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    ended_at = models.DateTimeField(_("decided"), null=True, blank=True)
    evidence: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        _("evidence, as it was then"), null=True, blank=True, editable=False
    )

    objects = CandidateQuerySet.as_manager()

    words_are_hidden: bool = False  # `with_texts` says so, where editors have hidden the version in which it was chosen

    if TYPE_CHECKING:
        polls: Any
        theme_id: int
        page_id: int | None
        passage_id: int | None
        comment_id: int | None
        tip_id: int | None

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["shortlisted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one_of("page", "comment") & (Q(passage=None) | Q(page__isnull=False)),
                name="a_candidate_is_one_text",
            ),
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(passage=None, ended_at=None, page__isnull=False),
                name="a_page_is_shortlisted_once",
            ),
            models.UniqueConstraint(
                fields=["passage"], condition=Q(ended_at=None), name="a_passage_is_shortlisted_once"
            ),
            models.UniqueConstraint(
                fields=["comment"], condition=Q(ended_at=None), name="a_comment_is_shortlisted_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, evidence__isnull=True, tip=None, dropped_why="")
                | Q(ended_at__isnull=False, ended_by__isnull=False, evidence__isnull=False),
                name="a_candidate_ends_with_its_evidence",
            ),
        ]

    def __str__(self) -> str:
        return str(self.passage or self.page or self.comment)

    def get_absolute_url(self) -> str:
        return str((self.passage or self.text).get_absolute_url())

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def has_place(self) -> bool:
        """Whether it took a place, and its tip has not given it up since."""
        return self.tip is not None and self.tip.number is not None

    @property
    def page_now(self) -> Page | None:
        """Where the words are now: the page, or the one that it was merged into; None for a contribution."""
        if self.passage is not None:
            return self.passage.page
        return self.page and (self.page.merged_into or self.page)

    @property
    def text(self) -> Page | Comment:
        found = self.page_now or self.comment
        assert found is not None  # noqa: S101 - the database holds it
        return found

    @property
    def title(self) -> str:
        """A contribution has none of its own: its first words, unless its author withdrew them."""
        page = self.page_now
        if self.is_withdrawn:
            return str(_("a contribution that its author withdrew"))
        return page.title if page else str(self.comment)

    @property
    def title_html(self) -> str:
        """The same, where words of the campaign say their language."""
        return self.title if self.is_withdrawn else first_language_words(self.title)

    @property
    def words(self) -> str:
        """What it says: the passage, else how the text begins. Words that were hidden or withdrawn since are not shown."""
        if self.passage is not None:
            return self.passage.words_now_as_shown if self.words_are_hidden else self.passage.exact_as_shown
        return "" if self.is_withdrawn else self.text.excerpt

    @property
    def label(self) -> str:
        """What it is called where several stand side by side: a passage by its first words."""
        if not self.is_in_sight:
            return str(_("a text that is no longer there to read"))
        if self.passage is None:
            return self.title
        return quoted(opening_of(self.words))

    @property
    def label_html(self) -> str:
        """The same, where words of the campaign say their language."""
        if not self.is_in_sight:
            return self.label
        if self.passage is None:
            return self.title_html
        return SafeString(escaped(first_language_words(quoted(opening_of(self.words)))))

    @property
    def is_withdrawn(self) -> bool:
        return self.comment is not None and self.comment.withdrawn_at is not None

    @property
    def is_in_sight(self) -> bool:
        """Whether readers may still read it."""
        page = self.page_now or (self.comment and self.comment.page)
        if page is not None and page.is_hidden:
            return False
        return self.comment is None or self.comment.is_standing

    def drop(self, *, by: User, why: str, at: datetime | None = None) -> None:
        """It is no longer a candidate; why is read by everybody. Raises ClosedMeanwhile, BeingVotedOn, ValidationError."""
        why = " ".join(why.split())
        if not why:
            raise ValidationError({"why": _("Say why: everybody can read it.")}, code="empty")
        if self.polls.filter(closed_at=None).exists():
            raise BeingVotedOn
        values = {"ended_by": by, "ended_at": at or timezone.now(), "dropped_why": why[:300]}
        if not self.end(evidence=evidence_of([self])[self.pk], theme=self.text.theme_id, **values):
            raise ClosedMeanwhile(self)
        self.refresh_from_db()

    def end(self, **values: Any) -> bool:
        """Writes how it ended, if nobody has decided about it yet; returns whether it did."""
        return bool(Candidate.objects.open().filter(pk=self.pk).update(**values))
