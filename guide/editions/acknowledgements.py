"""Whom the guide thanks: those on whose texts its tips rest, then everybody who contributed, each as she chose to be named."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from contributions.models import Comment, Page, PageRevision
from guide.publication import document
from guide.tips.models import Tip


def person(user: User) -> document.Person:
    return document.Person(str(user.pk), "" if user.is_anonymous_author else user.public_name)


def origin_of(tip: Tip) -> document.OriginNote:
    """The pages that the tip rests on, everybody who wrote them up to the revisions it rests on, and whose contributions it
    rests on.
    """
    versions: dict[Page, int] = {}
    people: dict[document.Person, None] = {}
    for source in tip.sources.all():
        if source.comment:
            people[person(source.comment.author)] = None
        if not source.page:
            continue
        versions[source.page] = max(versions.get(source.page, 0), source.version)
    for page, version in versions.items():
        people |= dict.fromkeys(_authors(PageRevision.objects.filter(id=page.pk, version__lte=version)))
    return document.OriginNote(tuple(page.title for page in versions), tuple(people))


def people_of(guide: document.Guide) -> tuple[document.Person, ...]:
    """Those behind the tips first, then whoever wrote in a page or said something that everybody may read; by surname."""
    behind = {person for tip in guide.tips for person in tip.origin.people}
    wrote = PageRevision.objects.filter(id__in=Page.objects.visible().order_by().values("pk"))
    said = Comment.objects.visible_to(AnonymousUser()).order_by().values("author")
    everybody = _by_surname(Q(pk__in=wrote.order_by().values("history_user")) | Q(pk__in=said))
    known = _by_surname(Q(pk__in=[int(person.reference) for person in behind]))
    return tuple(dict.fromkeys((*known, *everybody)))


def _authors(revisions: QuerySet[PageRevision]) -> tuple[document.Person, ...]:
    return _by_surname(Q(pk__in=revisions.order_by().values("history_user")))


def _by_surname(which: Q) -> tuple[document.Person, ...]:
    users = User.objects.filter(which).order_by("last_name", "first_name")
    return tuple(person(user) for user in users)
