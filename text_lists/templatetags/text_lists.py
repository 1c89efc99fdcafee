"""`{% load text_lists %}`: `{{ names|side_by_side }}`, `{{ names|with_and }}`."""

from __future__ import annotations

from django import template

import text_lists

register = template.Library()
register.filter(text_lists.side_by_side)
register.filter(text_lists.with_and)
