"""The warnings about what is being typed: against what stands beside the box, with nothing written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from guide.sections import Section
from guide.tips.models import Tip
from guide.translating.models import PendingTranslation
from guide.translations.models import Translation

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def check(translator: User, tip: Tip, sign_in: Callable[[User], Client]) -> Callable[..., str]:
    client = sign_in(translator)

    def ask(target: str, *, paragraph: int = 1, **values: object) -> str:
        return client.post(url(tip, paragraph), {"target": target, "source_version": tip.version} | values).text

    return ask


def url(tip: Tip, paragraph: int, language: str = "en") -> str:
    return f"/translation/{language}/tip-{tip.pk}/paragraphs/{paragraph}/check/"


def test_numbers_links_and_placeholders_are_compared(check: Callable[..., str]) -> None:
    found = check(f"Hang up at 10, see [this](https://example.org) and {{name}} {HOSTILE}, do not feel any shame.")
    for words in ("Le nombre 10", "https://example.org", "{name}"):
        assert words in found
    assert HOSTILE not in found
    assert check("Hang up at once, without any shame.").strip() == ""
    assert check("").strip() == ""
    assert not PendingTranslation.objects.exists()


def test_the_words_come_back_as_readers_see_them_where_they_are_asked_for(check: Callable[..., str]) -> None:
    found = check(f"Hang up **at once** {HOSTILE}, without any shame.", as_read="1")
    assert "Hang up <strong>at once</strong>" in found and "data-shown" in found
    assert HOSTILE not in found and "&lt;script&gt;" in found


def test_the_glossary_is_asked(check: Callable[..., str], editor: User, translator: User) -> None:
    glossary = next(one for one in Section.objects.in_order() if one.key == "glossary")
    body = "Honte\n:   Un sentiment."
    glossary.record_revision(title="Glossaire", body=body, author=editor, base_version=glossary.version)
    Translation.objects.record(
        Section.objects.get(pk=glossary.pk),
        language="en",
        source_version=2,
        by=translator,
        title="Glossary",
        body="Shame\n:   A feeling.",
    )
    assert "Shame" in check("Hang up at once, without any guilt.")
    assert "Shame" not in check("Hang up at once, without any shame.")


def test_it_is_compared_with_the_version_beside_the_box(check: Callable[..., str], tip: Tip, editor: User) -> None:
    before = tip.version
    tip.revise(
        title=tip.title, body=tip.body.replace("Raccrochez", "Raccrochez 2 fois"), author=editor, base_version=before
    )
    assert check("Hang up at once, without any shame.", source_version=before).strip() == ""
    assert "Le nombre 2" in check("Hang up at once, without any shame.", source_version=tip.version)
    assert "Le nombre 2" in check("Hang up at once, without any shame.", source_version="x")


def test_what_is_not_there_is_not_found(translator: User, tip: Tip, sign_in: Callable[[User], Client]) -> None:
    client = sign_in(translator)
    for address in (url(tip, 99), url(tip, 1, "fr"), url(tip, 1).replace("tip-", "tip-9")):
        assert client.post(address, {"target": "x"}).status_code == 404
    assert client.get(url(tip, 1)).status_code == 405


def test_warnings_of_a_draft_are_of_what_was_typed(
    translator: User, tip: Tip, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(translator)
    sent = {"target_0": "Ring off", "target_1": "At 10.", "target_2": "", "target_3": "", "loaded": "[]"}
    page = client.post(f"/translation/en/tip-{tip.pk}/", sent | {"source_version": "x"}).text
    assert "Le nombre 10 ne figure pas" in page  # refused, and shown again
