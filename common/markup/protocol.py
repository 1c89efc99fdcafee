"""How server and renderer talk: a length of four bytes, then that many bytes of JSON."""

import json
import struct
from dataclasses import asdict
from typing import Any

from common.markup.diff import Diff, DiffRow
from common.markup.mentions import Mentioned
from common.markup.rendered import EmbeddedPicture, Heading, Rendered, WikiLink

LENGTH = struct.Struct(">I")


def pack(message: dict[str, Any]) -> bytes:
    body = json.dumps(message, ensure_ascii=False).encode()
    return LENGTH.pack(len(body)) + body


def unpack(body: bytes) -> dict[str, Any]:
    message = json.loads(body)
    if not isinstance(message, dict):
        raise ValueError("A message is an object")
    return message


def links_to_json(links: dict[str, WikiLink]) -> dict[str, list[object]]:
    return {key: [link.url, link.exists] for key, link in links.items()}


def links_from_json(links: dict[str, list[Any]]) -> dict[str, WikiLink]:
    return {key: WikiLink(str(url), bool(exists)) for key, (url, exists) in links.items()}


def pictures_to_json(pictures: dict[str, EmbeddedPicture]) -> dict[str, list[object]]:
    return {
        address: [picture.width, picture.height, picture.sources, picture.alternative, picture.credit]
        for address, picture in pictures.items()
    }


def pictures_from_json(pictures: dict[str, list[Any]]) -> dict[str, EmbeddedPicture]:
    return {
        address: EmbeddedPicture(width, height, tuple((of, at) for of, at in sources), alternative, credit)
        for address, (width, height, sources, alternative, credit) in pictures.items()
    }


def people_to_json(people: dict[str, Mentioned]) -> dict[str, list[str]]:
    return {alias: [person.name, person.url] for alias, person in people.items()}


def people_from_json(people: dict[str, list[Any]]) -> dict[str, Mentioned]:
    return {alias: Mentioned(str(name), str(url)) for alias, (name, url) in people.items()}


def rendered_to_json(rendered: Rendered) -> dict[str, object]:
    return {
        "html": rendered.html,
        "contents": [[heading.level, heading.id, heading.title, heading.line] for heading in rendered.contents],
        "links": rendered.links,
        "excerpt": rendered.excerpt,
    }


def rendered_from_json(message: dict[str, Any]) -> Rendered:
    return Rendered(
        html=message["html"],
        contents=tuple(Heading(*heading) for heading in message["contents"]),
        links=tuple(message["links"]),
        excerpt=message["excerpt"],
    )


def diff_to_json(diff: Diff) -> dict[str, object]:
    return asdict(diff)


def diff_from_json(message: dict[str, Any]) -> Diff:
    return Diff(**(message | {"rows": tuple(DiffRow(**row) for row in message["rows"])}))
