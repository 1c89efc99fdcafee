"""How the parts of the guide are named in addresses: a tip by its number, an edition by its own, never by an endless one."""

from __future__ import annotations

from django.urls import register_converter


class TipKeyConverter:
    """ "7" for the tip at place 7, "id-12" for a tip wherever it stands; see `Tip.key`."""

    regex = "[0-9]{1,3}|id-[0-9]{1,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class EditionNumberConverter:
    """At most four figures: no database is asked about a number that it cannot hold."""

    regex = "[0-9]{1,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)


class ThemeSlugConverter:
    """Letters of every script, figures and hyphens: "vie-privee", "個人情報"."""

    regex = r"[-\w]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(TipKeyConverter, "tip")
register_converter(EditionNumberConverter, "edition")
register_converter(ThemeSlugConverter, "theme")
