"""Puts the guide in preparation together: the document that is previewed, and frozen when it is published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings

from accounts.models import User
from contributions.models import Page, PageRevision
from guide.editions import Edition
from guide.pictures import pictures_in
from guide.publication import document
from guide.reviewing import consenting
from guide.sections import Kind, Section
from guide.tips import Tip
from themes.models import Theme


def assemble(edition: Edition, *, language: str = "", published_on: date | None = None) -> document.Guide:
    """The whole guide as it stands, in the edition's own language or another one; a preview, without a number, unless
    `published_on` is given.
    """
    sections = [section for section in Section.objects.in_order() if section.body]
    openings = {section.position: section for section in sections if section.kind == Kind.OPENING}
    guide = document.Guide(
        title=edition.full_title,
        subtitle=edition.full_subtitle,
        summary=edition.summary,
        publisher=settings.GUIDE_PUBLISHER,
        address=settings.GUIDE_ADDRESS,
        language=language or edition.language,
        edition=edition.number if published_on else None,
        published_on=published_on,
        sections=tuple(_section(section) for section in sections if section.kind != Kind.OPENING),
        chapters=_chapters(openings),
        links_words=True,
        people=_people(PageRevision.objects.filter(id__in=Page.objects.visible().values("pk"))),
    )
    return replace(guide, pictures=pictures_in(guide.texts_with_markup))


def names_of(guide: document.Guide) -> dict[str, str]:
    """The names of the people in a guide, each as she chose; anonymous people have none."""
    return {person.reference: person.name for person in _everybody(guide) if person.name}


def _everybody(guide: document.Guide) -> set[document.Person]:
    quoted = {tip.quotation.person for tip in guide.tips if tip.quotation}
    return {*guide.people, *quoted, *(person for tip in guide.tips for person in tip.origin.people)}


def person(user: User) -> document.Person:
    return document.Person(str(user.pk), "" if user.is_anonymous_author else user.public_name)


def _section(section: Section) -> document.Section:
    return document.Section(section.kind, section.title, section.body, section.body_html)  # type: ignore[arg-type]


def _chapters(openings: dict[int, Section]) -> tuple[document.Chapter, ...]:
    tips = defaultdict(list)
    rows = (
        Tip.objects.placed()
        .select_related("theme", "quoted_person")
        .prefetch_related("sources__page", "sources__contribution__author", "consents")
    )
    for tip in rows:
        tips[tip.theme_id].append(_tip(tip))
    return tuple(_chapter(theme, openings.get(theme.number), tuple(tips[theme.pk])) for theme in Theme.objects.all())


def _chapter(theme: Theme, opening: Section | None, tips: tuple[document.Tip, ...]) -> document.Chapter:
    html, text = (opening.body_html, opening.body) if opening else ("", "")
    return document.Chapter(theme.number, theme.question, theme.short_title, html, text, tips)


def _tip(tip: Tip) -> document.Tip:
    """A colleague's sentence stands in it where she has agreed to these very words."""
    quotation = None
    if tip.quoted_person and consenting.is_given(tip):
        quotation = document.Quotation(tip.quote, person(tip.quoted_person), tip.quoted_person.public_place)
    if tip.number is None:
        raise ValueError("only a tip that has a place goes into the guide")
    return document.Tip(tip.number, tip.title, tip.body, tip.body_html, quotation, _origin(tip), tip.reference)


def _origin(tip: Tip) -> document.Origin:
    """The pages that the tip rests on, everybody who wrote them up to the revisions it rests on, and whose contributions it
    rests on.
    """
    versions: dict[Page, int] = {}
    people: dict[document.Person, None] = {}
    for source in tip.sources.all():
        if source.contribution:
            people[person(source.contribution.author)] = None
        if not source.page:
            continue
        versions[source.page] = max(versions.get(source.page, 0), source.version)
    for page, version in versions.items():
        people |= dict.fromkeys(_people(PageRevision.objects.filter(id=page.pk, version__lte=version)))
    return document.Origin(tuple(page.title for page in versions), tuple(people))


def _people(revisions: Any) -> tuple[document.Person, ...]:
    """The authors of some revisions, by surname."""
    authors = User.objects.filter(pk__in=revisions.order_by().values("history_user"))
    return tuple(person(user) for user in authors.order_by("last_name", "first_name"))
