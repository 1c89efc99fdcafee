from django import template

from campaign.calendar.phase_words import from_to, switched_on
from campaign.promises import working_days_to_answer

register = template.Library()
register.simple_tag(working_days_to_answer)
register.filter(from_to)
register.filter(switched_on)


@register.filter
def step5(percent: int) -> int:
    """A percentage in steps of five: a cached screen that draws it is made anew where one sees a difference."""
    return round(percent / 5) * 5
