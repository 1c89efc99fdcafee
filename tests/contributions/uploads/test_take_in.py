"""A picture that somebody sends is made anew, or refused in words, with nothing left behind."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from PIL import Image

from accounts.models import User
from contributions.models import Image as Picture
from contributions.uploads import limits, processing, storage
from contributions.uploads.limits import NotTaken
from tests.contributions.uploads import makers
from tests.contributions.uploads.heic import heic
from tests.contributions.uploads.makers import BLUE, DEVICE, PLACE, RED, encoded

FORMATS = ["PNG", "JPEG", "WEBP", "AVIF", "HEIC"]


def take_in(content: bytes, uploader: User, **details: object) -> Picture:
    values = {"file_name": "photo.jpg", "alt": "Un écran"} | details
    return Picture.objects.take_in(content, uploader=uploader, **values)  # type: ignore[arg-type]


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        picture.load()
    return picture


def is_near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 25 for one, other in zip(pixel, colour, strict=False))


def files_left(settings) -> list[str]:
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def refusal(content: bytes, uploader: User, settings) -> NotTaken:
    with pytest.raises(NotTaken) as caught:
        take_in(content, uploader)
    assert files_left(settings) == []
    assert not Picture.objects.exists()
    return caught.value


@pytest.mark.once
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_becomes_webp_without_place_or_device(kind: str, contributor) -> None:
    content = makers.picture_of(kind)
    assert DEVICE.encode() in content
    picture = take_in(content, contributor)
    shown = opened(picture.file(picture.width))
    assert shown.format == "WEBP"
    assert is_near(shown.getpixel((5, 2)), RED)
    assert is_near(shown.getpixel((5, shown.height - 3)), BLUE)
    for path in picture.folder.iterdir():
        stored = path.read_bytes()
        assert DEVICE.encode() not in stored and PLACE not in stored and b"Exif" not in stored
        assert not opened(path).getexif()


@pytest.mark.once
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_telephone_was_held(kind: str, orientation: int, contributor) -> None:
    upright = makers.halves(64, 32)
    upright.paste((255, 255, 255), (0, 0, 16, 8))
    lying = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }[orientation]
    sent = upright
    for turn in lying:
        sent = sent.transpose(turn)
    picture = take_in(encoded(sent, kind, exif=makers.exif(orientation)), contributor)
    stored = opened(picture.file(picture.width)).convert("RGB")
    assert stored.size == (64, 32)
    assert is_near(stored.getpixel((4, 3)), (255, 255, 255))
    assert is_near(stored.getpixel((60, 3)), RED)
    assert is_near(stored.getpixel((60, 29)), BLUE)


def test_a_heic_that_says_it_is_turned_stands_upright(contributor) -> None:
    picture = take_in(heic([[RED, BLUE]], quarter_turns=1), contributor)
    stored = opened(picture.file(picture.width)).convert("RGB")
    assert stored.size == (16, 32)
    assert is_near(stored.getpixel((8, 4)), BLUE)
    assert is_near(stored.getpixel((8, 28)), RED)


@pytest.mark.once
@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, [300]), (480, [480]), (700, [480, 700]), (1600, [480, 960, 1600]), (3000, [480, 960, 1600, 2000])],
)
def test_a_picture_is_stored_in_several_widths_and_never_enlarged(width: int, widths: list[int], contributor) -> None:
    picture = take_in(encoded(makers.halves(width, width // 2), "JPEG"), contributor)
    assert picture.widths == widths
    assert (picture.width, picture.height) == (widths[-1], widths[-1] // 2)
    assert [opened(picture.file(one)).width for one in widths] == widths
    assert picture.size == sum(path.stat().st_size for path in picture.folder.iterdir())


@pytest.mark.once
def test_a_screenshot_is_stored_without_loss_and_a_photograph_is_not(contributor) -> None:
    screen = makers.halves()
    picture = take_in(encoded(screen), contributor)
    assert opened(picture.file(640)).convert("RGB").tobytes() == screen.tobytes()
    assert picture.print_name == "print.png"
    photograph = take_in(encoded(makers.photograph()), contributor)
    assert photograph.print_name == "print.jpg"
    assert opened(photograph.folder / "print.jpg").format == "JPEG"


@pytest.mark.once
def test_what_can_be_seen_through_stays_so_and_is_white_in_print(contributor) -> None:
    sent = makers.photograph().convert("RGBA")
    sent.putalpha(Image.linear_gradient("L").resize(sent.size))
    picture = take_in(encoded(sent), contributor)
    assert opened(picture.file(640)).mode == "RGBA"
    printed = opened(picture.folder / picture.print_name)
    assert printed.mode == "RGB"
    assert is_near(printed.getpixel((5, 1)), (255, 255, 255))


def test_colours_of_another_space_become_srgb(contributor) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    odd = encoded(makers.halves(), "JPEG", icc_profile=profile.tobytes())  # of other colours than the picture's
    picture = take_in(odd, contributor)
    assert is_near(opened(picture.file(640)).getpixel((5, 5)), RED)
    cmyk = take_in(encoded(makers.halves().convert("CMYK"), "JPEG"), contributor)
    assert is_near(opened(cmyk.file(640)).getpixel((5, 5)), RED)
    assert b"ICC" not in picture.file(640).read_bytes()


@pytest.mark.once
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_pictures_of_few_or_deep_colours_are_read(mode: str, contributor) -> None:
    white = {"I;16": Image.new("I;16", (100, 50), 65_535)}
    sent = white.get(mode) or Image.new("L", (100, 50), 255).convert(mode)
    picture = take_in(encoded(sent), contributor)
    assert is_near(opened(picture.file(100)).convert("RGB").getpixel((50, 25)), (255, 255, 255))


def test_a_picture_that_moves_is_stored_still(contributor) -> None:
    frames = [makers.halves(), Image.new("RGB", (640, 480), "green")]
    moving = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100)
    picture = take_in(moving, contributor)
    stored = opened(picture.file(640))
    assert getattr(stored, "n_frames", 1) == 1
    assert is_near(stored.getpixel((5, 5)), RED)


def test_a_picture_that_moves_for_too_long_is_refused(contributor, settings) -> None:
    frames = [Image.new("RGB", (8, 8), (shade % 256, shade // 256, 0)) for shade in range(limits.MOST_FRAMES + 1)]
    moving = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert refusal(moving, contributor, settings).code == "too_many_frames"


@pytest.mark.once
@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO", "PPM"])
def test_other_formats_are_refused_whatever_their_name(kind: str, contributor, settings) -> None:
    assert refusal(encoded(makers.halves(64, 64), kind), contributor, settings).code == "unknown"


@pytest.mark.once
@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif",
        b"",
        b"\x00" * 1000,
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content: bytes, contributor, settings) -> None:
    assert refusal(content, contributor, settings).code in {"unknown", "damaged"}


@pytest.mark.once
@pytest.mark.parametrize("kind", FORMATS)
def test_half_a_picture_is_refused(kind: str, contributor, settings) -> None:
    whole = makers.picture_of(kind) if kind == "HEIC" else encoded(makers.photograph(), kind)
    assert refusal(whole[: len(whole) // 2], contributor, settings).code in {"unknown", "damaged"}


def test_a_lying_name_changes_nothing(contributor) -> None:
    picture = take_in(encoded(makers.halves(), "JPEG"), contributor, file_name="../../etc/passwd.SVG")
    assert picture.name == "passwd"
    assert opened(picture.file(640)).format == "WEBP"


def test_what_is_hidden_behind_a_picture_does_not_survive(contributor) -> None:
    script = b"<script>alert(document.domain)</script><?php system($_GET['x']) ?>PK\x03\x04"
    polyglot = encoded(makers.halves(), "JPEG", comment=script) + script
    picture = take_in(polyglot, contributor)
    for path in picture.folder.iterdir():
        assert b"script" not in path.read_bytes() and b"php" not in path.read_bytes()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose head promises so many pixels, with one line of zeros behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def test_pixels_are_counted_before_any_is_decoded(contributor, settings) -> None:
    refused = refusal(png_that_claims(60_000, 60_000), contributor, settings)
    assert refused.code == "too_many_pixels"
    assert "3600" in refused.messages[0].replace("\u202f", "").replace("\xa0", "") and refused.can_be_reduced


def test_a_small_file_that_unpacks_to_millions_of_pixels_is_refused(contributor, settings) -> None:
    assert refusal(png_that_claims(6_000, 6_000), contributor, settings).code == "too_costly"


def test_a_full_disk_is_not_told_as_a_bad_file_and_whoever_runs_the_site_is_told(
    contributor, settings, monkeypatch, caplog
) -> None:
    monkeypatch.setattr(processing.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1_000))
    damaged = encoded(makers.halves(), "PNG")[:-200]
    assert refusal(damaged, contributor, settings).code == "unavailable"
    assert "the disk of DATA_DIR is full" in caplog.text
    monkeypatch.setattr(processing.sys, "executable", "/bin/false")
    assert refusal(encoded(makers.halves()), contributor, settings).code == "unavailable"
    monkeypatch.undo()
    assert refusal(damaged, contributor, settings).code == "damaged"


@pytest.mark.once
def test_bytes_are_limited_in_words_that_say_how_many(contributor, settings) -> None:
    settings.PICTURE_MEGABYTES = 1
    heavy = encoded(makers.photograph(900, 900), "PNG")
    refused = refusal(heavy, contributor, settings)
    assert refused.code == "too_large" and refused.can_be_reduced
    assert "2,5" in refused.messages[0] and refused.messages[0].count("M") == 2


def test_a_decoder_that_hangs_is_ended_and_the_file_not_blamed(contributor, settings, monkeypatch) -> None:
    monkeypatch.setattr(limits, "HANG_SECONDS", 0.01)
    assert refusal(encoded(makers.halves()), contributor, settings).code == "unavailable"


def test_a_process_that_dies_takes_nothing_down(contributor, settings, monkeypatch) -> None:
    monkeypatch.setattr(processing.sys, "executable", "/bin/false")
    assert refusal(encoded(makers.halves()), contributor, settings).code == "too_costly"
    monkeypatch.setattr(processing.sys, "executable", "/nowhere")
    assert refusal(encoded(makers.halves()), contributor, settings).code == "unavailable"


def test_the_process_knows_no_secret(contributor, monkeypatch) -> None:
    asked = {}

    def run(command, **options):
        asked.update(options["env"])
        raise OSError

    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setattr(processing.subprocess, "run", run)
    with pytest.raises(NotTaken):
        take_in(encoded(makers.halves()), contributor)
    assert "SECRET_KEY" not in asked and "PATH" in asked


def test_the_same_picture_of_one_person_is_stored_once(contributor, editor) -> None:
    content = encoded(makers.halves())
    first = take_in(content, contributor)
    again = take_in(content, contributor, alt="D’autres mots", credit="Photo : Karim")
    assert again.pk == first.pk
    first.refresh_from_db()
    assert (first.alt, first.credit) == ("D’autres mots", "Photo\u00a0: Karim")
    assert take_in(content, editor).pk != first.pk


def test_a_row_that_cannot_be_written_leaves_no_file(contributor, settings, monkeypatch) -> None:
    def fail(self, *args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Picture, "save", fail)
    with pytest.raises(RuntimeError):
        take_in(encoded(makers.halves()), contributor)
    assert files_left(settings) == []


def test_a_disk_that_is_full_leaves_no_row(contributor, settings, monkeypatch) -> None:
    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "finish", fail)
    with pytest.raises(OSError, match="No space"):
        take_in(encoded(makers.halves()), contributor)
    assert files_left(settings) == [] and not Picture.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_picture_sent_twice_at_once_is_stored_once(settings) -> None:
    from tests import factories

    person = factories.create_contributor()
    content, stored = encoded(makers.photograph()), []

    def send() -> None:
        stored.append(take_in(content, person).pk)
        connection.close()

    threads = [Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stored) == 3 and len(set(stored)) == 1
    assert Picture.objects.count() == 1
    assert len(list((Path(settings.MEDIA_ROOT) / "images").glob("*/*"))) == 1


def test_words_that_cannot_be_are_refused_beside_their_field(contributor, settings) -> None:
    with pytest.raises(ValidationError) as caught:
        take_in(encoded(makers.halves()), contributor, is_decorative=True)
    assert "alt" in caught.value.message_dict
    with pytest.raises(ValidationError):
        take_in(encoded(makers.halves()), contributor, alt="x" * 301)
    assert files_left(settings) == []


def test_a_picture_that_the_editors_took_away_does_not_come_back(contributor, editor) -> None:
    content = encoded(makers.halves())
    take_in(content, contributor).hide(reason="On y lit un nom de client.", by=editor)
    with pytest.raises(NotTaken, match="nom de client"):
        take_in(content, contributor)


@pytest.mark.once
def test_a_large_picture_costs_bounded_memory_and_time(contributor, settings) -> None:
    settings.PICTURE_MEGABYTES = 40
    picture = take_in(encoded(makers.photograph(7000, 7000), "JPEG", quality=70), contributor)
    assert (picture.width, picture.height) == (2000, 2000)


@pytest.mark.once
def test_a_very_long_screen_stays_within_what_browsers_show(contributor) -> None:
    picture = take_in(encoded(makers.halves(1000, 20_000), "PNG"), contributor)
    assert picture.height <= limits.TALLEST
    assert io.BytesIO(picture.file(picture.width).read_bytes())
