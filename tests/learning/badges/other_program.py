"""What other people's programs make of our badges: the npm package jose verifies their signature, openbadgeslib reads and
verifies them as badges, and pyld finds each of their words in the vocabularies that 1EdTech and W3C publish.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jwt
from openbadgeslib.ob3 import OB3Verifier, OpenBadgeCredential
from openbadgeslib.ob3.contexts import document_loader
from openbadgeslib.verify import VerifyResult, verify_badge
from pyld import jsonld

from setup.frontend import find_node

SCRIPT = Path(__file__).with_name("verify.mjs")


def verified(*tokens: str, keys: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns what jose reads in each, or what is wrong with it as `error`."""
    node, _npm = find_node()
    done = subprocess.run(
        [node, str(SCRIPT)],
        input=json.dumps({"tokens": tokens, "keys": keys}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def badge_of(token: str, *, keys: dict[str, Any]) -> OpenBadgeCredential:
    """Returns the badge as openbadgeslib understands it. Raises OB3VerificationError for what is none."""
    return OB3Verifier(_key_of(token, keys)).verify(token)


def badge_in(picture: bytes, token: str, *, keys: dict[str, Any]) -> VerifyResult:
    """Returns what openbadgeslib says of a picture, by the key that this token names."""
    return verify_badge(picture, pubkey_pem=_key_of(token, keys))


def _key_of(token: str, keys: dict[str, Any]) -> Any:
    named = jwt.get_unverified_header(token)["kid"]
    return jwt.PyJWKSet.from_dict(keys)[named].key


def unknown_words(document: dict[str, Any]) -> list[str]:
    """The properties of a document that the contexts it names do not define: other programs lose what they say."""
    dropped: list[str] = []
    jsonld.expand(document, {"documentLoader": document_loader()}, on_property_dropped=dropped.append)
    return dropped
