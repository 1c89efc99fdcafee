"""What the screens about the languages of an edition ask for."""

from django import template

from guide.editions.language_status import TextStatus
from guide.languages import name_of_language

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """What whoever reads the screen calls it."""
    return name_of_language(code)


@register.filter
def changes_since(line: TextStatus) -> str:
    """Where it stands what has changed in an original since it was translated; empty where nothing has, or nobody knows."""
    made_from = line.translation.source_version if line.translation else 0
    text = line.original.text
    if line.original.kind == "theme" or not 0 < made_from < line.original.version:
        return ""
    return text.changes_url(made_from, line.original.version)  # type: ignore[union-attr]
