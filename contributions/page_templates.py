"""The template that new pages start from, written by the editors.

What the template of new pages says before anybody has changed it, and may begin anew from, in each language.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.languages import first_language
from common import markup
from common.forms.fields import refusal
from contributions.history_models import Act, RevisionDetails, Revisions
from contributions.revisions import Revisioned, RevisionMetadata

PARTS = (
    (gettext_lazy("The situation"), gettext_lazy("When it comes up, and for whom.")),
    (gettext_lazy("Why it matters"), gettext_lazy("What it changes, for you and for others.")),
    (gettext_lazy("What to do"), gettext_lazy("What one does, in order, a sentence each.")),
    (gettext_lazy("Where to turn"), gettext_lazy("Who can help, and where there is more to read.")),
)


def proposed_text(language: str) -> str:
    """Returns the headings in that language, each with the words on what goes there."""
    with translation.override(language):
        return "\n\n".join(f"## {title}\n\n{hint}" for title, hint in PARTS)


# The template of new pages: headings, and under each a few words on what goes there.
#
# The headings are what a new page begins with; the words are shown beside its form, and never stand in a page.


THE_ONE = 1
ROOM_TO_WRITE = "\n\n\n\n"


class PageTemplateQuerySet(models.QuerySet["PageTemplate"]):
    def current(self, *, at: datetime | None = None) -> PageTemplate:
        """The template; at its first use it is made, in the language of the guide."""
        found = self.filter(pk=THE_ONE).first()
        if found is None:
            found = PageTemplate(pk=THE_ONE)
            try:
                found.create(at=at or timezone.now())
            except IntegrityError:  # somebody else has begun at the same moment
                found = self.get(pk=THE_ONE)
        return found

    def without_parts_left_empty(self, body: str, contents: Iterable[markup.Heading]) -> str:
        """A new page's text without those headings of the template under which nobody wrote.

        A heading that somebody has typed stays, whatever stands under it.
        """
        contents = tuple(contents)
        if markup.without_empty(body, contents, lambda heading: True) == markup.clean_text(body):
            return body
        of_template = {markup.title_key(title) for title in self.current().titles}
        return markup.without_empty(body, contents, lambda heading: markup.title_key(heading.title) in of_template)


class PageTemplate(Revisioned):
    """There is one for the whole wiki. It may be empty: then a new page begins with nothing."""

    parts = models.JSONField(gettext_lazy("parts"), default=list, editable=False)

    objects = PageTemplateQuerySet.as_manager()
    history = Revisions("PageTemplateRevision", excluded=["body_html", "parts", "modified_at"])

    class Meta:
        verbose_name = gettext_lazy("template of new pages")
        verbose_name_plural = gettext_lazy("template of new pages")
        constraints = [models.CheckConstraint(condition=Q(id=THE_ONE), name="there_is_one_template_of_new_pages")]

    def get_absolute_url(self) -> str:
        return reverse("contributions:page_template")

    def screen_url(self, screen: str) -> str:
        """It has no page of its own to read: its address is the form that edits it."""
        return self.get_absolute_url() if screen == "edit" else super().screen_url(screen)

    def changes_url(self, older: int, newer: int) -> str:
        return f"{self.screen_url('diff')}?older={older}&newer={newer}"

    @property
    def titles(self) -> list[str]:
        return [part["title"] for part in self.parts if part["title"]]

    @property
    def hints(self) -> list[dict[str, str]]:
        """What is said about each part, those of which nothing is said left out."""
        return [part for part in self.parts if part["hint"]]

    @property
    def outline(self) -> str:
        """What a new page begins with: the headings, with room between them."""
        return "".join(f"{part['source']}{ROOM_TO_WRITE}" for part in self.parts if part["source"])

    def create(self, *, at: datetime) -> None:
        with translation.override(first_language()):
            self.title = _("Template of new pages")
        self.take_text(proposed_text(first_language()))
        self.modified_at = at
        with transaction.atomic():
            self.save_without_historical_record(force_insert=True)  # type: ignore[attr-defined]
            self._append_history(RevisionMetadata(author=None, at=at, act=Act.WRITTEN))

    def take_text(self, body: str) -> None:
        """Puts a text and what is rendered from it on this object, unsaved; raises ValidationError."""
        body = markup.clean_text(body).strip()
        try:
            rendered = markup.render(body, language=first_language())
        except markup.RenderRefused as refused:
            raise ValidationError({"body": refusal(refused)}) from None
        self.body, self.body_html = body, rendered.html
        self.parts = list(_parts(body, rendered))

    def _record(self, title: str, body: str, base_version: int, entry: RevisionMetadata, **changes: Any) -> None:
        fresh = PageTemplate(pk=self.pk)
        fresh.take_text(body)
        values = {"title": title, "body": fresh.body, "body_html": fresh.body_html, "parts": fresh.parts}
        self._append(values | changes, base_version, entry)


def _parts(body: str, rendered: markup.Rendered) -> Iterable[dict[str, str]]:
    """The headings as they were typed, each with what is said under it as plain words; first what stands above them."""
    for heading, source, text in markup.headed_texts(body, rendered.contents):
        yield {"title": heading.title if heading else "", "source": source, "hint": markup.plain_text(text)}


if TYPE_CHECKING:

    class PageTemplateRevision(RevisionDetails):
        objects: Any

else:
    PageTemplateRevision = PageTemplate.history.model
