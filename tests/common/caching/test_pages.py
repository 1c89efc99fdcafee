"""A cached page, filled in, is what would have been made for the reader."""

from __future__ import annotations

import gzip
import logging

import pytest
from django.http import Http404, HttpResponse

from common.caching import compression
from common.caching.pages import CachedPage, page_for_many
from common.caching.placeholders import NotCacheable, is_for_many, making_for_many, one_time_token, placeholder, region

pytestmark = pytest.mark.pure

VALUES = {"csrf": b"c" * 64, "token": b"0e3a1c52-7a53-4d5a-9f0e-3a1c527a534d", "name": "Zoé <K.>".encode(), "none": b""}
CSRF, TOKEN, NAME, NONE = map(placeholder, VALUES)


def in_full(text: str) -> bytes:
    html = text.encode()
    for name, value in VALUES.items():
        html = html.replace(placeholder(name).encode(), value)
    return html


@pytest.mark.parametrize(
    "text",
    [
        "<p>Le même pour tous</p>",
        "",
        NAME,
        f"{NAME}{NAME}texte{CSRF}{TOKEN}{NONE}{CSRF}",
        f"<body>{f'<form><input value="{CSRF}"><button>Utile</button></form>' * 200}</body>",
        f"{'日本語 é' * 20_000}{NAME}{'x' * 100_000}{TOKEN}",
    ],
    ids=["none", "empty", "alone", "side by side", "many", "long"],
)
def test_values_stand_where_the_placeholders_stood(text: str) -> None:
    assert CachedPage.of(text.encode()).filled(VALUES) == in_full(text)


@pytest.mark.parametrize("changed", [NAME[:20], NAME.upper(), NAME[5:]], ids=["cut", "in capitals", "beheaded"])
def test_a_page_whose_placeholder_was_cut_or_changed_is_not_cacheable(changed: str) -> None:
    with pytest.raises(NotCacheable):
        CachedPage.of(f"<b>{changed}</b>".encode())
    assert page_for_many(lambda: HttpResponse(f"<b>{changed}</b>")) is None


def test_placeholders_stand_only_where_a_page_is_made_for_many() -> None:
    assert one_time_token("token") != one_time_token("token")
    with making_for_many():
        assert one_time_token("token") == TOKEN
    assert not is_for_many()


def test_what_fails_while_it_is_made_for_many_is_told_in_the_log_and_not_cached(caplog) -> None:
    def fail() -> HttpResponse:
        raise KeyError("what a bare request does not have")

    assert page_for_many(fail) is None
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert not is_for_many()


def test_what_is_no_page_or_sets_a_cookie_is_not_cached() -> None:
    def missing() -> HttpResponse:
        raise Http404

    with_cookie = HttpResponse("<p>")
    with_cookie.set_cookie("seen", "1")
    for make in (missing, lambda: with_cookie, lambda: HttpResponse("<p>", status=404)):
        assert page_for_many(make) is None


def test_a_cached_page_takes_about_what_its_compressed_text_takes() -> None:
    words = "".join(f"<p>{number} paragraphes</p>" for number in range(5_000))
    page = CachedPage.of(words.encode())
    assert len(page.packed) < page.size < len(words) / 2


def test_gzip_unpacks_to_what_it_was_and_its_length_tells_nothing() -> None:
    content = "Un texte, « é ».".encode() * 1_000
    packed = [compression.gzip(content) for _ in range(60)]
    assert all(gzip.decompress(one) == content for one in packed)
    assert len({len(one) for one in packed}) > 10


def made_with_regions() -> CachedPage:
    with making_for_many():
        first, second = region("acts", 7, f"Press {placeholder('csrf')}"), region("acts", 12, "Press")
        return CachedPage.of(f"<p>{placeholder('name')}</p>{first}<hr>{second}.".encode())


def test_a_reader_without_her_own_regions_reads_those_for_many() -> None:
    filled = made_with_regions().filled({"name": b"Anne", "csrf": b"token"})
    assert filled == b"<p>Anne</p>Press token<hr>Press."


def test_a_reader_has_her_own_region_in_the_place_of_the_one_for_many() -> None:
    values = {"name": b"Anne", "csrf": b"token"}
    assert made_with_regions().filled(values, {"acts_7_": b"Pressed"}) == b"<p>Anne</p>Pressed<hr>Press."
    assert made_with_regions().filled(values, {"acts_12_": b"Pressed"}) == b"<p>Anne</p>Press token<hr>Pressed."
    assert made_with_regions().filled(values, {"acts_99_": b"not shown"}) == b"<p>Anne</p>Press token<hr>Press."


def test_a_region_that_is_not_made_for_many_has_no_marks() -> None:
    assert region("acts", 7, "Press") == "Press"
