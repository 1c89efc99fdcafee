"""What administrators are told above each screen."""

from typing import Any

from django import template

from accounts.access import is_administrator
from guide_project.server import disk_space

register = template.Library()


@register.simple_tag(takes_context=True)
def disk_shortage(context: dict[str, Any]) -> str:
    """Why nothing can be saved soon, or now; nothing for who can do nothing about it."""
    user = context.get("user")
    return disk_space.shortage() if user is not None and is_administrator(user) else ""
