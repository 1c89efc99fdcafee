"""What a person is told, in one sentence and a heading.

Nothing of it is stored: it is made where it is shown, in the reader's language, with the name that the actor has then.
"""

from __future__ import annotations

from django.utils.safestring import SafeString

from campaign.site_settings.current import first_language_words
from common import markup
from common.html import escaped, fill
from common.words.language_names import name_of_language
from notifications.kind_wordings import KIND_WORDINGS


def _number_in(place: str) -> str:
    """What follows the last colon of a place; of a translation, the name of its language."""
    number = place.rpartition(":")[2]
    if not place.startswith("translation:"):
        return number
    try:
        return name_of_language(number)
    except KeyError:  # of the original, which has none
        return number


def in_words(kind: str, *, name: str, title: str, place: str, count: int = 1, alone: bool = False) -> str:
    """The sentence in the language of now. A title stands between quotation marks in it."""
    title = markup.inside_guillemets(title)
    return _filled(kind, alone=alone, name=name, title=title, number=_number_in(place), count=count)


def in_html(kind: str, *, name: str, title: str, place: str, count: int = 1, alone: bool = False) -> SafeString:
    """The same sentence, in which a title says its language."""
    title = escaped(first_language_words(markup.inside_guillemets(title)))
    number = escaped(_number_in(place))
    return SafeString(_filled(kind, alone=alone, name=escaped(name), title=title, number=number, count=count))


def _filled(kind: str, *, alone: bool, **values: str | int) -> str:
    words = KIND_WORDINGS[kind]
    return str((words.alone if alone else words.line).format(**values))


def heading(kind: str, *, title: str, place: str) -> str:
    """What its place is called in a list."""
    made = str(KIND_WORDINGS[kind].heading).format(title=title, number=_number_in(place))
    return f"{made} · {title}" if title and title not in made else made


def heading_html(kind: str, *, title: str, place: str) -> SafeString:
    """The same, in which a title says its language."""
    words = heading(kind, title=title, place=place)
    before, found, after = words.rpartition(title) if title else (words, "", "")
    return fill("{}{}{}", before, first_language_words(found), after)
