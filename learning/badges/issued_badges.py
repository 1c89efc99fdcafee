"""The badge of a certificate: its page, the Open Badges 3.0 in its files, and what the site publishes of badges.

What becomes of the badges of a person who is erased.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from accounts.models import User
from campaign.site_settings.current import current_settings
from campaign.site_settings.public_guide import guide_is_public
from learning.badges.models import WithdrawnBadge
from learning.badges.pictures import INK
from learning.certificates.models import Certificate
from learning.courses.models import CourseVersion
from learning.document import Course as CourseContent
from learning.document import LessonTip
from notifications.mail.absolute_urls import absolute_url
from themes.models import Theme

CONTEXT: Final = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",  # defines the type of the status
)

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earner:
    """Who earned a badge: recognised by her e-mail address, which is hashed with a salt; named only if she wishes."""

    id: str
    email: str
    salt: str
    name: str = ""

    def identifiers(self) -> list[Json]:
        known_by = []
        if self.email:
            hashed = sha256(f"{self.email}{self.salt}".encode()).hexdigest()
            known_by.append(_identity("emailAddress", f"sha256${hashed}") | {"hashed": True, "salt": self.salt})
        if self.name:
            known_by.append(_identity("name", self.name))
        return known_by


def _identity(kind: str, value: str) -> Json:
    return {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": kind}


def issuer_profile(*, id: str, name: str, url: str) -> Json:
    return {"id": id, "type": ["Profile"], "name": name, "url": url}


def with_context(document: Json) -> Json:
    """Returns a document as it is published by itself."""
    return {"@context": list(CONTEXT), **document}


def credential(
    *, id: str, name: str, issuer: Json, achievement: Json, earner: Earner, earned_at: datetime, status_list: str
) -> Json:
    """Returns the credential, not signed yet."""
    return {
        "@context": list(CONTEXT),
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer,
        "validFrom": _whole_second(earned_at).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "name": name,
        "credentialSubject": {
            "id": earner.id,
            "type": ["AchievementSubject"],
            **({"identifier": known_by} if (known_by := earner.identifiers()) else {}),
            "achievement": achievement,
        },
        "credentialStatus": {"id": status_list, "type": "1EdTechRevocationList"},
    }


def revocation_list(*, id: str, issuer: str, revoked: list[str]) -> Json:
    """Returns the status of all credentials: those that are not in it are valid."""
    return {"id": id, "issuer": issuer, "revokedCredential": [{"id": one, "revoked": True} for one in revoked]}


def _whole_second(moment: datetime) -> datetime:
    """The claim of the moment counts seconds, and must equal `validFrom`."""
    return moment.astimezone(UTC).replace(microsecond=0)


# The badge of a certificate: what its page says, and the credential that its files carry.


@dataclass(frozen=True, slots=True)
class IssuedBadge:
    """A certificate with the course as its learner has read it."""

    certificate: Certificate
    content: CourseContent
    other_languages: list[str]

    @property
    def version(self) -> CourseVersion:
        return self.certificate.attempt.version

    @property
    def earner_name(self) -> str:
        """Her name, or nothing where she does not wish it to be read."""
        return str(self.certificate.attempt.learner) if self.certificate.has_name else ""

    @property
    def address(self) -> str:
        return badge_address(self.certificate.uuid)

    def credential(self) -> Json:
        return credential(
            id=self.address,
            name=self.content.title,
            issuer=issuer(),
            achievement=achievement(self.version, self.content, self.other_languages),
            earner=self._earner(),
            earned_at=self.certificate.issued_at,
            status_list=status_list_address(),
        )

    def _earner(self) -> Earner:
        return Earner(
            id=f"{self.address}#earner",
            email=self.certificate.attempt.learner.email,
            salt=self.certificate.salt,
            name=self.earner_name,
        )

    def token(self) -> str:
        """Returns the credential, signed by the key of today. Raises DamagedKey."""
        from learning.badges import signatures

        key = signatures.signing_key()
        return signatures.signed(self.credential(), key=key, key_address=_key_address(key.id))


def issued_badge(uuid: UUID) -> IssuedBadge | None:
    """Returns the badge at this public address, or None."""
    related = ("attempt__version", "attempt__learner")
    certificate = Certificate.objects.select_related(*related).filter(uuid=uuid).first()
    return badge_of(certificate) if certificate else None


def badge_of(certificate: Certificate) -> IssuedBadge:
    documents = {one.language: one for one in certificate.attempt.version.documents.all()}
    own = documents.pop(certificate.attempt.language)
    return IssuedBadge(certificate, own.content, sorted(documents))


def published_keys() -> list[Json]:
    """Returns all keys as JSON Web Keys, the newest first. Raises DamagedKey."""
    from learning.badges import signatures

    issuer = issuer_address()
    return [
        signatures.published_key(key, address=_key_address(key.id), issuer=issuer)
        for key in signatures.published_keys()
    ]


def published_key(id: str) -> Json | None:
    """Returns the key of this thumbprint, or None."""
    return next((key for key in published_keys() if key["kid"] == _key_address(id)), None)


def _key_address(id: str) -> str:
    return absolute_url(reverse("badges:key", args=[id]))


# What the site publishes about its badges: who issues them, for what, by which keys, and which it has taken back.


MARKS: Final = re.compile(r"([\\`*_{}\[\]<>()#+.!|~-])")  # that Markdown would read


def issuer_address() -> str:
    return absolute_url(reverse("badges:issuer"))


def issuer() -> Json:
    """Returns the profile of whoever answers for this site."""
    site = current_settings()
    return issuer_profile(id=issuer_address(), name=site.publisher or site.name, url=absolute_url(reverse("home")))


def status_list_address() -> str:
    return absolute_url(reverse("badges:withdrawn"))


def status_list() -> Json:
    """Returns the list of the badges that were taken back."""
    revoked = [badge_address(one) for one in WithdrawnBadge.objects.order_by("pk").values_list("uuid", flat=True)]
    return revocation_list(id=status_list_address(), issuer=issuer_address(), revoked=revoked)


def badge_address(uuid: object) -> str:
    return absolute_url(reverse("badges:badge", args=[uuid]))


def achievement_address(version: CourseVersion, language: str) -> str:
    return absolute_url(reverse("badges:achievement", args=[version.pk, language]))


def achievement(version: CourseVersion, content: CourseContent, other_languages: list[str]) -> Json:
    """Returns what a badge of this version says was achieved, in the language of its content."""
    address = achievement_address(version, content.language)
    related = [_related(version, language) for language in other_languages]
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Course",
        "inLanguage": content.language,
        "version": str(content.version),
        "name": content.title,
        "description": content.description or content.title,
        "criteria": {"id": address, "narrative": narrative(content)},
        "image": {"id": absolute_url(reverse("badges:picture")), "type": "Image"},
        **({"related": related} if related else {}),
    }


def _related(version: CourseVersion, language: str) -> Json:
    """The same achievement in another language."""
    return {"id": achievement_address(version, language), "type": ["Related"], "inLanguage": language}


def criteria(content: CourseContent) -> str:
    """Says in the language of the course what had to be done."""
    with translation.override(content.language):
        return ngettext(
            "At least %(percent)s%% of %(count)s question answered correctly.",
            "At least %(percent)s%% of %(count)s questions answered correctly.",
            content.number_of_items,
        ) % {"percent": content.pass_mark, "count": content.number_of_items}


def tips(content: CourseContent) -> Iterator[LessonTip]:
    """Returns the tips that the course teaches, each once; none where only colleagues read the guide."""
    if guide_is_public():
        yield from {tip.reference: tip for lesson in content.lessons for tip in lesson.tips}.values()


def narrative(content: CourseContent) -> str:
    """Returns the criteria with the tips, as the Markdown that the specification allows there."""
    listed = "".join(f"\n- {MARKS.sub(r'\\\1', tip.title)}" for tip in tips(content))
    return f"{criteria(content)}\n{listed}" if listed else criteria(content)


def colours() -> tuple[str, ...]:
    """Returns the colours of the themes in their order, with which the badge is drawn."""
    return tuple(theme.fill for theme in Theme.objects.order_by("number").only("paper")) or (INK,)


def withdraw_badges_of(person: User) -> None:
    """For settings.ON_ERASURE: her certificates go, and of each badge only that it no longer counts is left."""
    hers = Certificate.objects.filter(attempt__learner=person)
    WithdrawnBadge.objects.bulk_create(WithdrawnBadge(uuid=one.uuid) for one in hers)
    hers.delete()
