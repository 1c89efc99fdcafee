"""The addresses under which texts show pictures and lead to files, and what they name."""

from __future__ import annotations

import re
from pathlib import PurePath

from django.utils.text import slugify

from common import markup

LONGEST_NAME = 60
_NAMED = {
    "images": re.compile(r"/media/images/([0-9a-f]{16})/"),
    "files": re.compile(r"/media/files/([0-9a-f]{16})/"),
}
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


def tokens_in(body: str, kind: str) -> set[str]:
    """Finds what a text names: those in its code, too. To name one is not yet to show it: see uses.resolve."""
    return set(_NAMED[kind].findall(body))


def name_of(file_name: str, otherwise: str) -> str:
    """What a file is called in addresses: letters and figures of its own name, without accents and ending."""
    bare = _EXTENSION.sub("", PurePath(markup.clean_text(file_name)).name)
    apart = markup.title_key(bare).replace("'", " ")
    return slugify(apart)[:LONGEST_NAME].strip("-") or otherwise
