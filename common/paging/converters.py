"""The converter <pk:…> of addresses: keys of rows. `guide_project/apps.py` imports it, and so registers it."""

from __future__ import annotations

from django.urls import register_converter

from common.paging import DIGITS


class RowKeyConverter:
    """The key of a row, as a number that every database holds. A longer one is no address: 404 before a view runs."""

    regex = f"[0-9]{{1,{DIGITS}}}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(RowKeyConverter, "pk")
