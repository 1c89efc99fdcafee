"""The one list of what may be in a page, for both sanitisers."""

import re

from common.markup.language import ADMONITION_KINDS
from common.markup.link_policy import EXTERNAL_REL, is_own_image, is_own_srcset, may_be_linked

TAGS = frozenset(
    {
        *(
            "blockquote",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
        ),
        *("p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul"),
        *("a", "abbr", "br", "code", "em", "img", "input", "kbd", "label", "rp", "rt", "ruby"),
        *("s", "span", "strong", "sub", "sup"),
    }
)
PROTOCOLS = frozenset({"http", "https", "mailto"})
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"class", "href", "rel", "title"},
    "abbr": {"title"},
    "div": {"class"},
    "img": {"alt", "height", "loading", "sizes", "src", "srcset", "title", "width"},
    "input": {"checked", "disabled", "type"},
    "li": {"class", "id"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"class"},
    "sup": {"id"},
    "td": {"align"},
    "th": {"align"},
    "ul": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLASSES = {
    "a": {"wiki", "missing", "mention", "footnote-ref", "footnote-backref"},
    "div": {"admonition", "footnote", *ADMONITION_KINDS.values()},
    "li": {"task-list-item"},
    "p": {"admonition-title"},
    "span": {"credit", "mention", "missing", "whole", "wiki"},
    "ul": {"task-list"},
}
PICTURE_SIZES = "(min-width: 40rem) 36rem, 94vw"
"""How wide the text is in which pictures stand: browsers choose the width to fetch by it."""
_HEADING_ID = re.compile(r"h-[\w-]{1,120}")
_IDS = {"li": re.compile(r"fn-[\w-]{1,60}"), "sup": re.compile(r"fnref[0-9]*-[\w-]{1,60}")}


def is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay as it is; a value that is not wholly allowed goes."""
    if name not in ATTRIBUTES.get(tag, ()):
        return False
    match name:
        case "href":
            return may_be_linked(value)
        case "src":
            return is_own_image(value)
        case "srcset":
            return is_own_srcset(value)
        case "class":
            return set(value.split()) <= _CLASSES[tag]
        case "id":
            return bool(_IDS.get(tag, _HEADING_ID).fullmatch(value))
        case _:
            return _is_allowed_word(name, value)


def _is_allowed_word(name: str, value: str) -> bool:
    match name:
        case "align":
            return value in {"left", "right", "center"}
        case "rel":
            return value == EXTERNAL_REL
        case "type":
            return value == "checkbox"
        case "start" | "width" | "height":
            return value.isascii() and value.isdigit() and len(value) < 10
        case "loading":
            return value == "lazy"
        case "sizes":
            return value == PICTURE_SIZES
        case _:
            return True


def allowed_value(tag: str, name: str, value: str) -> str | None:
    return value if is_allowed(tag, name, value) else None
