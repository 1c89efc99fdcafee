"""XML made to harm whoever reads it: refused in words, at once, without a file opened or a connection made."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.translating.exchange_files import MOST_BYTES, UnreadableExchange
from guide.translating.xliff import XliffVersion, read_xliff, safe_xml, write_xliff
from tests.for_each import for_each
from tests.guide.translating.exchange_samples import demo_file

pytestmark = pytest.mark.pure

ROOT = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr" trgLang="it">'
UNIT = '<file id="tip-7"><unit id="p.0"><segment><source>{}</source></segment></unit></file></xliff>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
SECRET = "/etc/hostname"
SWELLING = (
    f'<file id="tip-7"><unit id="p.0"><originalData><data id="d">{"a" * 100_000}</data></originalData>'
    f"<segment><source>{'<ph id="1" dataRef="d"/>' * 9_000}</source></segment></unit></file></xliff>"
)
SWELLING_BEFORE = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="tip-7"><body><trans-unit id="p.0">'
    f'<source><ph id="1">{"a" * 100_000}</ph>{"<ph id='1'/>" * 9_000}</source></trans-unit></body></file></xliff>'
)
ATTACKS: dict[str, tuple[str | bytes, str]] = {
    "an entity": (f'<!DOCTYPE x [<!ENTITY a "b">]>{ROOT}{UNIT.format("&a;")}', "doctype"),
    "a billion laughs": (f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>{ROOT}{UNIT.format("&l9;")}', "doctype"),
    "a gigabyte of one entity": (
        f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>{ROOT}{UNIT.format("&a;" * 10_000)}', "doctype"),
    "a file": (f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{SECRET}">]>{ROOT}{UNIT.format("&a;")}', "doctype"),
    "an address": (f'<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>{ROOT}{UNIT.format("&a;")}', "doctype"),
    "a parameter entity": (f'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>{ROOT}{UNIT}', "doctype"),
    "an external document type": (f'<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/x.dtd">{ROOT}{UNIT}', "doctype"),
    "a document type of another file": (f'<!DOCTYPE xliff SYSTEM "file://{SECRET}">{ROOT}{UNIT}', "doctype"),
    "a document type in UTF-16": (f'<!DOCTYPE x [<!ENTITY a "b">]>{ROOT}{UNIT}'.encode("utf-16"), "doctype"),
    "a document type in UTF-7": ('<?xml version="1.0" encoding="utf-7"?>+ADw-+ACE-DOCTYPE x [', "encoding"),
    "a document type in EBCDIC": ('<?xml version="1.0" encoding="cp037"?><!DOCTYPE x>'.encode("cp037"), "encoding"),
    "UTF-16 without its mark": (f"{ROOT}{UNIT}".encode("utf-16-le"), "xml"),
    "UTF-32": (f"{ROOT}{UNIT}".encode("utf-32"), "xml"),
    "Latin letters of one byte": (f"{ROOT}{UNIT.format('é')}".encode("latin-1"), "encoding"),
    "another encoding said": (f'<?xml version="1.0" encoding="latin-1"?>{ROOT}{UNIT}', "encoding"),
    "an unknown entity": (f"{ROOT}{UNIT.format('&secret;')}", "xml"),
    "elements in elements": (f"{ROOT}{'<group>' * 100_000}", "xml"),
    "closed elements in elements": (f"{ROOT}{'<g>' * 20_000}{'</g>' * 20_000}</xliff>", "xml"),
    "many elements": (f"{ROOT}{'<a/>' * 400_000}</xliff>", "heavy"),
    "many attributes": (f"<x {' '.join(f'a{n}=\"\"' for n in range(100_000))}/>", "format"),
    "one attribute twice": ('<x a="" a=""/>', "xml"),
    "six megabytes": (f"{ROOT}{UNIT.format('a' * 6_000_000)}", "heavy"),
    "just more than is allowed": (b" " * (MOST_BYTES + 1), "heavy"),
    "codes that stand for far more": (f"{ROOT}{SWELLING}", "heavy"),
    "codes that stand for far more, in XLIFF 1.2": (SWELLING_BEFORE, "heavy"),
    "a control character": (f"{ROOT}{UNIT.format(chr(1))}", "xml"),
    "a control character by its number": (f"{ROOT}{UNIT.format('&#1;')}", "xml"),
    "half a file": (f"{ROOT}<file>", "xml"),
    "nothing": ("", "xml"),
    "no XML": ("PK\x03\x04", "xml"),
    "XML of something else": ("<html><body/></html>", "format"),
    "another version": ('<xliff version="1.1"><file/></xliff>', "format"),
    "a file to include": (
        f'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file://{SECRET}"/></x>', "format"),
}  # fmt: skip
HOSTILE = {name: (one if isinstance(one, bytes) else one.encode(), reason) for name, (one, reason) in ATTACKS.items()}


@pytest.fixture(autouse=True)
def nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A file that was read would have another time of access; a connection fails the test."""
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: opened.append(address))
    secret = Path(SECRET)
    before = secret.stat().st_atime_ns if secret.exists() else 0
    yield
    assert not opened
    assert not secret.exists() or secret.stat().st_atime_ns == before


@for_each("name", HOSTILE)
def test_it_is_refused_at_once_in_words(name: str) -> None:
    data, reason = HOSTILE[name]
    began = time.process_time()
    with pytest.raises(UnreadableExchange) as refused:
        read_xliff(data)
    assert time.process_time() - began < 1
    assert refused.value.reason == reason
    assert all(len(message) > 20 and SECRET not in message for message in refused.value.messages)


def test_the_parser_itself_reads_no_entity_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second wall: should a document type come through, nothing of it is read."""
    monkeypatch.setattr(safe_xml, "_FORBIDDEN", ())
    for data, reason in HOSTILE.values():
        if reason == "doctype":
            began = time.process_time()
            with pytest.raises(UnreadableExchange):
                read_xliff(data)
            assert time.process_time() - began < 1


@pytest.mark.parametrize("version", ["2.0", "1.2"])
def test_a_large_file_that_is_right_is_read_in_each_encoding(version: XliffVersion) -> None:
    file = demo_file("it")
    data = write_xliff(file, version)
    wide = data.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    for one in (data, wide, b"\xef\xbb\xbf" + data):
        assert read_xliff(one) == file
