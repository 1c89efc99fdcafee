from django import template

register = template.Library()


@register.filter
def step5(percent: int) -> int:
    """A percentage in steps of five: the style sheet has one class for each (a style attribute is forbidden)."""
    return round(percent / 5) * 5
