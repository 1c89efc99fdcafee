"""Signs a credential as VC-JWT, with the keys that are numbered PEM files under `settings.BADGE_KEYS_ROOT`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from django.conf import settings
from jwt.algorithms import RSAAlgorithm
from jwt.utils import base64url_encode

from learning.badges.issued_badges import Json

BITS: Final = 3072
ALGORITHM: Final = "RS256"  # what every verifier of Open Badges 3.0 must know


class DamagedKey(Exception):
    """A file among the keys holds no RSA key."""


@dataclass(frozen=True, slots=True)
class BadgeKey:
    """A key by its public part; `private` is None once a newer one signs."""

    public: RSAPublicKey
    private: RSAPrivateKey | None

    @property
    def jwk(self) -> dict[str, str]:
        """The public part as JSON Web Key, with what it needs and no more."""
        numbers = RSAAlgorithm.to_jwk(self.public, as_dict=True)
        return {"kty": "RSA", "n": numbers["n"], "e": numbers["e"]}

    @property
    def id(self) -> str:
        """Its thumbprint (RFC 7638): the same wherever somebody computes it."""
        canonical = json.dumps(self.jwk, sort_keys=True, separators=(",", ":"))
        return base64url_encode(sha256(canonical.encode()).digest()).decode()


def signing_key() -> BadgeKey:
    """Returns the key that signs, and makes it where there is none yet. Raises DamagedKey."""
    newest = max(_numbers(), default=0)
    key = _read(newest) if newest else None
    return key if key and key.private else _read(_make(newest + 1))


def published_keys() -> list[BadgeKey]:
    """Returns all keys, the newest first: whatever one of them has signed is verified by it. Raises DamagedKey."""
    return [_read(number) for number in sorted(_numbers(), reverse=True)]


def rotate() -> BadgeKey:
    """Makes a new key, which signs from now on, and forgets the private parts of all others. Returns the new key."""
    newest = _make(max(_numbers(), default=0) + 1)
    for number in _numbers():
        if number < newest:
            _forget_private_part(number)
    return _read(newest)


def _path(number: int) -> Path:
    return Path(settings.BADGE_KEYS_ROOT) / f"{number:04}.pem"


def _numbers() -> list[int]:
    return [int(path.stem) for path in Path(settings.BADGE_KEYS_ROOT).glob("[0-9]*.pem")]


def _read(number: int) -> BadgeKey:
    return _parsed(_path(number).read_bytes())


@lru_cache(maxsize=32)
def _parsed(pem: bytes) -> BadgeKey:
    """Checking a private key takes a tenth of a second."""
    try:
        key = (
            serialization.load_pem_private_key(pem, password=None)
            if b"PRIVATE" in pem
            else serialization.load_pem_public_key(pem)
        )
    except ValueError as error:
        raise DamagedKey(f"A file in {settings.BADGE_KEYS_ROOT} holds no key.") from error
    if isinstance(key, RSAPrivateKey):
        return BadgeKey(key.public_key(), key)
    if isinstance(key, RSAPublicKey):
        return BadgeKey(key, None)
    raise DamagedKey(f"A file in {settings.BADGE_KEYS_ROOT} holds no RSA key.")


def _make(number: int) -> int:
    """Makes the key of this number, unless another process is first. Returns the number."""
    private = generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with _written(pem) as file, suppress(FileExistsError):
        os.link(file, _path(number))
    return number


def _forget_private_part(number: int) -> None:
    key = _read(number)
    if key.private is None:
        return
    pem = key.public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    with _written(pem) as file:
        file.replace(_path(number))


@contextmanager
def _written(pem: bytes) -> Iterator[Path]:
    """Writes a file beside the keys, which its owner alone can read, and removes it afterwards if it is still there."""
    folder = Path(settings.BADGE_KEYS_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        yield Path(file.name)
    finally:
        Path(file.name).unlink(missing_ok=True)


# Signs a credential as VC-JWT, and words the keys that verify it ("JSON Web Token Proof Format" of Open Badges 3.0).
#
# Whoever imports it loads 16 MB of cryptography.


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
