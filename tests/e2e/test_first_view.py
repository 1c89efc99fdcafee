"""What a first view of a reading page costs somebody whose browser has nothing of the site yet."""

from __future__ import annotations

import gzip
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from playwright.sync_api import Response

from accounts.models import User
from tests import factories

MOST_BYTES, MOST_REQUESTS = 100_000, 6
PACKED_ALREADY = {".woff2", ".png", ".webp", ".avif"}
HEADERS = 400  # what stands before an answer, and the address that was asked for


def weight(response: Response) -> int:
    """On the wire: files are sent compressed in life, and as they are by the server of the tests."""
    body = response.body()
    is_packed = PurePosixPath(urlsplit(response.url).path).suffix in PACKED_ALREADY
    return HEADERS + len(body if is_packed else gzip.compress(body, 9))


def test_a_page_with_bold_and_italic_words_weighs_a_hundred_kilobytes_in_six_requests_at_most(
    contributor: User, browser_of, live_server
) -> None:
    wiki_page = factories.create_page(
        body="\n\n".join(f"## Partie {n}\n\n" + "Du texte **à lire**, *à relire*. " * 40 for n in range(8))
    )
    page = browser_of(contributor, locale="fr-FR")  # of her own, which has nothing of the site
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(wiki_page.get_absolute_url())
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(face => face.status == 'loaded').length")
    assert loaded == 3  # the upright, the italic, that of titles
    weights = {answer.url.removeprefix(live_server.url): weight(answer) for answer in answers}
    found = {name: number for name, number in weights.items() if not name.endswith("/icon.svg")}  # of the browser's tab
    assert any(".css" in name for name in found)
    assert len(found) <= MOST_REQUESTS, sorted(found.items())
    assert sum(found.values()) <= MOST_BYTES, found
