"""The names under which files are saved: words of any language, and nothing that a system or a header would refuse."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest

from common.files.download_names import attachment, file_name, inline

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Avant de publier", 1, "fr"), "avant-de-publier-1-fr.pdf"),
        (("Présences : L’été d'Anna", date(2026, 3, 1)), "présences-l-été-d-anna-2026-03-01.pdf"),
        (("出席者：研修", ""), "出席者研修.pdf"),
        (("../../etc/passwd", "a\\b"), "etcpasswd-ab.pdf"),
        (('a"b\r\nSet-Cookie: x', "\0<b>\u202e"), "ab-set-cookie-x-b.pdf"),
        (("-".join("ab" * 40), "2"), f"{'a-b-' * 15}"[:-1] + "-2.pdf"),
        (("？！",), "pdf.pdf"),
    ],
)
def test_a_name_holds_words_alone(parts: tuple[object, ...], name: str) -> None:
    assert file_name(*parts, ending="pdf") == name


def test_other_letters_than_ascii_are_encoded_as_rfc_5987_says() -> None:
    assert attachment("Edition", 1, ending="zip") == 'attachment; filename="edition-1.zip"'
    assert attachment("édition", 1, ending="zip") == f"attachment; filename*=utf-8''{quote('édition-1.zip')}"
    assert inline("バッジ", ending="png") == f"inline; filename*=utf-8''{quote('バッジ.png')}"
    assert inline("QR", "lille", ending="svg") == 'inline; filename="qr-lille.svg"'
