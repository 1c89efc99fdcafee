"""Taking a contribution up into a page: its words become a revision of the page, which credits whoever said them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import markup
from accounts.models import User
from contributions.history import Act
from contributions.mentions.keeping import came_with_words
from contributions.pages.models import Page
from contributions.revisions import ATTEMPTS, StaleVersion
from contributions.talk.errors import NotStanding
from contributions.talk.lines import as_typed
from notifications.kinds import Kind
from notifications.models import Notification

if TYPE_CHECKING:
    from contributions.passages.models import Passage
    from contributions.talk.models import Contribution, TakingUp

BLOCKS = re.compile(r"^(?:[^\S\n]*+\S.*(?:\n|\Z))+", re.MULTILINE)


def take_up(said: Contribution, *, page: Page, by: User, at: datetime | None = None) -> TakingUp:
    """Appends the words of `said` to `page`, behind its passage if it is about one; its author is told the wording.

    What others save meanwhile is kept: the place is looked for again in the newest text. The second time, or the
    second of two people, gets the first taking up. Raises ValidationError: NotStanding, WritingClosed, PageHidden.
    """
    moment = at or timezone.now()
    for _attempt in range(ATTEMPTS):
        page.refresh_from_db()  # before looking: who takes it up after this makes the version stale
        if (first := said.takings_up.filter(Q(page=page) | Q(page__merged_into=page)).first()) is not None:
            return first
        said.refresh_from_db()
        if not said.is_standing:
            raise NotStanding
        try:
            taking = _append(said, page, by, moment)
        except StaleVersion:
            continue
        _tell_author(taking)
        return taking
    raise ValidationError(_("Many people are saving this page at once. Try again in a moment."))


def _append(said: Contribution, page: Page, by: User, moment: datetime) -> TakingUp:
    model = apps.get_model("contributions", "TakingUp")
    taking: TakingUp = model(contribution=said, page=page, version=page.version + 1, taken_by=by, taken_at=moment)
    page.record_revision(
        body=placed(page.body, said),
        author=by,
        base_version=page.version,
        act=Act.TAKEN_UP,
        words_of=said.author,
        alongside=taking.save,
        at=moment,
    )
    return taking


def open_page(said: Contribution, *, title: str, by: User, at: datetime | None = None) -> TakingUp:
    """Opens a page with the words of `said`, whose author is credited and told. Raises ValidationError as `Page.write`."""
    moment = at or timezone.now()
    if not said.is_standing:
        raise NotStanding
    model = apps.get_model("contributions", "TakingUp")
    takings: list[TakingUp] = []

    def keep(page: Page) -> None:
        takings.append(model.objects.create(contribution=said, page=page, version=1, taken_by=by, taken_at=moment))
        came_with_words(page)

    Page.objects.write(
        theme=said.theme,
        title=title,
        body=as_typed(said.body),
        author=by,
        words_of=said.author,
        alongside=keep,
        at=moment,
    )
    _tell_author(takings[-1])
    return takings[-1]


def placed(text: str, said: Contribution) -> str:
    """The text of a page with the words of `said` in a paragraph of their own: behind its passage, else at the end."""
    end = _end_of_passage(text, said.passage) if said.passage is not None else len(text)
    before, after = text[:end].rstrip("\n"), text[end:].strip("\n")
    return "\n\n".join(part for part in (before, as_typed(said.body), after) if part)


def _end_of_passage(text: str, passage: Passage) -> int:
    """Where the paragraph, list or table ends in which the passage does; the end of the text where it has gone."""
    end = passage.end_in(text)
    ends = (block.end() for block in BLOCKS.finditer(text) if end is not None and block.end() >= end)
    return next(ends, len(text))


def _tell_author(taking: TakingUp) -> None:
    said, page = taking.contribution, taking.page
    Notification.objects.tell(
        [said.author_id],
        kind=Kind.TAKEN_UP,
        place=f"page:{page.pk}",
        place_title=page.title,
        url=taking.get_absolute_url(),
        key=f"contributions.page:{page.pk}:{taking.version}",
        actor=taking.taken_by,
        excerpt=markup.plain_text(said.body, keeps_mentions=True),
    )
