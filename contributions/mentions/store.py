"""Who is mentioned where, as rows: whoever is told of it reads them, and texts follow the names in them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from accounts.models import User
from accounts.naming import here
from common import markup
from contributions.history_models import REARRANGED, Act
from contributions.mentions.models import Mention, MentionQuerySet
from contributions.mentions.tasks import render_texts_that_mention

if TYPE_CHECKING:
    from contributions.revisions import Revisioned

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
