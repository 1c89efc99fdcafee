"""Who is mentioned in a text: found by name while one types, stored by an opaque name, shown as she goes by now.

An @ in a box asks /people/. What is saved goes through `notation` (`@user.name` becomes `@[alias]`), forms show it
back, and `markup.render(people=…)` shows the name of today. `store` writes down who is mentioned with each revision, and has
texts rendered anew when a name changes. See docs/topics/comments-and-passages.md.

The two ways in which a mention is written: stored as `@[alias]`, typed and shown in forms as `@user.name`.

Who is mentioned where, as rows: whoever is told of it reads them, and texts follow the names in them.

Somebody is mentioned in a page or in a contribution.

What is done about mentions after the answer has gone out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import models
from django.tasks import task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.naming import here
from common import markup
from common.database.constraints import exactly_one_of
from contributions.history_models import REARRANGED, Act
from contributions.rerendering import TEXTS_A_TASK, render_all_anew

if TYPE_CHECKING:
    from contributions.revisions import Revisioned


def as_stored(text: str) -> str:
    """Returns a text that was typed with the alias of everybody mentioned; a name that nobody has stays a word."""
    if "@" not in text or not (typed := markup.typed_in(text)):
        return text
    aliases = _aliases_of(typed)
    return markup.with_mentions(text, lambda name: aliases.get(name) or aliases.get(name.lower(), ""))


def as_written(text: str) -> str:
    """Returns a stored text as a form shows it. Whoever has no name to show, or is gone, stays an alias."""
    if not (aliases := markup.mentions_in(text)):
        return text
    shown = {alias: person.username for alias, person in here(aliases).items()}
    return markup.with_names(text, lambda alias: shown.get(alias, ""))


def resolve(text: str) -> dict[str, markup.Mentioned]:
    """Whom each mention of a text means, by the name that she goes by now. One query, none where nobody is mentioned."""
    if not (aliases := markup.mentions_in(text)):
        return {}
    return {alias: markup.Mentioned(person.public_name, address_of(person)) for alias, person in here(aliases).items()}


def address_of(person: User) -> str:
    return reverse("contributions:contributor", args=[person.handle])


def _aliases_of(typed: Iterable[str]) -> dict[str, str]:
    names = {*typed, *(name.lower() for name in typed)}
    found = User.objects.get_queryset().may_be_mentioned().filter(username__in=names)
    return dict(found.values_list("username", "alias"))


class MentionQuerySet(models.QuerySet["Mention"]):
    def of(self, text: Revisioned) -> MentionQuerySet:
        return self.filter(**{str(text._meta.model_name): text})

    def new_in(
        self, model: type[Revisioned], saved: Iterable[tuple[int, int]]
    ) -> defaultdict[tuple[int, int], set[int]]:
        """Returns whom each of these versions (key, version) of texts mentions and none did before: the ones to tell."""
        wanted, column = set(saved), str(model._meta.model_name)
        rows = self.filter(**{f"{column}__in": {pk for pk, _version in wanted}})
        rows = rows.filter(version__in={version for _pk, version in wanted})
        found = defaultdict[tuple[int, int], set[int]](set)
        for pk, version, person in rows.values_list(column, "version", "person"):
            found[pk, version].add(person)
        return found


class Mention(models.Model):
    """One person in one text, from the version on that first mentioned her to others: what came with words that were
    quoted, or taken up from elsewhere, has version 0. The row stays when later versions leave her out: the older ones
    can be read, and nobody is told twice.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("person"))
    page = models.ForeignKey(
        "contributions.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name=_("page"),
    )
    comment = models.ForeignKey(
        "contributions.Comment",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name=_("contribution"),
    )
    version = models.PositiveIntegerField(_("version"))

    objects = MentionQuerySet.as_manager()

    if TYPE_CHECKING:
        person_id: int
        page_id: int | None
        comment_id: int | None

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_mention_stands_in_one_text",
                condition=exactly_one_of("page", "comment"),
            ),
            models.UniqueConstraint(fields=["page", "person"], name="a_page_mentions_a_person_once"),
            models.UniqueConstraint(fields=["comment", "person"], name="a_comment_mentions_a_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page or self.comment}"


@task
def render_texts_that_mention(person_id: int, after: int = 0) -> int:
    """Renders anew the texts in which somebody is mentioned, who goes by another name now; returns how many.

    Those of the mentions behind the key `after`, some at a time: the rest is left to a task of its own.
    """
    mentions = Mention.objects.filter(person=person_id, pk__gt=after).order_by("pk")
    some = list(mentions.values_list("pk", "page", "comment")[:TEXTS_A_TASK])
    done = render_all_anew("contributions.page", [page for _pk, page, _comment in some if page])
    done += render_all_anew("contributions.comment", [comment for _pk, _page, comment in some if comment])
    if len(some) == TEXTS_A_TASK:
        render_texts_that_mention.enqueue(person_id, some[-1][0])
    return done


KINDS = {"page", "comment"}
CARRIED = {Act.INCORPORATED, Act.REVERTED, Act.UNDONE, *REARRANGED}
"""What brings words back, or from elsewhere: whoever is mentioned in them has been told."""


def store_mentions(text: Revisioned, act: str) -> None:
    """Stores who is mentioned in the newest version of a text, besides whom older ones mentioned."""
    kind = str(text._meta.model_name)
    if kind not in KINDS or not (aliases := markup.mentions_in(text.body)):
        return
    people = here(aliases)
    told = set() if act in CARRIED else set(markup.mentions_in(text.body, quoted=False))
    versions: dict[int, int] = {}
    for alias, person in people.items():
        versions[person.pk] = max(versions.get(person.pk, 0), text.version if alias in told else 0)
    rows = [Mention(person_id=pk, version=version, **{kind: text}) for pk, version in versions.items()]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
    late = [pk for pk, version in versions.items() if version]
    Mention.objects.of(text).filter(person__in=late, version=0).update(version=text.version)


def store_inherited_mentions(page: Revisioned) -> None:
    """Nobody is told of a page that opens with words which mention her already."""
    mentions_of(page).update(version=0)


def mentions_of(text: Revisioned) -> MentionQuerySet:
    return Mention.objects.of(text)


def names_in(text: Revisioned) -> str:
    """What changes when somebody goes by another name who is mentioned in a text, or was; "" where nobody is. One query."""
    if text._meta.model_name not in KINDS:
        return ""
    columns = ["alias", "attribution", "is_active", "first_name", "last_name", "username"]
    rows = mentions_of(text).order_by("person").values_list(*(f"person__{name}" for name in columns))
    names = repr(list(rows))
    return sha256(names.encode()).hexdigest()[:16] if rows else ""


def rerender_texts_that_mention(person: User) -> None:
    """Has the texts that name somebody rendered anew, since she goes by another name. The task cannot be lost."""
    if person.mentions.exists():
        render_texts_that_mention.enqueue(person.pk)


def rerender_after_stopping(person: User, **_details: object) -> None:
    """See settings.ON_ACCOUNT_STOPPED: whoever is not here any more is "a colleague" in texts, and again herself later."""
    rerender_texts_that_mention(person)
