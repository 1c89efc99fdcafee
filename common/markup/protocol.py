"""How server and renderer talk: a length of four bytes, then that many bytes of JSON."""

import json
import struct
from typing import Any

LENGTH = struct.Struct(">I")


def pack(message: dict[str, Any]) -> bytes:
    body = json.dumps(message, ensure_ascii=False).encode()
    return LENGTH.pack(len(body)) + body


def unpack(body: bytes) -> dict[str, Any]:
    message = json.loads(body)
    if not isinstance(message, dict):
        raise ValueError("A message is an object")
    return message
