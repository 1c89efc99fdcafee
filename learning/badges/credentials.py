"""The documents of Open Badges 3.0, as https://www.imsglobal.org/spec/ob/v3p0/ has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

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
