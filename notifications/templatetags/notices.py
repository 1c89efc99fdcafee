from typing import Any

from django import template

from accounts.models import User
from notifications.models import Notification

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_notices(context: dict[str, Any]) -> list[Notification]:
    """What the reader has to be told, once; no query when nothing waits."""
    user = context.get("user")
    return Notification.objects.take_for(user) if isinstance(user, User) else []
