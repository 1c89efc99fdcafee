"""Texts of the demo as its content has them, before pictures were put in."""

import re


def without_pictures(text: str) -> str:
    return re.sub(r"!\[[^]]*\]\([^)]*\)\s*", "", text)
