"""A reference typed by hand: the fields that matter for its kind."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.languages import named_languages
from common.forms.fields import CleanCharField
from common.forms.unchanged import LOADED, RowForm
from guide.bibliography.csl import LONGEST

KINDS = {
    "book": _("Book"),
    "article-journal": _("Article"),
    "webpage": _("Web page"),
    "report": _("Report"),
    "legislation": _("Law"),
    "legal_case": _("Court decision"),
}
COMMON = ("title", "author", "publisher-place", "publisher", "issued", "URL", "accessed")
OF_KIND: dict[str, tuple[str, ...]] = {
    "book": ("title", "author", "translator", "edition", "publisher-place", "publisher", "issued", "ISBN", "URL"),
    "article-journal": ("title", "author", "container-title", "volume", "issue", "page", "issued", "DOI", "URL"),
    "webpage": ("title", "author", "container-title", "issued", "URL", "accessed"),
    "report": ("title", "author", "number", "publisher-place", "publisher", "issued", "URL"),
    "legislation": ("title", "number", "issued", "URL"),
    "legal_case": ("title", "authority", "number", "issued", "URL"),
}
NAMES = ("author", "translator")
DATES = ("issued", "accessed")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_ONE_A_LINE = _("One a line: surname, comma, first name. An organisation without a comma.")
_A_DATE = _("A year, 2026, or a day, 2026-09-18.")


def _plain(label: Any, help_text: Any = "") -> CleanCharField:
    return CleanCharField(label=label, required=False, max_length=LONGEST, help_text=help_text)


def _people(label: Any) -> CleanCharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return CleanCharField(label=label, required=False, max_length=2000, widget=widget, help_text=_ONE_A_LINE)


def fields_of(kind: str) -> dict[str, CleanCharField]:
    """In the order in which they are asked."""
    made = {
        "title": _plain(_("Title")),
        "author": _people(_("Authors")),
        "translator": _people(_("Translators")),
        "container-title": _plain(_("Site") if kind == "webpage" else _("Journal")),
        "edition": _plain(_("Edition")),
        "publisher-place": _plain(_("Place of publication")),
        "publisher": _plain(_("Publisher")),
        "authority": _plain(_("Court")),
        "number": _plain(_("Number")),
        "volume": _plain(_("Volume")),
        "issue": _plain(_("Issue")),
        "page": _plain(_("Pages")),
        "issued": _plain(_("Published"), _A_DATE),
        "accessed": _plain(_("Consulted on"), _A_DATE),
        "ISBN": _plain(_("ISBN")),
        "DOI": _plain(_("DOI")),
        "URL": _plain(_("Address"), _("It begins with https://")),
    }
    return {name: made[name] for name in OF_KIND.get(kind, COMMON)}


def _languages(csl: dict[str, Any]) -> list[tuple[str, str]]:
    """Those of the guide, and that which was said already."""
    known, said = named_languages(), str(csl.get("language", ""))
    others = [(said, said)] if said and said not in dict(known) else []
    return [("", "—"), *known, *others]


class ReferenceForm(RowForm, forms.Form):
    """`csl` is what is known already: what the form does not ask about stays."""

    def __init__(
        self, data: Any = None, *, kind: str, csl: dict[str, Any], draft: dict[str, str], reference: Any = None
    ) -> None:
        self.kind, self.known = kind, csl
        fields: dict[str, forms.Field] = {**fields_of(kind)}
        fields["language"] = forms.ChoiceField(label=_("Language"), required=False, choices=_languages(csl))
        super().__init__(data, initial={name: typed(name, csl) for name in fields} | draft)
        self.fields.update(fields)
        if reference is not None:
            self.follow(reference)

    def row_values(self, row: Any) -> dict[str, Any]:
        return {name: typed(name, row.csl) for name in (*fields_of(self.kind), "language")}

    @property
    def csl(self) -> dict[str, Any]:
        """The item as it is wanted; raises ValidationError beside the field."""
        item = {name: value for name, value in self.known.items() if name not in self.fields} | {"type": self.kind}
        for name, value in self.cleaned_data.items():
            if value and name != LOADED:
                item[name] = people_in(value) if name in NAMES else date_in(name, value) if name in DATES else value
        return item


def typed(name: str, csl: dict[str, Any]) -> str:
    """A value of CSL JSON as somebody would type it."""
    value = csl.get(name, "")
    if name in NAMES:
        return "\n".join(
            person.get("literal") or ", ".join(filter(None, (person.get("family"), person.get("given"))))
            for person in value or ()
        )
    if name in DATES:
        parts = (value or {}).get("date-parts", [[]])[0]
        return "-".join(f"{part:02}" for part in parts)
    return str(value)


def people_in(text: str) -> list[dict[str, str]]:
    people = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        family, comma, given = (part.strip() for part in line.partition(","))
        people.append({"family": family, "given": given} if comma else {"literal": line})
    return people


def date_in(name: str, text: str) -> dict[str, Any]:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValidationError({name: _("Write it as 2026, 2026-09 or 2026-09-18.")}, code="date")
    parts = [int(part) for part in found.groups() if part]
    if parts[0] > timezone.localdate().year + 1:
        words = _("The year %(year)s is far from today: check it.") % {"year": parts[0]}
        raise ValidationError({name: words}, code="far")
    return {"date-parts": [parts]}


class ReferenceImportForm(forms.Form):
    """References pasted, or in a file."""

    text = CleanCharField(
        label=_("References as CSL JSON or BibTeX"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("Zotero, Mendeley and library catalogues give both out."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".json,.bib,application/json,text/plain"}),
    )

    @property
    def content(self) -> str:
        """Raises ValidationError for a file that is no text."""
        file = self.cleaned_data.get("file")
        if not file:
            return str(self.cleaned_data["text"])
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError({"file": _("This file is not UTF-8 text.")}, code="encoding") from None
