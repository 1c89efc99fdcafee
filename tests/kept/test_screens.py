"""A kept screen, filled in, is what would have been made for the reader; compressed, it unpacks to the same."""

from __future__ import annotations

import gzip
import secrets

import pytest

from kept import holes
from kept.screens import NotForMany, Piece, Screen
from kept.store import Store, weight

pytestmark = pytest.mark.pure

VALUES = {
    "csrf": secrets.token_hex(32).encode(),
    "token": b"0e3a1c52-7a53-4d5a-9f0e-3a1c527a534d",
    "name": "Zoé <K.>".encode(),
    "none": b"",
}


def made(*parts: str) -> bytes:
    return "".join(parts).encode()


def in_full(*parts: str) -> bytes:
    text = made(*parts)
    for name, value in VALUES.items():
        text = text.replace(holes.mark(name, len(value) if name in {"csrf", "token"} else 0).encode(), value)
    return text


def check(*parts: str) -> Screen:
    screen = Screen.of(made(*parts))
    assert screen.filled(VALUES) == in_full(*parts)
    assert gzip.decompress(screen.compressed(VALUES)) == in_full(*parts)
    return screen


CSRF, TOKEN, NAME, NONE = (
    holes.mark("csrf", 64),
    holes.mark("token", 36),
    holes.mark("name"),
    holes.mark("none"),
)


def test_what_is_nobodys_own_is_one_piece() -> None:
    assert len(check("<p>Le même pour tous</p>").packed) == 1


def test_a_hole_at_the_beginning_at_the_end_and_beside_another() -> None:
    check(NAME, NAME, "texte", CSRF, TOKEN, NONE, CSRF)


def test_what_repeats_is_written_once() -> None:
    form = f'<form><input name="csrf" value="{CSRF}"><button>Utile</button></form>'
    screen = check("<body>", form * 200, "</body>")
    assert screen.packed_holes == ["csrf"]
    assert len(screen.compressed(VALUES)) < 1_000


@pytest.mark.parametrize("gap", [100, 29_900, 30_100, 32_700, 33_000, 70_000])
def test_what_repeats_far_away_is_right_as_well(gap: int) -> None:
    noise = secrets.token_hex(gap // 2)
    check(f'value="{CSRF}"', noise, f'value="{CSRF}"', noise, f'"{TOKEN}" value="{CSRF}"')


def test_a_long_value_is_filled_in_whole() -> None:
    long = {"name": secrets.token_hex(50_000).encode()}
    screen = Screen.of(made("<b>", NAME, "</b>"))
    assert gzip.decompress(screen.compressed(long)) == b"<b>" + long["name"] + b"</b>"


@pytest.mark.parametrize("length", [0, 10, 5_000, 200_000])
def test_what_was_compressed_before_is_filled_in_as_it_was(length: int) -> None:
    words = secrets.token_hex(length // 2)
    screen = Screen.of(made("<b>", NAME, "</b>", NAME, "<i>"))
    value = {"name": Piece.of(words)}
    assert screen.filled(value) == made("<b>", words, "</b>", words, "<i>")
    assert gzip.decompress(screen.compressed(value)) == screen.filled(value)


def test_what_stands_on_several_screens_is_held_once() -> None:
    header = secrets.token_hex(100)
    one, other = (Screen.of(made(header, NAME, secrets.token_hex(100))) for _ in range(2))
    assert one.packed[0] is other.packed[0]
    assert one.plain[0] is other.plain[0]


@pytest.mark.parametrize("changed", [NAME[:20], NAME.upper(), NAME[5:]], ids=["cut", "in capitals", "beheaded"])
def test_a_mark_that_was_cut_or_changed_is_not_kept(changed: str) -> None:
    with pytest.raises(NotForMany):
        Screen.of(made("<b>", changed, "</b>"))


def test_its_length_tells_nothing() -> None:
    screen = Screen.of(made("<b>", NAME, "</b>"))
    assert len({len(screen.compressed(VALUES)) for _ in range(60)}) > 10


def test_marks_stand_only_where_a_screen_is_made_for_many() -> None:
    assert holes.one_time_token("token") != holes.one_time_token("token")
    with holes.left_open():
        assert holes.one_time_token("token") == TOKEN
    assert not holes.are_left_open()


def test_the_store_forgets_what_was_asked_for_longest_ago() -> None:
    screen = Screen.of(b"x" * 1_000)
    store = Store(3 * weight(screen))
    for key in "abc":
        store.keep(key, screen)
    assert store.get("a") is screen
    store.keep("d", screen)
    assert [key for key in "abcd" if store.get(key)] == ["a", "c", "d"]


def test_a_screen_larger_than_the_store_is_not_kept() -> None:
    store = Store(10)
    store.keep("a", Screen.of(b"x" * 1_000))
    assert store.get("a") is None
