"""Whom the guide thanks: those on whose texts its tips rest, then everybody who contributed, each as she chose to be named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.contrib.auth.models import AnonymousUser
from django.db.models import Min, Q

from accounts.models import User
from campaign.languages import first_language
from contributions.models import Comment, Page, PageRevision
from guide.publication import document
from guide.sections import Section
from guide.sources.models import Source
from guide.tips.models import Tip
from guide.translations.models import Translation

type Author = tuple[document.Person, int]
"""Somebody who wrote in a page, and in which version first."""


def person(user: User) -> document.Person:
    return document.Person(str(user.pk), "" if user.is_anonymous_author else user.public_name)


def origins_of(tips: Iterable[Tip]) -> dict[int, document.OriginNote]:
    """By the key of each tip: the pages that it rests on, everybody who wrote them up to the revisions it rests on, and whose
    contributions it rests on. Two queries; the tips come with their sources.
    """
    sources = {tip.pk: list(tip.sources.all()) for tip in tips}
    authors = _authors({source.page_id for some in sources.values() for source in some if source.page_id})
    return {tip: _origin(some, authors) for tip, some in sources.items()}


def _origin(sources: Iterable[Source], authors: Mapping[int, Sequence[Author]]) -> document.OriginNote:
    versions: dict[Page, int] = {}
    people: dict[document.Person, None] = {}
    for source in sources:
        if source.comment:
            people[person(source.comment.author)] = None
        if source.page:
            versions[source.page] = max(versions.get(source.page, 0), source.version)
    for page, version in versions.items():
        people |= {who: None for who, since in authors.get(page.pk, ()) if since <= version}
    return document.OriginNote(tuple(page.title for page in versions), tuple(people), language=first_language())


def _authors(pages: Collection[int]) -> dict[int, list[Author]]:
    """Everybody who wrote in each of these pages, by surname, since which version."""
    rows = PageRevision.objects.filter(id__in=pages).exclude(history_user=None).order_by()
    first = list(rows.values_list("id", "history_user").annotate(since=Min("version")))
    people = {int(one.reference): one for one in _by_surname(Q(pk__in={who for _page, who, _since in first}))}
    places = {pk: place for place, pk in enumerate(people)}
    found: defaultdict[int, list[Author]] = defaultdict(list)
    for page, who, since in sorted(first, key=lambda row: places[row[1]]):
        found[page].append((people[who], since))
    return found


def people_of(guide: document.Guide) -> tuple[document.Person, ...]:
    """Those behind the tips first, then whoever wrote in a page or said something that everybody may read; by surname."""
    behind = {person for tip in guide.tips for person in tip.origin.people}
    wrote = PageRevision.objects.filter(id__in=Page.objects.visible().order_by().values("pk"))
    said = Comment.objects.visible_to(AnonymousUser()).order_by().values("author")
    everybody = _by_surname(Q(pk__in=wrote.order_by().values("history_user")) | Q(pk__in=said))
    known = _by_surname(Q(pk__in=[int(person.reference) for person in behind]))
    return tuple(dict.fromkeys((*known, *everybody)))


def credits_of(language: str, own: str) -> tuple[document.Credit, ...]:
    """Who wrote in the tips and sections of the guide as an editor, and who translated them into this language."""
    tips = Tip.history.filter(id__in=Tip.objects.placed().order_by().values("pk"))
    edited = Q(pk__in=tips.order_by().values("history_user")) | Q(
        pk__in=Section.history.order_by().values("history_user")
    )
    wrote: dict[document.Role, tuple[document.Person, ...]] = {"editors": _by_surname(edited)}
    if language != own:
        translated = Translation.history.filter(language=language).order_by()
        wrote["translators"] = _by_surname(Q(pk__in=translated.values("by")))
    return tuple(document.Credit(role, people) for role, people in wrote.items() if people)


def _by_surname(which: Q) -> tuple[document.Person, ...]:
    users = User.objects.filter(which).order_by("last_name", "first_name")
    return tuple(person(user) for user in users)
