"""The table of translations: in the parts of the guide, open where something is left to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import review, suggestions
from guide.translating.covers import covers_of
from guide.translating.models import PendingTranslation
from guide.translating.progress import languages, progress_of
from guide.translations.originals import original_of, originals
from guide.translations.segments import source_segments
from tests.factories import change_site_settings, create_theme
from themes.models import Theme

pytestmark = pytest.mark.django_db

PART = re.compile(r'<details class="fold-out part-of-guide"( open)?>(.*?)</details>', re.DOTALL)
HOSTILE = "<script>alert('x')</script>"


def parts_of(page: str) -> list[tuple[bool, str]]:
    return [(bool(is_open), inside) for is_open, inside in PART.findall(page)]


def approve_all(by: User, other: User) -> None:
    for original in originals():
        for language in languages():
            done = [replace(one, target=f"T{one.source}") for one in source_segments(original)]
            pending = PendingTranslation.objects.put_in(original.text, language=language, segments=done, by=by)
            review.ask_for_review(pending, by=by, seen=pending.version)
            review.approve(pending, by=other, seen=pending.version)


@pytest.mark.once
def test_a_part_is_open_where_something_is_left(
    tip: Tip, translator: User, editor: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(translator)
    parts = parts_of(client.get("/translation/").text)
    theme = tip.theme
    (mine,) = [inside for is_open, inside in parts if theme.short_title in inside and is_open]
    assert f"/translation/en/tip-{tip.pk}/" in mine and f"/translation/en/theme-{theme.number}/" in mine
    approve_all(translator, editor)
    parts = parts_of(client.get("/translation/").text)
    assert parts and not any(is_open for is_open, _inside in parts)
    assert all("Tout est approuvé" in inside for _is_open, inside in parts)
    tip.revise(title=f"{tip.title} 2", body=tip.body, author=editor, base_version=tip.version)
    opened = [inside for is_open, inside in parts_of(client.get("/translation/").text) if is_open]
    assert len(opened) == 1 and f"{len(languages())} traductions à faire" in opened[0].replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_what_is_asked_for_is_shown_open_and_nothing_else(
    tip: Tip, translator: User, editor: User, sign_in: Callable[[User], Client]
) -> None:
    approve_all(translator, editor)
    client = sign_in(translator)
    parts = parts_of(client.get("/translation/?kind=tip").text)
    assert [is_open for is_open, _inside in parts] == [True]
    assert f"tip-{tip.pk}/" in parts[0][1] and "theme-" not in parts[0][1]
    assert "Aucun texte" in client.get("/translation/?state=missing&kind=tip").text


def test_every_text_stands_in_it_once_in_the_order_of_the_guide(
    tip: Tip, translator: User, sign_in: Callable[[User], Client]
) -> None:
    other = create_theme(number=3)
    Theme.objects.filter(pk=other.pk).update(question=f"Et après {HOSTILE} ?", short_title=HOSTILE)
    page = sign_in(translator).get("/translation/").text
    found = re.findall(r'href="/translation/en/([\w-]+)/"', "".join(inside for _is_open, inside in parts_of(page)))
    (known,) = progress_of(["en"])
    assert found == [text.original.key for text in known.texts]
    assert HOSTILE not in page


@pytest.mark.once
def test_a_part_in_which_a_suggestion_waits_is_open_and_says_so(
    tip: Tip, translator: User, editor: User, contributor: User, sign_in: Callable[[User], Client]
) -> None:
    approve_all(translator, editor)
    (title, *_rest) = source_segments(original_of(tip))
    suggestions.suggest(tip, language="en", segment=title, wording="Ring off", by=contributor)
    opened = [inside for is_open, inside in parts_of(sign_in(translator).get("/translation/").text) if is_open]
    assert len(opened) == 1 and "1 proposition" in opened[0].partition("</summary>")[0].replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_cover_is_missing_only_while_it_has_a_line_that_is_not_said(db: None) -> None:
    edition = Edition.objects.in_preparation()
    edition.speak("en")
    edition.describe(title="Bon sens", subtitle="", summary="")
    change_site_settings(subtitle="", words_in={})
    assert covers_of(edition, ["en"])["en"].state == "missing"
    edition.word_cover_in("en", title="Good sense", subtitle="", summary="")
    assert covers_of(edition, ["en"])["en"].state == "approved"
    edition.word_cover_in("en", title="", subtitle="", summary="")
    edition.describe(title="", subtitle="", summary="")
    change_site_settings(words_in={"en": {"title": "Good sense"}})
    assert covers_of(edition, ["en"])["en"].state == "approved"


@pytest.mark.once
def test_a_language_that_nobody_wants_is_a_link_and_no_column(
    tip: Tip, translator: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(translator)
    assert "Ni commencées" not in client.get("/translation/").text  # nobody has chosen any
    Edition.objects.in_preparation().speak("en")
    PendingTranslation.objects.put_in(tip, language="it", segments=source_segments(original_of(tip))[:1], by=translator)
    page = client.get("/translation/").text
    assert re.findall(r'<th scope="col">(\w+)</th>', page)[:3] == ["Texte", "Anglais", "Italien"]
    assert 'href="/translation/ja/"' in page.partition("Ni commencées")[2].partition("</p>")[0]
    assert f"/translation/ja/tip-{tip.pk}/" not in page


@pytest.mark.once
def test_many_words_that_are_left_are_told_with_their_thousands_apart(
    tip: Tip, translator: User, editor: User, sign_in: Callable[[User], Client]
) -> None:
    body = "\n\n".join(["mot " * 500] * 25)
    tip.revise(title=tip.title, body=body, author=editor, base_version=tip.version)
    page = sign_in(translator).get("/translation/en/").text
    numbers = [int(re.sub(r"\s", "", found)) for found in re.findall(r">([^<>]+)mots restants", page)]
    assert max(numbers) > 12_000
    assert not re.search(r"\d{4,}\s*mots restants", page)
