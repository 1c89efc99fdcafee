"""Signs a credential as VC-JWT, and words the keys that verify it ("JSON Web Token Proof Format" of Open Badges 3.0).

Whoever imports it loads 16 MB of cryptography.
"""

from __future__ import annotations

from datetime import datetime

import jwt

from learning.badges.credentials import Json
from learning.badges.signing_keys import ALGORITHM, BadgeKey


def signed(document: Json, *, key: BadgeKey, key_address: str) -> str:
    """Returns the credential as a compact JWS. Raises ValueError for a key that no longer signs.

    The header names the key by the address where it is published: a key in the header would say nothing of who signed, and
    a badge would verify after its key has been taken down.
    """
    if key.private is None:
        raise ValueError("An older key signs nothing.")
    claims = {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": int(datetime.fromisoformat(document["validFrom"]).timestamp()),
    }
    return jwt.encode(document | claims, key.private, algorithm=ALGORITHM, headers={"kid": key_address})


def published_key(key: BadgeKey, *, address: str, issuer: str) -> Json:
    """Returns the public key as JSON Web Key; `iss` says whose it is, as the guide to implementing recommends."""
    return key.jwk | {"alg": ALGORITHM, "use": "sig", "kid": address, "iss": issuer}
