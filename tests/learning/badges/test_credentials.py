"""The credential as other implementations verify and read it (jose, openbadgeslib, pyld)."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
import pytest
from openbadgeslib.ob3 import IdentityObject, OB3VerificationError

from learning.badges import issued_badges, signatures
from tests.learning.badges.other_program import badge_of, unknown_words, verified

pytestmark = pytest.mark.pure

SITE = "https://guide.example"
EARNED = datetime(2026, 11, 27, 15, 4, 5, 678900, tzinfo=UTC)
ISSUER = issued_badges.issuer_profile(id=f"{SITE}/badges/issuer/", name="Éditions du Phare", url=f"{SITE}/")
ACHIEVEMENT = {
    "id": f"{SITE}/badges/achievements/1/fr/",
    "type": ["Achievement"],
    "name": "Penser avant de publier",
    "description": "Quatre leçons.",
    "criteria": {"narrative": "Répondre."},
    "image": {"id": f"{SITE}/badges/picture.png", "type": "Image"},
}
ANNE = issued_badges.Earner(id=f"{SITE}/badges/x/#earner", email="anne@example.org", salt="Kosher")


def document(earner: issued_badges.Earner = ANNE) -> dict[str, Any]:
    return issued_badges.credential(
        id=f"{SITE}/badges/x/",
        name="Penser avant de publier",
        issuer=ISSUER,
        achievement=ACHIEVEMENT,
        earner=earner,
        earned_at=EARNED,
        status_list=f"{SITE}/badges/withdrawn/",
    )


def address(key: signatures.BadgeKey) -> str:
    return f"{SITE}/badges/keys/{key.id}/"


def sign(key: signatures.BadgeKey, said: dict[str, Any] | None = None) -> str:
    return signatures.signed(said or document(), key=key, key_address=address(key))


def published() -> dict[str, Any]:
    keys = signatures.published_keys()
    return {"keys": [signatures.published_key(key, address=address(key), issuer=ISSUER["id"]) for key in keys]}


def with_another_byte(token: str) -> list[str]:
    """The token with one byte changed in its header, its claims and its signature."""
    changed = []
    for number, part in enumerate(parts := token.split(".")):
        raw = bytearray(base64.urlsafe_b64decode(part + "=="))
        raw[len(raw) // 2] ^= 1
        other = base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
        changed.append(".".join([*parts[:number], other, *parts[number + 1 :]]))
    return changed


def test_others_verify_a_badge_also_after_a_rotation_and_no_changed_byte(keys_folder: Path) -> None:
    old = sign(signatures.signing_key())
    signatures.rotate()
    new = sign(signatures.signing_key())
    of_old, of_new, *of_changed = verified(old, new, *with_another_byte(old), keys=published())
    claims = {"iss": ISSUER["id"], "sub": ANNE.id, "jti": f"{SITE}/badges/x/", "nbf": int(EARNED.timestamp())}
    assert of_old == of_new == document() | claims
    assert len(of_changed) == 3
    assert all("error" in one for one in of_changed), of_changed
    assert badge_of(old, keys=published()) == badge_of(new, keys=published())
    for changed in with_another_byte(old)[1:]:
        with pytest.raises(OB3VerificationError, match="signature"):
            badge_of(changed, keys=published())
    alone = {"keys": [key for key in published()["keys"] if key["kid"] != address(signatures.published_keys()[1])]}
    assert verified(old, keys=alone) == [{"error": "ERR_JWKS_NO_MATCHING_KEY"}]


def test_the_header_has_what_the_specification_allows(keys_folder: Path) -> None:
    key = signatures.signing_key()
    assert jwt.get_unverified_header(sign(key)) == {"alg": "RS256", "typ": "JWT", "kid": address(key)}


def test_openbadgeslib_reads_in_a_badge_what_was_put_into_it(keys_folder: Path) -> None:
    badge = badge_of(sign(signatures.signing_key()), keys=published())
    assert (badge.id, badge.name, badge.recipient_id) == (f"{SITE}/badges/x/", "Penser avant de publier", ANNE.id)
    assert badge.issuance_date == EARNED.replace(microsecond=0)
    assert (badge.issuer.id, badge.issuer.name, badge.issuer.url) == (ISSUER["id"], ISSUER["name"], ISSUER["url"])
    achievement = badge.achievement
    assert (achievement.name, achievement.criteria_narrative) == ("Penser avant de publier", "Répondre.")
    assert achievement.image_url == f"{SITE}/badges/picture.png"
    assert badge.credential_status == [{"id": f"{SITE}/badges/withdrawn/", "type": "1EdTechRevocationList"}]
    assert badge.identifiers == [IdentityObject.create(ANNE.email, ANNE.salt)]


def test_each_word_of_what_is_published_is_one_of_open_badges() -> None:
    named = issued_badges.Earner(id=ANNE.id, email=ANNE.email, salt=ANNE.salt, name="Anne")
    assert unknown_words(document(named)) == []
    for part in (ISSUER, ACHIEVEMENT):
        assert unknown_words(issued_badges.with_context(part)) == []
    assert unknown_words(document() | {"validfrom": "2026"}) == ["validfrom"]


def test_her_address_and_her_name_stand_nowhere_in_it() -> None:
    assert "anne" not in json.dumps(document()).lower()


def test_the_name_that_she_wishes_stands_in_it() -> None:
    named = issued_badges.Earner(id=ANNE.id, email=ANNE.email, salt=ANNE.salt, name='Anne "A" <script>')
    name = document(named)["credentialSubject"]["identifier"][1]
    assert (name["identityType"], name["hashed"], name["identityHash"]) == ("name", False, named.name)


def test_an_older_key_signs_nothing(keys_folder: Path) -> None:
    signatures.rotate()
    with pytest.raises(ValueError, match="older"):
        sign(signatures.published_keys()[1])
