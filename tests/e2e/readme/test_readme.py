"""Whoever does what README.md says to try first comes to the end of each step, and nothing is broken for anybody meanwhile.

PICTURES=docs/pictures makes its pictures anew, of the demo as it is loaded.
"""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings
from PIL import Image
from playwright.sync_api import Page as Tab

from tests.contracts.world import add_what_is_missing, open_links
from tests.e2e.readme import desk, learning, publishing, reading, seats, writing
from tests.e2e.readme.reach import AT_ODD_HOURS
from tests.e2e.readme.site import Site
from tests.e2e.readme.steps import of_modules, written
from tests.e2e.readme.walks import Walks
from tests.loaded_demo import WAITING_TASKS, Demo, own_demo

__all__ = ["own_demo"]  # a fixture
DONE = of_modules(writing, desk, publishing, seats, learning, reading)
WALKED = {"take_to_proof"}
"""After which everybody walks through the whole site, as after the last."""


PICTURES = {
    "home": ("contributor", "/"),
    "page": ("contributor", "/wiki/delinquants/nouveau-rib-virement-urgent-la-contre-vérification/"),
    "desk": ("editor", "/curation/"),
    "guide": ("", "/guide/fr/"),
}
"""Who sees what each picture of README.md shows, and where."""


def picture(tab: Tab, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        tab.evaluate("document.fonts.ready")
        shot = Image.open(io.BytesIO(tab.screenshot(animations="disabled"))).convert("RGB")
        shot.save(settings.BASE_DIR / folder / f"{name}.webp", quality=80, method=6)


@pytest.fixture
def site(own_demo: Demo, new_context) -> Iterator[Site]:
    with override_settings(TASKS=WAITING_TASKS):
        yield Site(new_context)


def test_each_step_of_the_readme_is_done_in_its_own_words() -> None:
    assert " ".join(done.words for done in DONE) == " ".join(written())


def test_what_the_readme_says_to_try_first(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    walks = Walks()
    site.work()
    for done in DONE:
        done.doing(site)
        site.work()
        walks.look_at(site.take_visited(), state=done.words)
        if done.doing.__name__ in WALKED:
            walks.everywhere(state=done.words)
    closely = add_what_is_missing()
    site.work()
    walks.everywhere(state="at the end", closely=closely)
    walks.by_links(open_links(), state="at the end")
    assert walks.broken == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert walks.missed() == {}


def test_the_readme_has_pictures_of_screens_that_there_are(site: Site) -> None:
    readme = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
    for name, (account, address) in PICTURES.items():
        assert f"(docs/pictures/{name}.webp)" in readme
        tab = site.of(account) if account else site.visitor()
        answer = tab.goto(address, wait_until="load")
        assert answer and answer.status == 200
        picture(tab, name)


@pytest.mark.parametrize("name", sorted(AT_ODD_HOURS))
def test_what_the_steps_have_no_occasion_for_is_linked_all_the_same(name: str) -> None:
    where = AT_ODD_HOURS[name]
    template = settings.BASE_DIR / "templates" / where
    assert not where.endswith(".html") or f"'{name}'" in template.read_text(encoding="utf-8").replace('"', "'")
