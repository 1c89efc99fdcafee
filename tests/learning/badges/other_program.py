"""What somebody else's program makes of our badges: verified by the npm package jose, checked against the rules of the
specification as we read them.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from setup.frontend import find_node

SCRIPT = Path(__file__).with_name("verify.mjs")


def verified(*tokens: str, keys: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns the claims of each, or what is wrong with it as `error`."""
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


def _typed(name: str, /, **properties: Any) -> dict[str, Any]:
    """An object that must have these properties, and a list of types with this name in it."""
    types = {"type": "array", "contains": {"const": name}}
    return {"type": "object", "required": ["type", *properties], "properties": {"type": types, **properties}}


URI = {"type": "string", "format": "uri", "pattern": "^https://"}
WORDS = {"type": "string", "minLength": 1}
IDENTITY = {
    "type": "object",
    "required": ["type", "hashed", "identityHash", "identityType"],
    "properties": {
        "type": {"const": "IdentityObject"},
        "hashed": {"type": "boolean"},
        "identityType": {"enum": ["emailAddress", "name"]},
        "salt": WORDS,
    },
    "if": {"properties": {"hashed": {"const": True}}},
    "then": {"required": ["salt"], "properties": {"identityHash": {"pattern": r"^sha256\$[0-9a-f]{64}$"}}},
    "additionalProperties": True,
}
PROFILE = _typed("Profile", id=URI, name=WORDS, url=URI)
ACHIEVEMENT = _typed(
    "Achievement",
    id=URI,
    name=WORDS,
    description=WORDS,
    criteria={"type": "object", "required": ["narrative"], "properties": {"id": URI, "narrative": WORDS}},
    image={"type": "object", "required": ["id", "type"], "properties": {"id": URI, "type": {"const": "Image"}}},
)
CONTEXT = {
    "type": "array",
    "minItems": 2,
    "prefixItems": [
        {"const": "https://www.w3.org/ns/credentials/v2"},
        {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json$"},
    ],
}
CREDENTIAL = {
    "type": "object",
    "required": ["@context", "id", "type", "issuer", "validFrom", "name", "credentialSubject", "credentialStatus"],
    "properties": {
        "@context": CONTEXT,
        "id": URI,
        "type": {
            "type": "array",
            "allOf": [{"contains": {"const": name}} for name in ("VerifiableCredential", "OpenBadgeCredential")],
        },
        "issuer": PROFILE,
        "validFrom": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "name": WORDS,
        "credentialSubject": _typed(
            "AchievementSubject",
            id=URI,
            identifier={"type": "array", "minItems": 1, "items": IDENTITY},
            achievement=ACHIEVEMENT,
        ),
        "credentialStatus": {
            "type": "object",
            "required": ["id", "type"],
            "properties": {"id": URI, "type": {"const": "1EdTechRevocationList"}},
        },
    },
}
"""Open Badges 3.0, as we read it: AchievementCredential and what stands in it."""


def faults(document: dict[str, Any], rules: dict[str, Any] = CREDENTIAL) -> list[str]:
    checker = Draft202012Validator(rules, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(document)]
