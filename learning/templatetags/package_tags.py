"""The packages of a version of a course, as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.urls import reverse

from campaign.languages import guide_languages
from common.words.language_names import name_in_sentence, name_of_language
from common.words.text_lists import with_and
from learning.models import CourseDocument, CourseVersion
from learning.packages.manifests import PackageFormat

register = template.Library()


@dataclass(frozen=True, slots=True)
class Packages:
    """The packages in a language: label and address of each."""

    language: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PackagesOfVersion:
    """`missing` are the names of the languages of the guide that the version does not have."""

    in_language: tuple[Packages, ...]
    missing: str


@register.simple_tag
def packages_of(version: CourseVersion) -> PackagesOfVersion:
    """Returns the packages of each language that the version has, and says which it has not."""
    documents: Sequence[CourseDocument] = version.documents.all()
    known = {document.language for document in documents}
    missing = [name_in_sentence(code) for code in guide_languages() if code not in known]
    shown = tuple(Packages(name_of_language(document.language), _links(document)) for document in documents)
    return PackagesOfVersion(shown, str(with_and(missing)) if missing else "")


def _links(document: CourseDocument) -> tuple[tuple[str, str], ...]:
    return tuple((one.label, reverse("learning:package", args=[document.pk, one.value])) for one in PackageFormat)
