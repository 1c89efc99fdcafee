"""« Réglages », the logo: an administrator sends it, everybody sees it, and none leaves no gap."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from campaign.site_settings.models import SiteSettings

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SCREEN = "/settings/logo/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(width: int = 600, height: int = 200) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (width, height), (10, 20, 30, 0)).save(file, "PNG")
    return file.getvalue()


def send(client: Client, content: bytes, name: str = "logo.png") -> Any:
    return client.post(SCREEN, {"file": SimpleUploadedFile(name, content)})


def logo() -> dict[str, Any]:
    return dict(SiteSettings.objects.get().logo)


def test_a_logo_stands_on_every_page_named_by_the_publisher_and_visitors_can_open_it(
    as_administrator: Client, as_contributor: Client, client: Client
) -> None:
    assert 'class="logo"' not in as_contributor.get("/").text
    assert send(as_administrator, picture()).status_code == 302
    publisher, stored = SiteSettings.objects.get().publisher, logo()
    assert (stored["width"], stored["height"]) == (480, 160)
    for reader, page in ((as_contributor, "/"), (client, "/accounts/login/")):
        assert f'src="/logo/{stored["token"]}/" alt="{publisher}" width="480" height="160"' in " ".join(
            reader.get(page).text.split()
        )
    file = client.get(f"/logo/{stored['token']}/")
    assert Image.open(io.BytesIO(file.content)).size == (480, 160)
    assert (file.headers["Content-Type"], file.headers["X-Content-Type-Options"]) == ("image/webp", "nosniff")


@pytest.mark.parametrize("content", [SVG, b"", b"no picture at all"])
def test_what_is_no_picture_is_refused_in_words_and_the_logo_stays(as_administrator: Client, content: bytes) -> None:
    send(as_administrator, picture())
    before = logo()
    refused = send(as_administrator, content, "logo.svg")
    assert refused.status_code == 422
    assert len(refused.context["form"].errors["file"]) == 1
    assert logo() == before


def test_one_that_is_too_heavy_is_told_the_limit(as_administrator: Client, settings: Any) -> None:
    settings.PICTURE_MEGABYTES = 0.001
    assert "0,1" in str(send(as_administrator, picture() + b" " * 2000).context["form"].errors["file"])
    assert logo() == {}


def test_removing_it_leaves_no_gap_and_both_stand_in_the_history(as_administrator: Client, administrator: User) -> None:
    send(as_administrator, picture())
    as_administrator.post(SCREEN, {"remove": "1"})
    assert logo() == {}
    assert 'class="logo"' not in as_administrator.get("/").text
    removed, sent = as_administrator.get("/settings/history/").context["versions"][:2]
    assert [(change.label, bool(change.before), bool(change.after)) for change in removed.changes] == [
        ("Logo", True, False)
    ]
    assert "Logo" in [change.label for change in sent.changes]
    assert sent.author == str(administrator)


def test_saving_the_settings_keeps_the_logo(as_administrator: Client, administrator: User) -> None:
    send(as_administrator, picture())
    stored = logo()
    SiteSettings.objects.get().decide({"publisher": "Helvia"}, by=administrator)
    assert logo() == stored


@pytest.mark.parametrize("token", ["0123456789abcdef", "../../../../etc"])
def test_no_other_file_is_opened(client: Client, token: str) -> None:
    assert client.get(f"/logo/{token}/").status_code == 404
