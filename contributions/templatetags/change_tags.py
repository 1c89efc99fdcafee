"""What the lines of what is new say of themselves."""

from __future__ import annotations

from django import template

from contributions.recent_changes.entries import unseen_number

register = template.Library()

register.filter(unseen_number)
