"""What an administrator says of her site, at the first start and later, and what it says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaign.currencies import currencies
from campaign.languages import first_language, first_language_is_fixed, language_use, named_languages
from campaign.site_settings.models import SiteSettings
from campaign.site_settings.public_texts import LONGEST, PublicText
from common import markup
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from common.words.language_names import name_in_sentence
from common.words.time_zones import old_names, time_zones


class FirstLanguageSelect(forms.Select):
    """A list to choose from whose lines, but for the empty one, say the first language on a screen in another."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if not value or first_language() == get_language():
            return option
        return option | {"attrs": {"lang": first_language(), **option["attrs"]}}


# What an administrator says of her site, at the first start and later.


MOST_HOSTS = 20
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=[^:]{{1,253}}(?::|\Z)){_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,5}})?")
OF_THE_GUIDE = ("name", "title", "subtitle", "language", "other_languages", "time_zone", "currency")
PLAIN = (
    *OF_THE_GUIDE,
    "publisher",
    "address",
    "sender_name",
    "sender_address",
    "contact_address",
    "answer_days",
    "embedding_hosts",
)
NOT_FIXED = _("Pages and tips are written in it, and translated from it. It can be changed until something is written.")
FIXED = _(
    "Pages and tips are written in it, and translated from it. Texts are written already: it can no longer be changed."
)
YES_OR_NO = ("guide_is_public", "wiki_is_public", "is_not_for_sale")
WORDS_IN = {"title": (120, _("Title (%(language)s)")), "subtitle": (200, _("Subtitle (%(language)s)"))}


class OneLineField(forms.CharField):
    """A line without the characters that no form can hold."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(markup.clean_text(value or "")) or "").splitlines())


class PublicAddressField(OneLineField):
    """As it is printed: without https:// and without a slash at its end."""

    default_validators = [
        RegexValidator(r"^[^\s/@]+\.[^\s/@]+(/\S*)?$", _("Give an address such as guide.example, without spaces."))
    ]

    def to_python(self, value: Any) -> str:
        line = super().to_python(value)
        return (line.partition("://")[2] if "://" in line else line).rstrip("/")


class HostsField(forms.CharField):
    """Names of hosts, one a line, as the policy of a page takes them: without https://, which is meant, and without a path."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (
            line.strip().lower() for line in (super().to_python(markup.clean_text(value or "")) or "").splitlines()
        )
        return list(dict.fromkeys(line.removeprefix("https://").rstrip("/") for line in lines if line))

    def run_validators(self, value: Any) -> None:
        if len(value) > MOST_HOSTS:
            raise ValidationError(_("List at most %(most)s sites.") % {"most": MOST_HOSTS}, code="many")
        if wrong := next((host for host in value if not HOST.fullmatch(host)), ""):
            words = _("“%(host)s” is not the name of a site: write it as intranet.example, without a path.")
            raise ValidationError(words % {"host": wrong}, code="host")


class SiteSettingsForm(RowForm, forms.Form):
    """The settings of the site. `row` may be one that is not saved yet."""

    name = OneLineField(
        label=_("Name of the campaign"),
        max_length=120,
        help_text=_("It appears at the top of every page and in letters."),
    )
    title = OneLineField(
        label=_("Title of the guide"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it is the name of the campaign."),
    )
    subtitle = OneLineField(
        label=_("Subtitle"), max_length=200, required=False, help_text=_("It appears on the cover, under the title.")
    )
    language = forms.ChoiceField(
        label=_("Language of the guide"),
        choices=lambda: [("", _("Choose")), *named_languages()],
        help_text=NOT_FIXED,
    )
    other_languages = forms.MultipleChoiceField(
        label=_("Other languages of the guide"),
        choices=named_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The guide can be translated into them, and each edition can come out in them. If you untick one, nothing is "
            "deleted: its translations come back when you tick it again, and editions that came out in it stay."
        ),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        widget=forms.Select(attrs={"data-time-zone": json.dumps(old_names())}),
        help_text=_("Days begin and times are given by this clock, wherever the reader is."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        help_text=_("What print runs cost is entered and shown in it. What is entered already is not converted."),
    )
    publisher = OneLineField(
        label=_("Publisher"),
        max_length=120,
        help_text=_("The organisation that answers for the guide, as it is printed."),
    )
    address = PublicAddressField(label=_("Public address"), max_length=120, required=False)
    sender_address = forms.EmailField(
        label=_("Address of the sender"),
        max_length=254,
        help_text=_("Letters of the site come from it: your mail server must accept it."),
    )
    sender_name = OneLineField(
        label=_("Name of the sender"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it is the name of the campaign."),
    )
    contact_address = forms.EmailField(
        label=_("Address to write to"),
        max_length=254,
        required=False,
        help_text=_("Everybody reads it: for questions about their data, and about what they cannot use."),
    )
    guide_is_public = forms.BooleanField(label=_("Everybody may read the guide, without signing in"), required=False)
    wiki_is_public = forms.BooleanField(
        label=_("Everybody may read the wiki, without signing in"),
        required=False,
        help_text=_("Writing always requires signing in."),
    )
    embedding_hosts = HostsField(
        label=_("Sites that may show the self-check"),
        required=False,
        help_text=_(
            "Such as intranet.example, one a line. Only these sites may show its page in a frame; if empty, none may."
        ),
    )

    answer_days = forms.IntegerField(
        label=_("Working days to answer"),
        min_value=0,
        max_value=60,
        initial=0,
        help_text=_(
            "The number of working days within which an editor reads what is written, and answers an order. 0 promises nothing."
        ),
    )
    is_not_for_sale = forms.BooleanField(
        label=_("The guide is not for sale"),
        required=False,
        help_text=_("The imprint and the back cover of the next editions say so."),
    )

    def __init__(self, data: Any = None, *, row: SiteSettings, words: Mapping[str, str] | None = None) -> None:
        """`words` are those of a draft that waits."""
        shown = (
            self.row_values(row)
            if row.pk
            else {"guide_is_public": True, "answer_days": 0, "currency": row.currency, "language": get_language()}
        )
        super().__init__(data, initial={**shown, **(words or {})}, label_suffix="")
        self.fields["address"].help_text = _("It is printed on the back cover. Left empty, it is %(host)s.") % {
            "host": urlsplit(settings.SITE_ADDRESS).netloc
        }
        self.fields["time_zone"].choices = [("", _("Choose")), *time_zones(row.time_zone)]  # type: ignore[attr-defined]
        self.fields["currency"].choices = currencies(row.currency)  # type: ignore[attr-defined]
        self._row, self._others = row, other_languages(row)
        if row.pk and first_language_is_fixed():
            self.fields["language"].disabled = True
            self.fields["language"].help_text = FIXED
        for language in self._others:
            spoken = {"language": name_in_sentence(language)}
            for name, (longest, label) in WORDS_IN.items():
                field = OneLineField(label=label % spoken, max_length=longest, required=False)
                self.fields[f"{name}_{language}"] = field
        if row.pk:
            self.follow(row)

    def row_values(self, row: SiteSettings) -> dict[str, Any]:
        words = {
            f"{name}_{language}": said
            for language in other_languages(row)
            for name, said in zip(WORDS_IN, (row.title_in(language), row.subtitle_in(language)), strict=True)
        }
        return {name: getattr(row, name) for name in (*PLAIN, *YES_OR_NO)} | words

    def clean_other_languages(self) -> list[str]:
        """Refuses to take a language away in which the edition in preparation comes out."""
        chosen: list[str] = self.cleaned_data["other_languages"]
        for language in self.taken_away(chosen):
            if number := language_use(language).in_preparation:
                words = _(
                    "Edition %(number)s, in preparation, comes out in %(language)s: leave that language out there first."
                )
                values = {"number": number, "language": name_in_sentence(language)}
                raise ValidationError(words % values, code="in_use")
        return [language for language in chosen if language != self.cleaned_data.get("language")]

    def taken_away(self, chosen: Collection[str]) -> list[str]:
        """Returns the languages of the guide that are no longer to be among its others."""
        stays = {*chosen, self.cleaned_data.get("language")}
        return [language for language in self._others if language not in stays]

    @property
    def values(self) -> dict[str, Any]:
        """What `SiteSettings.decide` takes."""
        sent = self.cleaned_data
        said = {
            language: {name: sent[f"{name}_{language}"] for name in WORDS_IN if sent[f"{name}_{language}"]}
            for language in self._others
            if language != sent["language"]
        }
        words = {language: words for language, words in said.items() if words}
        words |= {language: words for language, words in self._row.words_in.items() if language not in self._others}
        return {name: sent[name] for name in (*PLAIN, *YES_OR_NO)} | {"words_in": words}

    @property
    def fields_in_other_languages(self) -> list[forms.BoundField]:
        return [self[f"{name}_{language}"] for language in self._others for name in WORDS_IN]

    @property
    def has_errors_in_other_languages(self) -> bool:
        return any(field.errors for field in self.fields_in_other_languages)


def other_languages(row: SiteSettings) -> list[str]:
    """Returns those that the guide comes out in beside its own: none before its own is chosen."""
    return list(row.guide_languages[1:]) if row.language else []


# What an administrator writes of the site itself, in one language.


class PublicTextForm(RowForm, forms.Form):
    """One text of `row`, in its language."""

    body = CleanCharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        help_text=_("Leave it empty to keep the original wording."),
    )

    def __init__(self, data: Any = None, *, row: PublicText, words: Mapping[str, str] | None = None) -> None:
        """`words` are those of a draft that waits."""
        super().__init__(data, initial={**self.row_values(row), **(words or {})}, label_suffix="")
        self.fields["body"].widget = forms.Textarea(
            attrs={"class": "voice long", "rows": 24, "lang": row.language, "data-editor": True}
        )
        self.follow(row)

    def row_values(self, row: PublicText) -> dict[str, Any]:
        return {"body": row.body}
