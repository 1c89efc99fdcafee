from django import template
from django.http import HttpRequest

register = template.Library()

PARTS = {"recent_changes": "changes", "guide_current": "guide", "guide_in_language": "guide", "editions": "guide"}


@register.simple_tag
def part_of(request: HttpRequest | None) -> str:
    """Which part of the site a page belongs to: "wiki", "changes", "desk", "guide" or ""."""
    match = request.resolver_match if request else None
    if match is None:
        return ""
    return PARTS.get(match.url_name or "", {"contributions": "wiki", "guide": "desk"}.get(match.namespace, ""))
