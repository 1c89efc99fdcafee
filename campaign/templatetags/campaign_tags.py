from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from campaign.calendar.rights import Right, closed_window_of, from_to, switched_on
from campaign.programme import working_days_to_answer
from campaign.training.attendance import drawn_code
from campaign.training.models import TrainingSession

register = template.Library()
register.simple_tag(working_days_to_answer)
register.simple_tag(drawn_code)
register.filter(from_to)
register.filter(switched_on)


@register.filter
def step5(percent: int) -> int:
    """A percentage in steps of five: a cached screen that draws it is made anew where one sees a difference."""
    return round(percent / 5) * 5


@register.simple_tag
def why_closed(right: Right) -> str:
    """A sentence: since when something has been closed, and when it opens; empty while it is open."""
    window = closed_window_of(right, timezone.now())
    return window.sentence if window else ""


@register.filter
def when_for(session: TrainingSession, reader: User | AnonymousUser) -> str:
    """When it is by the reader's own clock; empty where that shows the same hour as the site's."""
    return session.when_for(reader) if isinstance(reader, User) else ""
