"""Every text box of the site autosaves what is typed into it: a form with one, and without `data-draft`, fails."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.contracts.rights import GET
from tests.contracts.screens.conftest import Open
from tests.for_each import for_each

# Names and passwords are no texts, and a search is no writing.
NO_TEXTS = {name for name in GET if name.startswith("account_")}
# Whoever comes by a review link has no account, and so no drafts: her own browser stores what she types (reviewing.js).
NO_TEXTS |= {"guide:review_by_link"}
# Nor has an agency that orders by its link: a number and a line.
NO_TEXTS |= {"guide:agency_page"}
# Nor is the name of a section that is added: a line.
NO_TEXTS |= {"guide:sections"}
# Nor has anybody in the room of a session: what is typed there belongs to nobody, and is one line.
NO_TEXTS |= {"training:room", "room_by_code"}
# A list of people holds names and addresses of others, which are stored nowhere before somebody means to bring them in; and in
# the list of people, the reason of an act is one line.
NO_TEXTS |= {"people", "people_import"}
# Nor is what a screen says of one person, or the name and code of a slip.
NO_TEXTS |= {"person_new", "person_edit", "slip"}
# The name by which an organiser looks somebody up is no writing either.
NO_TEXTS |= {"training:registrations", "training:check_in", "training:attendance"}


class Boxes(HTMLParser):
    """Collects the forms of a page that are sent, and the text boxes in each."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str | None]] = {}
        self.boxes: list[tuple[str, str]] = []
        self.names: dict[str, set[str]] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "form":
            self._open = values.get("id") or f"#{len(self.forms)}"
            self.forms[self._open] = values
        form, name = values.get("form") or self._open, values.get("name") or ""
        if tag == "textarea" or (tag == "input" and values.get("type", "text") == "text"):
            self.boxes.append((form, name))
        self.names.setdefault(form, set()).add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = ""

    def not_autosaved(self) -> list[str]:
        sent = {name for name, form in self.forms.items() if form.get("method") == "post"}
        return [
            box
            for form, box in self.boxes
            if form in sent
            and ("data-draft" not in self.forms[form] or not {"draft_key", "draft_writing"} <= self.names[form])
        ]


@pytest.mark.once
@pytest.mark.as_sent
@for_each("name", sorted(GET.keys() - NO_TEXTS))
def test_every_text_box_autosaves_what_is_typed_into_it(name: str, open_as: Open) -> None:
    page = Boxes()
    page.feed(open_as("administrator", name).html)
    assert page.not_autosaved() == []


def test_a_box_that_is_not_autosaved_is_found() -> None:
    page = Boxes()
    page.feed(
        '<form method="post"><input name="a"></form><form method="post" data-draft id="b"></form><textarea form="b">'
    )
    assert page.not_autosaved() == ["a", ""]
