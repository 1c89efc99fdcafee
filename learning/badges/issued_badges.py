"""The badge of a certificate: what its page says, and the credential that its files carry."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from learning.badges import credentials, site_documents
from learning.badges.credentials import Json
from learning.certificates.models import Certificate
from learning.courses.models import CourseVersion
from learning.document import Course as CourseContent
from notifications.mail.absolute_urls import absolute_url


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
        return site_documents.badge_address(self.certificate.uuid)

    def credential(self) -> Json:
        return credentials.credential(
            id=self.address,
            name=self.content.title,
            issuer=site_documents.issuer(),
            achievement=site_documents.achievement(self.version, self.content, self.other_languages),
            earner=self._earner(),
            earned_at=self.certificate.issued_at,
            status_list=site_documents.status_list_address(),
        )

    def _earner(self) -> credentials.Earner:
        return credentials.Earner(
            id=f"{self.address}#earner",
            email=self.certificate.attempt.learner.email,
            salt=self.certificate.salt,
            name=self.earner_name,
        )

    def token(self) -> str:
        """Returns the credential, signed by the key of today. Raises DamagedKey."""
        from learning.badges import signatures, signing_keys

        key = signing_keys.signing_key()
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
    from learning.badges import signatures, signing_keys

    issuer = site_documents.issuer_address()
    return [
        signatures.published_key(key, address=_key_address(key.id), issuer=issuer)
        for key in signing_keys.published_keys()
    ]


def published_key(id: str) -> Json | None:
    """Returns the key of this thumbprint, or None."""
    return next((key for key in published_keys() if key["kid"] == _key_address(id)), None)


def _key_address(id: str) -> str:
    return absolute_url(reverse("badges:key", args=[id]))
