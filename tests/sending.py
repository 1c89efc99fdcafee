"""What a browser sends: a form as it was loaded, with what it carries unseen, and what somebody has typed into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

from django.test import Client

LOADED = "loaded"
BUTTONS = {"act", "again", "cancel", "remove", "same"}
type Fields = dict[str, list[str]]


def send(client: Client, path: str, typed: Mapping[str, Any], **kwargs: Any) -> Any:
    """Loads the form at `path` that has these fields, types into it, and posts it."""
    return client.post(path, loaded(client, path, typed) | dict(typed), **kwargs)


def loaded(client: Client, path: str, names: Iterable[str] = ()) -> Fields:
    """Returns what the form at `path` that has these fields would send as it stands, without a button of another act."""
    return sent_by(client.get(path, follow=True).text, names)


def sent_by(html: str, names: Iterable[str] = ()) -> Fields:
    """The same, of a page that is there already."""
    wanted = set(names)
    forms = [form for form in Page(html).forms if LOADED in form]
    best = max(forms, key=lambda form: len(wanted & form.keys()))  # the first of several that are alike
    return {
        name: values for name, values in best.items() if name not in BUTTONS and not name.startswith(("_", "draft_"))
    }


class Page(HTMLParser):
    """The forms of a page, each with the values that its fields have."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Fields] = []
        self._area, self._select = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        name = values.get("name") or ""
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        if tag == "input" and name:
            is_off = values.get("type") in {"checkbox", "radio"} and "checked" not in values
            self.forms[-1].setdefault(name, []).extend([] if is_off else [values.get("value") or ""])
        elif tag == "textarea":
            self._area = name
            self.forms[-1][name] = [""]
        elif tag == "select":
            self._select = name
            self.forms[-1][name] = []
        elif tag == "option" and self._select and ("selected" in values or not self.forms[-1][self._select]):
            self.forms[-1][self._select] = [values.get("value") or ""]
        elif tag == "button" and values.get("type") == "submit" and name:
            self.forms[-1].setdefault(name, [values.get("value") or ""])

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:  # a browser leaves out the line end that begins it
            self.forms[-1][self._area][0] = self.forms[-1][self._area][0].removeprefix("\n")
            self._area = ""
        self._select = "" if tag == "select" else self._select
