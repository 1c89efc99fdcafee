"""Who said something, in the words of the site, and what the reader is offered about it."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from accounts.access import Person
from accounts.models import User
from contributions.history import RevisionDetails
from contributions.models import Contribution, Page
from contributions.talk.kinds import Kind

register = template.Library()


@register.filter
def is_by(said: Contribution, person: Person) -> bool:
    return bool(person.is_authenticated and said.author_id == person.pk)


@register.filter
def whereabouts(author: User) -> str:
    """ ", technician in Nanterre": what a person does and where, as far as she shows it, to stand behind her name."""
    place, job = author.public_place, author.public_job
    if job and place:
        return ", " + _("%(job)s in %(place)s") % {"job": job, "place": place}
    return f", {job or place}" if job or place else ""


@register.filter
def invites_nuance(said: Contribution) -> bool:
    """Under a question one answers an advice with a nuance; whatever else is said is answered."""
    return said.kind in {Kind.ADVICE, Kind.NUANCE}


@register.filter
def step_url(page: Page, revision: RevisionDetails) -> str:
    """Where to see what one revision of the page changed."""
    return page.changes_url(revision.version - 1, revision.version)
