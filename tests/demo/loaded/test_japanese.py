"""The demo campaign as a Japanese reader walks through it: no space stands between two sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings

from accounts.models import User
from tests.walking import walk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
UNREAD = re.compile(r"<(textarea|script|style|pre|title|svg|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
INSIDE = r"(?:</(?:b|em|i|q|small|span|strong|time)>)*"
NEXT = r"(?:<(?:a|b|em|i|q|small|strong|time|span(?! class=\"(?:vh|tile|row)))\b[^>]*>\s*)*[^<\s]"
SPACE = re.compile(rf"[^<>]{{0,30}}[、。！？」）：]{INSIDE}[ \n]+{NEXT}[^<]{{0,20}}")


@pytest.mark.parametrize("username", ["", "admin"])
def test_no_space_stands_behind_the_signs_of_japanese(
    username: str, loaded_demo: str, editions: Path, media: Path
) -> None:
    client = Client(headers={"accept-language": "ja"})
    with override_settings(EDITIONS_ROOT=editions, MEDIA_ROOT=media), transaction.atomic():
        User.objects.update(language="ja")
        if username:
            client.force_login(User.objects.get(username=username), backend="accounts.sessions.RolesBackend")
        screens = walk(client).screens
        transaction.set_rollback(True)
    assert any("このサイト" in html or "アドバイス" in html for html in screens.values())
    found = {(found[0], address) for address, html in screens.items() for found in SPACE.finditer(UNREAD.sub("", html))}
    assert found == set()
