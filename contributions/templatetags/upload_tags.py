"""What the screens that take pictures say about them."""

from django import template

from contributions.uploads.limits import most_picture_bytes

register = template.Library()
register.simple_tag(most_picture_bytes)
