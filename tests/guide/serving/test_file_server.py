"""What is answered ahead of Django, and what is left to it."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
import zstandard

from guide.serving import file_server
from tests.guide.conftest import NAMES_THAT_LEAD_OUT
from tests.guide.serving.conftest import PAGE, PDF, SHEET, STYLE, Asked, asks, put

pytestmark = pytest.mark.pure

LEFT_TO_DJANGO = 0


def test_a_page_comes_with_all_that_a_reader_and_a_cache_need(asked: Asked) -> None:
    given = asked("/guide/fr/")
    assert (given.status, given.body) == (200, PAGE)
    assert given.headers["Content-Type"] == "text/html; charset=utf-8"
    assert given.headers["Content-Length"] == str(len(PAGE))
    assert given.headers["Content-Language"] == "fr"
    assert given.headers["Vary"] == "Accept-Encoding"
    assert given.headers["Cache-Control"] == "public, max-age=0, stale-if-error=3600"
    assert not given.headers["ETag"].startswith("W/")
    assert "default-src 'self'; script-src 'self';" in given.headers["Content-Security-Policy"]
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in given.headers


def test_what_is_named_after_its_content_is_cached_for_ever(asked: Asked) -> None:
    given = asked(f"/guide/fr/{SHEET}")
    assert (given.body, given.headers["Content-Type"]) == (STYLE, "text/css; charset=utf-8")
    assert given.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("gzip", "gzip"),
        ("GZIP;Q=0.5", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("br;q=0, *;q=0.2", "zstd"),
        ("gzip;q=0.5, identity", None),
        ("br;q=0", None),
        ("deflate", None),
        ("br;q=2, gzip;q=oui, \x00", None),
        ("", None),
        ("br" + ",x" * 20_000, "br"),
    ],
)
def test_a_text_travels_as_the_reader_s_program_likes_best(asked: Asked, accepted: str, encoding: str | None) -> None:
    given = asked("/guide/fr/", accept_encoding=accepted)
    read = {"br": brotli.decompress, "gzip": gzip.decompress, "zstd": zstandard.decompress, None: bytes}[encoding]
    assert given.headers.get("Content-Encoding") == encoding
    assert read(given.body) == PAGE
    assert given.headers["Content-Length"] == str(len(given.body))


def test_each_way_of_travelling_has_its_own_tag(asked: Asked) -> None:
    tags = {asked("/guide/fr/", accept_encoding=name).headers["ETag"] for name in ("br", "zstd", "gzip", "identity")}
    assert len(tags) == 4


def test_nothing_comes_where_the_reader_has_it(asked: Asked) -> None:
    first = asked("/guide/fr/", accept_encoding="br")
    by_tag = asked("/guide/fr/", accept_encoding="br", if_none_match=f'"x", {first.headers["ETag"]}')
    by_date = asked("/guide/fr/", accept_encoding="br", if_modified_since=first.headers["Last-Modified"])
    for again in (by_tag, by_date):
        assert (again.status, again.body) == (304, b"")
        assert "Content-Length" not in again.headers
        assert "Content-Encoding" not in again.headers
        for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
            assert again.headers[name] == first.headers[name]
    assert asked("/guide/fr/", accept_encoding="gzip", if_none_match=first.headers["ETag"]).status == 200
    assert asked("/guide/fr/", if_match='"another"').status == 412
    assert asked("/guide/fr/", if_none_match="*").status == 304


def test_a_pdf_comes_whole_or_in_part_and_is_never_compressed(asked: Asked) -> None:
    whole = asked("/guide/fr/guide.pdf", accept_encoding="gzip")
    assert (whole.body, whole.headers["Accept-Ranges"]) == (PDF, "bytes")
    assert "Content-Encoding" not in whole.headers
    part = asked("/guide/fr/guide.pdf", range="bytes=3-9", if_range=whole.headers["ETag"])
    assert (part.status, part.body, part.headers["Content-Range"]) == (206, PDF[3:10], f"bytes 3-9/{len(PDF)}")
    assert asked("/guide/fr/guide.pdf", range="bytes=3-9", if_range='"old"').body == PDF
    assert asked("/guide/fr/guide.pdf", range="bytes=999-").status == 416
    assert asked("/guide/fr/", range="bytes=0-3").body == PAGE


def test_head_tells_what_would_come(asked: Asked) -> None:
    given = asked("/guide/fr/guide.pdf", method="HEAD", range="bytes=0-3")
    assert (given.status, given.body, given.headers["Content-Length"]) == (200, b"", str(len(PDF)))
    assert asked.noted == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", "TRACE", ""])
def test_other_methods_are_left_to_django(asked: Asked, method: str) -> None:
    assert asked("/guide/fr/", method=method).status == LEFT_TO_DJANGO


@pytest.mark.parametrize("name", NAMES_THAT_LEAD_OUT)
def test_nothing_outside_of_the_edition_is_ever_opened(asked: Asked, root: Path, name: str) -> None:
    (root / "1" / "fr" / ".index.html.abcd").write_text("half of a page")
    for address in (f"/guide/fr/{name}", f"/guide/editions/1/fr/{name}"):
        assert asked(address).status == LEFT_TO_DJANGO


@pytest.mark.parametrize(
    "address",
    [
        "/guide/",
        "/guide/fr",
        "//guide/fr/",
        "/guide//fr/",
        "/guide/FR/",
        "/guide/../guide/fr/",
        "/guide/%2e%2e/1/fr/",
        "/guide/editions/",
        "/guide/editions/1/",
        "/guide/editions/01234/fr/",
        "/guide/editions/²/fr/",
        "/guide/editions/1/fr/../../current",
        "/guide/fr/index.html%0d%0aX-Odd:%201",
        "/guide/fr/\xff",
        "/guide/decisions/",
        "/guide/de/",
        "/guide/fr/nothing.css",
        "/guide/fr/share/",
        "/wiki/",
        "*",
        "",
    ],
)
def test_whatever_is_no_file_is_left_to_django(asked: Asked, address: str) -> None:
    assert asked(address).status == LEFT_TO_DJANGO


def test_a_link_that_leads_outside_is_not_followed(asked: Asked, root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (root / "1" / "fr" / "way-out").symlink_to(tmp_path / "secret")
    (root / "1" / "it").symlink_to(root / "1" / "fr")
    assert asked("/guide/fr/way-out").status == LEFT_TO_DJANGO
    (root / "1" / "fr" / "guide.pdf").unlink()
    (root / "1" / "fr" / "guide.pdf").symlink_to(tmp_path / "secret")
    assert asked("/guide/fr/guide.pdf").status == LEFT_TO_DJANGO


def test_only_the_site_s_own_hosts_are_answered(asked: Asked, settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    for host in ("evil.example", "localhost:80:80", "", "a b", None):
        assert asked("/guide/fr/", host=host).status == LEFT_TO_DJANGO
    assert asked("/guide/fr/", host="localhost:8000").status == 200


def test_where_https_is_wanted_plain_http_is_left_to_django_which_redirects(asked: Asked, settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert asked("/guide/fr/").status == LEFT_TO_DJANGO
    given = asked("/guide/fr/", x_forwarded_proto="https")
    assert (given.status, given.headers["Strict-Transport-Security"][:10]) == (200, "max-age=60")
    assert asked("/guide/fr/", x_forwarded_proto="http").status == LEFT_TO_DJANGO


def test_a_guide_that_is_not_for_everybody_is_left_to_django(asked: Asked, root: Path) -> None:
    (root / "public").unlink()
    assert asked("/guide/fr/").status == LEFT_TO_DJANGO


def test_a_new_edition_is_there_once_the_disk_is_looked_at_again(asked: Asked, root: Path) -> None:
    asked("/guide/fr/")
    put(root / "2" / "fr" / "index.html", b"the second")
    put(root / "current", b"2")
    assert asked("/guide/fr/").body == b"the second"
    assert asked("/guide/editions/1/fr/").body == PAGE


def test_a_file_that_was_made_again_is_there_with_another_tag(asked: Asked, root: Path) -> None:
    first = asked("/guide/fr/")
    put(root / "1" / "fr" / "index.html", PAGE.replace(b"Vingt", b"Trois"))
    again = asked("/guide/fr/", if_none_match=first.headers["ETag"])
    assert (again.status, again.body[:25]) == (200, PAGE.replace(b"Vingt", b"Trois")[:25])
    (root / "1" / "fr" / "index.html").unlink()
    assert asked("/guide/fr/").status == LEFT_TO_DJANGO


def test_in_between_no_disk_is_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_server, "LOOKED_AGAIN_AFTER", 3600)
    asked = asks()
    asked("/guide/fr/")
    (root / "1" / "fr" / "index.html").unlink()
    (root / "current").unlink()
    assert asked("/guide/fr/").body == PAGE


def test_answers_that_nobody_asks_for_do_not_stay_in_memory(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_server, "LOOKED_AGAIN_AFTER", 0)
    monkeypatch.setattr(file_server, "SWEPT_AFTER", -1)
    asked = asks()
    for accepted in ("br", "gzip", "zstd"):
        asked("/guide/fr/", accept_encoding=accepted)
    assert len(asked.front._ready) == 1
    monkeypatch.setattr(file_server, "LOOKED_AGAIN_AFTER", 3600)
    monkeypatch.setattr(file_server, "MOST_READY", 5)
    for number in range(20):
        asked("/guide/fr/", accept_encoding=f"x{number}")
    assert len(asked.front._ready) <= 5


def test_before_the_first_edition_django_says_so(asked: Asked, root: Path) -> None:
    put(root / "current", b"None")
    assert asked("/guide/fr/").status == LEFT_TO_DJANGO
    (root / "current").unlink()
    assert asked("/guide/fr/").status == LEFT_TO_DJANGO


def test_of_an_edition_that_was_withdrawn_readers_get_the_notice_whatever_they_ask_for(
    asked: Asked, root: Path
) -> None:
    put(root / "1" / "fr" / "withdrawn.html", b"Withdrawn: tip 4 is wrong.")
    for name in ("", "index.html", "guide.pdf", "nothing.png", SHEET):
        given = asked(f"/guide/editions/1/fr/{name}", if_none_match="*")
        assert (given.status, given.body) == (410, b"Withdrawn: tip 4 is wrong.")
        assert given.headers["Cache-Control"] == "no-cache"
        assert given.headers["X-Robots-Tag"] == "noindex"
    assert asked.noted == []


def test_search_engines_are_sent_to_the_current_edition(asked: Asked) -> None:
    assert "X-Robots-Tag" not in asked("/guide/fr/").headers
    assert asked("/guide/editions/1/fr/").headers["X-Robots-Tag"] == "noindex"


def test_what_readers_open_and_download_is_noted(asked: Asked, root: Path) -> None:
    put(root / "1" / "fr" / "tip-7.html", b"7")
    put(root / "1" / "fr" / "share" / "guide.png", b"png")
    for name in ("", "tip-7.html", "guide.pdf", SHEET, "share/guide.png"):
        asked(f"/guide/fr/{name}")
    asked("/guide/fr/guide.pdf", range="bytes=9-")
    asked("/guide/fr/guide.pdf", range="bytes=0-1")
    asked("/guide/fr/", if_none_match="*")
    asked("/guide/fr/", if_match='"x"')
    of = {"edition": 1, "language": "fr"}
    assert asked.noted == [of | {"form": form} for form in ("web", "web", "pdf", "pdf", "web")]


def test_a_file_is_named_for_whoever_saves_it_and_a_page_is_not(asked: Asked) -> None:
    named = "inline; filename*=utf-8''le-guide-%C3%A9dition-1.pdf"
    assert asked("/guide/fr/guide.pdf").headers["Content-Disposition"] == named
    assert asked("/guide/fr/guide.pdf", range="bytes=0-3").headers["Content-Disposition"] == named
    assert "Content-Disposition" not in asked("/guide/fr/").headers
    assert asked("/guide/fr/.guide.pdf.name").status == 0
