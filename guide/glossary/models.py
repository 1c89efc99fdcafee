"""Forms that are not to be used for a term of the glossary, in each language of the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.languages import first_language
from common import markup
from common.markup.glossary import Term, terms_in, terms_used
from guide.sections import Section, SectionKind

LONGEST_FORM = 80
MOST_FORMS = 20  # of a term


class AvoidedFormsQuerySet(models.QuerySet["AvoidedForms"]):
    def of(self, language: str) -> AvoidedForms:
        """Returns those of a language; empty ones are made when they are first asked for."""
        return self.get_or_create(language=language)[0]


class AvoidedForms(models.Model):
    """The forms to avoid in a language: `forms` has them by the term, as the glossary calls it in the language of the guide.

    They make a warning, and stop nobody.
    """

    language = models.CharField(_("language"), max_length=8, unique=True)
    forms = models.JSONField(_("forms to avoid"), default=dict, blank=True)

    objects = AvoidedFormsQuerySet.as_manager()

    class Meta:
        verbose_name = _("forms to avoid")
        verbose_name_plural = _("forms to avoid")
        ordering = ["language"]

    def __str__(self) -> str:
        return self.language

    def avoid(self, forms: Mapping[str, Sequence[str]]) -> None:
        """Sets the forms to avoid, by their terms; a term without any is left out. Raises ValidationError."""
        clean = {term: _cleaned(ones) for term, ones in forms.items()}
        self.forms = {term: ones for term, ones in clean.items() if ones}
        self.save()


def _cleaned(forms: Sequence[str]) -> list[str]:
    clean = list(dict.fromkeys(one for form in forms if (one := markup.one_line(markup.clean_text(form)))))
    if len(clean) > MOST_FORMS or any(len(form) > LONGEST_FORM for form in clean):
        words = _("A term can have at most %(most)s forms to avoid, of at most %(longest)s characters each.")
        raise ValidationError(words, code="too_many", params={"most": MOST_FORMS, "longest": LONGEST_FORM})
    return clean


# Which words of the glossary a text uses: those that its edition will link.


def words_of_glossary() -> tuple[Term, ...]:
    """The entries of the glossary in preparation, in one query."""
    html = Section.objects.filter(kind=SectionKind.GLOSSARY).values_list("body_html", flat=True).first()
    return terms_in(html or "")


def words_found(html: str, *, words: tuple[Term, ...] | None = None) -> tuple[Term, ...]:
    """Those that stand in a text, in the order of the glossary; one query, none where `words` are known."""
    return terms_used(html, words_of_glossary() if words is None else words, language=first_language())
