"""How the edition in preparation is set up: its cover, imprint, places, pictures and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from campaign.languages import first_language, guide_languages
from campaign.site_settings.current import current_settings
from common import markup
from contributions.models import Image
from contributions.revisions import StaleVersion
from guide.editions.errors import AlreadyPublished, InProof
from guide.editions.files import clean_isbn
from guide.editions.renumbering import renumber_tips
from guide.places import IN_PREPARATION, Places, places_in_preparation
from themes.models import Theme

if TYPE_CHECKING:
    from guide.editions.texts import EditionText

IMPRINT = (
    "publisher",
    "place",
    "director",
    "licence",
    "licence_url",
    "isbn",
    "legal_deposit",
    "printer",
    "contact",
    "credits",
    "emergency",
)
LONGEST = {"title": 120, "subtitle": 200, "summary": 1000, "credits": 2000, "emergency": 300}  # else as the column
LONGEST_OF_A_PICTURE = 300
WIDTH_FOR_PRINT = 900  # an A5 page with its bleed, at 150 pixels an inch: less is refused
SHARP_IN_PRINT = 1843  # at 300 pixels an inch: editors are told of less
SEVERAL_LINES = {"summary", "credits", "emergency"}
_is_address = URLValidator(schemes=["http", "https"])


class EditionSettings(models.Model):
    """What its editors set up of an edition, with the verbs; each raises AlreadyPublished once it is out.

    What a proof cannot take in by itself (places, languages) raises InProof while there is one.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        PROOF = "proof", _("in proof")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", pgettext_lazy("an edition", "withdrawn")

    number = models.PositiveIntegerField(_("number"), unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    language = models.CharField(_("language"), max_length=8, default=first_language)
    title = models.CharField(_("title"), max_length=120, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    # The cover and the imprint, which are the same in every language.
    cover_image = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture on the cover")
    )
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    place = models.CharField(_("place of publication"), max_length=80, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    licence_url = models.URLField(_("address of the licence"), max_length=300, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=17, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    credits = models.TextField(_("credits"), blank=True)
    director = models.CharField(_("director of publication"), max_length=120, blank=True)
    printer = models.CharField(_("printing house"), max_length=200, blank=True)
    legal_deposit = models.CharField(_("legal deposit"), max_length=80, blank=True)
    emergency = models.TextField(_("emergency numbers"), blank=True)

    if TYPE_CHECKING:
        objects: Any
        texts: Any
        illustrations: Any

    class Meta:
        abstract = True

    @property
    def is_in_proof(self) -> bool:
        return self.status == EditionSettings.Status.PROOF

    @property
    def is_out(self) -> bool:
        """It has been published, and never changes; it may have been withdrawn since."""
        return self.status not in IN_PREPARATION

    @property
    def full_title(self) -> str:
        return self.title or current_settings().full_title

    @property
    def full_subtitle(self) -> str:
        return self.subtitle or current_settings().subtitle

    @property
    def full_publisher(self) -> str:
        return self.publisher or current_settings().publisher

    @property
    def places(self) -> Places:
        """Those of the edition in preparation: what is out carries its own, in its documents."""
        return places_in_preparation()

    def describe(self, *, title: str, subtitle: str, summary: str) -> None:
        """Sets what the cover and the head of the page say; what is said as in the settings of the site follows them."""
        words, decided = cleaned_values({"title": title, "subtitle": subtitle, "summary": summary}), current_settings()
        defaults = {"title": decided.full_title, "subtitle": decided.subtitle}
        self._set(words | {name: "" for name, value in defaults.items() if words[name] == value})

    def show_on_cover(self, image: Image | None) -> None:
        """Sets the picture on the cover, None for the motifs alone. Raises ValidationError for one that cannot be printed."""
        check_for_print(image)
        self._set({"cover_image": image})

    def word_imprint(self, **values: str) -> None:
        """Sets what `IMPRINT` names, all of it; raises ValidationError beside the field."""
        sent = cleaned_values({name: values.get(name, "") for name in IMPRINT})
        sent["isbn"] = clean_isbn(sent["isbn"])
        if sent["licence_url"]:
            try:
                _is_address(sent["licence_url"])
            except ValidationError:
                words = _("Give an address that begins with http:// or https://.")
                raise ValidationError({"licence_url": words}, code="address") from None
        self._set(sent)

    def illustrate(self, theme: Theme, image: Image | None) -> None:
        """Sets the picture at the head of a theme's chapter, None for the motif alone. Raises ValidationError too."""
        check_for_print(image)
        with transaction.atomic():
            self._held()
            if image is None:
                self.illustrations.filter(theme=theme).delete()
            else:
                self.illustrations.update_or_create(theme=theme, defaults={"image": image})

    def picture_of(self, theme: Theme | None) -> Image | None:
        """Returns the picture at the head of a theme's chapter, of no theme the one on the cover; None for motifs alone."""
        if theme is None:
            return self.cover_image
        row = self.illustrations.filter(theme=theme).select_related("image").first()
        return row.image if row else None

    def speak(self, language: str) -> EditionText:
        """The edition comes out in this language, too."""
        if language not in guide_languages():
            raise ValidationError(_("The guide does not come out in this language."), code="language")
        with transaction.atomic():
            self._held(by_proof=True)
            text: EditionText = self.texts.get_or_create(language=language)[0]
        return text

    def leave_out(self, language: str) -> None:
        """The edition does not come out in this language; its translations stay for the next one."""
        if language == self.language:
            raise ValidationError(_("The guide always comes out in its own language."), code="language")
        with transaction.atomic():
            self._held(by_proof=True)
            self.texts.filter(language=language).delete()

    def word_cover_in(
        self, language: str, *, title: str, subtitle: str, summary: str, pictures: dict[str, str] | None = None
    ) -> None:
        """Sets what the cover says in another language, and unless that is left out what the pictures of cover and chapters
        show, by token; what is empty is said as in the edition's own.
        """
        values: dict[str, Any] = dict(cleaned_values({"title": title, "subtitle": subtitle, "summary": summary}))
        if pictures is not None:
            said = cleaned_values(pictures, longest=dict.fromkeys(pictures, LONGEST_OF_A_PICTURE))
            values["picture_words"] = {token: words for token, words in said.items() if words}
        self._set_in(language, values)

    @property
    def own_pictures(self) -> list[tuple[Theme | None, Image]]:
        """The picture on the cover (None) and those of the chapters, each once, that say something."""
        rows = self.illustrations.select_related("theme", "image")
        found = [(None, self.cover_image), *((row.theme, row.image) for row in rows)]
        once = {image.token: (theme, image) for theme, image in reversed(found) if image and image.alt}
        return list(reversed(once.values()))

    def choose_for(self, language: str, *, when_missing: str, when_outdated: str) -> None:
        """Sets what becomes of the language where texts are not translated, or not as they stand now."""
        self._set_in(language, {"when_missing": when_missing, "when_outdated": when_outdated})

    def _set_in(self, language: str, values: dict[str, Any]) -> None:
        with transaction.atomic():
            self._held()
            if not self.texts.filter(language=language).update(**values):
                raise ValidationError(_("The edition does not come out in this language."), code="language")

    def allot(self, counts: dict[Theme, int], *, by: User) -> None:
        """Sets how many places each theme has; tips stay where they are in their theme, and are numbered anew.

        Raises TipsWouldLosePlaces or VoteWouldLosePlace, or ValidationError when the board changes meanwhile.
        """
        try:
            with transaction.atomic():
                self._held(by_proof=True)
                before = self.places
                for theme, count in counts.items():
                    Theme.objects.get(pk=theme.pk).decide({"places": count}, by=by)
                renumber_tips(before, self.places, by=by)
        except (IntegrityError, StaleVersion):
            raise ValidationError(
                _("The board has just changed. Nothing was saved: try again."), code="changed"
            ) from None

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that it comes out in, or has come out in, its own first."""
        others = self.texts.exclude(language=self.language)
        if self.is_out:
            others = others.filter(document__isnull=False)
        return (self.language, *sorted(others.values_list("language", flat=True)))

    def _held(self, *, by_proof: bool = False) -> None:
        """Holds it in preparation until the transaction ends; what is held `by_proof`, out of proof too."""
        editions = type(self).objects.select_for_update()
        held = editions.filter(pk=self.pk, status__in=IN_PREPARATION).first()
        if held is None:
            raise AlreadyPublished
        if by_proof and held.is_in_proof:
            raise InProof

    def _set(self, values: dict[str, Any]) -> None:
        editions = type(self).objects.filter(pk=self.pk, status__in=IN_PREPARATION)
        if not editions.update(**values):
            raise AlreadyPublished
        for name, value in values.items():
            setattr(self, name, value)


def cleaned_values(values: dict[str, str], *, longest: dict[str, int] = LONGEST) -> dict[str, str]:
    """Without the signs that no form can hold; raises ValidationError beside the field of what is too long."""
    cleaned = {name: markup.clean_text(value).strip() for name, value in values.items()}
    cleaned |= {name: value.replace("\n", " ") for name, value in cleaned.items() if name not in SEVERAL_LINES}
    for name, value in cleaned.items():
        most = longest.get(name) or getattr(EditionSettings._meta.get_field(name), "max_length", None)
        if name != "isbn" and most and len(value) > most:
            raise ValidationError({name: _("Say it in %(most)s characters at most.") % {"most": most}}, code="long")
    return cleaned


def check_for_print(image: Image | None) -> None:
    """Raises ValidationError for a picture that nobody has described, or that would be coarse across a page of the book."""
    if image is None:
        return
    if not image.alt and not image.is_decorative:
        words = _("Nobody has described this picture yet: say first what it shows, for those who do not see it.")
        raise ValidationError({"picture": words}, code="no_words")
    if image.width < WIDTH_FOR_PRINT:
        words = _(
            "This picture is %(width)s pixels wide. Printed across the page it would be coarse: %(least)s are needed."
        )
        values = {"width": image.width, "least": WIDTH_FOR_PRINT}
        raise ValidationError({"picture": words % values}, code="coarse")
