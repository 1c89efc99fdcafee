"""Enter in a field presses the first button of its form: that is never the one that cannot be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
FORM = re.compile(r"<form\b(?P<head>(?:{%.*?%}|{{.*?}}|[^>])*)>(?P<inside>.*?)</form>", re.DOTALL)
SUBMIT = re.compile(r"<(?:button|input)\b(?P<head>(?:{%.*?%}|{{.*?}}|[^>])*)>(?P<words>[^<]*(?:<b>[^<]*)?)", re.DOTALL)
NO_DEFAULT = '{% include "parts/forms/no_default_button.html" %}'
FIELD = re.compile(r"{% field |{{ *\w*form|<textarea|<select|<input(?![^>]*type=\"(?:hidden|submit|image|reset)\")")
DESTRUCTIVE = re.compile(r'{% icon "(?:trash|ban|eye-off|link-off|x|lock|user-off)" %}')

# What nobody can undo: (template, name=value of the button).
FINAL = {
    ("admin/erase_people.html", "erase={% translate 'Erase them' %}"),
    ("campaign/training/session_cancel.html", "="),
    ("invitations/_acts.html", "act=remove"),
    ("invitations/_acts.html", "act=schedule"),
    ("invitations/_acts.html", "act=stop"),
    ("contributions/moderation/_roll_back.html", "="),
    ("contributions/feeds/tokens.html", "="),
    ("contributions/reports/settle.html", "="),
    ("guide/bibliography/form.html", "remove=1"),
    ("guide/polls/poll.html", "="),
    ("guide/translating/_review.html", "="),
    ("guide/distribution/channel_agency.html", "act=make"),
    ("guide/distribution/channel_agency.html", "act=revoke"),
    ("guide/distribution/handout.html", "act=remove"),
    ("guide/distribution/orders/_decision_form.html", "to=accepted"),
    ("guide/distribution/orders/_decision_form.html", "to=sent"),
    ("guide/distribution/orders/_decision_form.html", "to=delivered"),
    ("guide/distribution/orders/_decision_form.html", "to=refused"),
    ("guide/distribution/print_run.html", "act=remove"),
    ("guide/editions/errata.html", "="),
    ("guide/editions/publish_now.html", "="),
    ("guide/editions/withdraw.html", "="),
    ("guide/review/_link.html", "act=revoke"),
    ("guide/review/remark_answer.html", "act=take"),
    ("guide/review/remark_answer.html", "act=refuse"),
    ("guide/review/remark_answer.html", "act=done"),
}
# One button, which says what it does, on a screen that asks nothing else: Enter is the answer to its question.
ASKED = {
    ("guide/editions/publish_now.html", "="),  # number and languages stand above it
    ("campaign/training/session_cancel.html", "="),  # nothing goes without a reason
    ("guide/editions/withdraw.html", "="),  # nothing goes without the tick
    ("admin/erase_people.html", "erase={% translate 'Erase them' %}"),  # nor here
    ("contributions/reports/settle.html", "="),
    ("guide/polls/poll.html", "="),  # of its two forms, the ballot can be sent again
    ("contributions/feeds/tokens.html", "="),  # the one with a field makes another
}
# Forms of several buttons, and what Enter presses: somebody has looked.
SEVERAL = {
    "accounts/people/change.html": "=",  # one or the other: what is asked anew, or done
    "campaign/training/attendance/_unmatched.html": "=",
    "campaign/training/attendance/attendance.html": "=",
    "contributions/buttons/watch.html": "=",  # one or the other, by its shape
    "contributions/pages/split.html": "=",
    "guide/drift/_answers.html": "answer=kept",
    "guide/decisions/_answers.html": "=",
    "guide/decisions/reasons.html": "move=up",
    "guide/distribution/agency/_orders.html": "act=cancelled",
    "guide/distribution/channel.html": "act=use",
    "guide/distribution/channel_agency.html": "none=",
    "guide/distribution/handout.html": "=",
    "guide/distribution/orders/_decision_form.html": "none=",
    "guide/distribution/print_run.html": "act=delivered",
    "guide/editions/errata.html": "preview=1",
    "guide/editions/publish.html": "=",  # which sets the moment
    "guide/sections/_row.html": "act=up",
    "guide/themes/_theme.html": "to=up",
    "learning/desk/_order.html": "to=up",
    "learning/desk/item/item.html": "=",  # which saves; the others move a turn
    "learning/desk/_versions.html": "to=open",
    "guide/translating/_suggested.html": "take=1",
    "guide/review/_link.html": "act=prolong",
    "guide/review/consent.html": "answer=agree",
    "guide/review/remark_answer.html": "none=",
    "notifications/_group.html": "=",
}
# Whatever they take away can be brought back on the same screen, or is asked for again.
CAN_BE_UNDONE = {
    "accounts/people/_person_tools.html",
    "campaign/training/room/_desk_facts.html",
    "contributions/moderation/secrets.html",
    "guide/distribution/agency/_orders.html",
    "guide/editions/preparation/pick.html",
    "learning/desk/_order.html",
}


@dataclass(frozen=True)
class Form:
    """A form that is sent, as a template writes it."""

    template: str
    buttons: tuple[str, ...]
    has_fields: bool
    inside: str

    @property
    def default(self) -> tuple[str, str]:
        return self.template, self.buttons[0]


def forms() -> Iterator[Form]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        for form in FORM.finditer(path.read_text()):
            if 'method="post"' not in form["head"] and 'method="{{' not in form["head"]:
                continue
            inside = form["inside"].replace(NO_DEFAULT, '<button type="submit" name="none" value="">')
            buttons = tuple(name_and_value(one["head"]) for one in SUBMIT.finditer(inside) if is_submit(one[0]))
            if buttons:
                yield Form(str(path.relative_to(TEMPLATES)), buttons, bool(FIELD.search(inside)), inside)


def is_submit(tag: str) -> bool:
    kind = re.search(r'type="(\w+)"', tag)
    return kind is not None and kind[1] == "submit"


def name_and_value(head: str) -> str:
    name, value = re.search(r'name="([^"]*)"', head), re.search(r'value="([^"]*)"', head)
    return f"{name[1] if name else ''}={value[1] if value else ''}"


def test_enter_in_a_field_presses_nothing_that_cannot_be_undone() -> None:
    wrong = {form.default for form in forms() if form.has_fields and form.default in FINAL - ASKED}
    assert wrong == set()


def test_the_first_of_several_buttons_can_be_undone() -> None:
    assert {form.default for form in forms() if len(form.buttons) > 1 and form.default in FINAL} == set()


def test_somebody_has_looked_at_each_form_of_several_buttons() -> None:
    several = {form.template: form.buttons[0] for form in forms() if len(form.buttons) > 1}
    assert several == SEVERAL


def test_what_takes_something_away_is_known_to_be_final_or_not() -> None:
    for form in forms():
        if DESTRUCTIVE.search(form.inside):
            known = {one for one in form.buttons if (form.template, one) in FINAL}
            assert known or form.template in CAN_BE_UNDONE, form.template


def test_every_row_is_a_button() -> None:
    standing = {(form.template, button) for form in forms() for button in form.buttons}
    assert FINAL - standing == set()
    assert ASKED <= FINAL


@pytest.mark.parametrize(
    ("written", "has_fields", "default"),
    [
        ('<form method="post">{% field form.day %}<button type="submit">a</button></form>', True, "="),
        (
            '<form method="post"><input type="hidden" name="x"><button type="submit" name="a" value="1"></form>',
            False,
            "a=1",
        ),
    ],
)
def test_a_form_is_read_as_a_browser_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, has_fields: bool, default: str
) -> None:
    (tmp_path / "x.html").write_text(written)
    monkeypatch.setitem(globals(), "TEMPLATES", tmp_path)
    (form,) = forms()
    assert (form.has_fields, form.buttons[0]) == (has_fields, default)
