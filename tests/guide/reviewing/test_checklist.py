"""What a tip should be before it is printed."""

from __future__ import annotations

import pytest

from accounts.models import User
from common.markup import passage_key
from contributions.models import Page
from guide.models import Drift, LinkCheck, Section, Tie, Tip
from guide.reviewing import checklist, checks, consents, fetching, remarks
from guide.reviewing.checks import ChecklistItem, TipFacts
from tests.factories import create_page, create_tip, create_user
from tests.guide.reviewing.conftest import sentence

GOOD = " ".join(["Il fait beau ce matin et le chat dort."] * 9)


def item(name: str, **values: object) -> ChecklistItem | None:
    known: dict[str, object] = {
        "body": GOOD,
        "language": "fr",
        "html": f"<p>{GOOD}</p>",
        "has_sources": True,
        "ties": (GOOD,),
    }
    found = checks.items_of(TipFacts(**(known | values)))  # type: ignore[arg-type]
    return next((one for one in found if one.name == name), None)


def level(name: str, **values: object) -> str:
    found = item(name, **values)
    return found.level if found else ""


def test_a_good_tip_has_no_problem() -> None:
    known = TipFacts(body=GOOD, html=f"<p>{GOOD}</p>", has_sources=True, ties=(GOOD,), language="fr")
    assert checks.problems(checks.items_of(known)) == []


@pytest.mark.parametrize(("count", "expected"), [(59, "warn"), (60, "ok"), (130, "ok"), (131, "warn")])
def test_sixty_to_a_hundred_and_thirty_words(count: int, expected: str) -> None:
    assert level("length", body=" ".join(["mot"] * count)) == expected


def test_the_reading_level_is_said_in_plain_words() -> None:
    hard = item("reading", body="L’authentification systématique conditionne la confidentialité informationnelle.")
    assert hard is not None
    assert (hard.level, str(checks.LEVELS["hard"]) in hard.words) == ("warn", True)
    assert level("reading") == "ok"
    assert item("reading", language="ja") is None


@pytest.mark.parametrize(("count", "expected"), [(129, "warn"), (130, "ok"), (280, "ok"), (281, "warn")])
def test_japanese_which_does_not_part_its_words_is_counted_by_its_characters(count: int, expected: str) -> None:
    body = "、".join("字" * count)
    assert level("length", body=body, language="ja") == expected
    assert item("sentences", body=body, language="ja") is None


def test_long_sentences_are_listed() -> None:
    long = " ".join(["mot"] * 26) + "."
    found = item("sentences", body=long)
    assert found is not None
    assert found.details == (long,)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="a" alt="Un écran">', "ok"),
        ('<img alt="Un" src="a"><img src="b" alt="">', "problem"),
        ('<img src="a" alt=" ">', "problem"),
        ('<img src="a">', "problem"),
        ("<p>Rien.</p>", ""),
    ],
)
def test_pictures_are_described_in_words(html: str, expected: str) -> None:
    assert level("pictures", html=html) == expected


def test_a_paragraph_without_a_source_is_listed() -> None:
    body = f"{GOOD}\n\n## Un titre\n\nUne phrase sans source."
    found = item("sources", body=body)
    assert found is not None
    assert (found.level, found.details) == ("problem", ("Une phrase sans source.",))
    assert level("sources", body=body, ties=("Il fait beau ce matin", "une phrase **sans** source")) == "ok"
    assert level("sources", has_sources=False) == "problem"


def test_remarks_and_alarms_that_wait_are_counted() -> None:
    assert (level("remarks", open_remarks=1), level("drift", alarms=2)) == ("problem", "problem")


@pytest.mark.django_db
def test_links_are_looked_up_on_this_site_and_asked_elsewhere() -> None:
    page = create_page()
    hidden = create_page(title="Cachée")
    Page.objects.filter(pk=hidden.pk).update(is_hidden=True)
    LinkCheck.objects.create(
        url="https://gone.example/", key=fetching.key_of("https://gone.example/"), problem="it is gone"
    )
    LinkCheck.objects.update(checked_at="2026-01-01T00:00Z", status=404)
    known = ["https://gone.example/", "https://new.example/", page.get_absolute_url(), hidden.get_absolute_url()]
    looked = fetching.check_links([*known, "/nulle/part/", "/wiki/", "#ici", "/wiki/x/%00/"])
    assert set(looked.broken) == {"https://gone.example/", hidden.get_absolute_url(), "/nulle/part/", "/wiki/x/%00/"}
    assert page.get_absolute_url() in looked.inside


@pytest.mark.django_db
def test_full_names_of_colleagues_who_have_not_agreed_are_found(tip: Tip, editor: User, contributor: User) -> None:
    create_user(username="zoe", first_name="Zoé", last_name="Durand")
    body = "D’après Martine Le Goff et Durand Zoé, Laurent et Karim, tout va bien. Le Goff aussi."
    tip.revise(title=tip.title, body=body, author=editor, base_version=1)

    def names() -> tuple[str, ...]:
        found = Tip.objects.get(pk=tip.pk)
        return checklist.facts_of([found])[tip.pk].names

    assert names() == ("Martine Le Goff", "Zoé Durand")
    tip.refresh_from_db()
    tip.quote_person(text="Dit.", person=contributor, by=editor)
    assert names() == ("Martine Le Goff", "Zoé Durand")
    consents.answer(tip.consents.get(), by=contributor, agrees=True)
    assert names() == ("Zoé Durand",)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "last", "body", "found"),
    [
        ("恵子", "佐藤", "経理の佐藤恵子さんに聞きました。", "佐藤 恵子"),
        ("恵子", "佐藤", "部長佐藤　恵子と話した。", "佐藤 恵子"),
        ("恵子", "佐藤", "佐藤さんの娘は恵子です。", None),
        ("明", "林", "担当の林明です。", "林 明"),
        ("明", "林", "山林明細を見る。", None),
        ("Anna", "山田", "営業の山田Annaです。", "Anna 山田"),
        ("danah", "boyd", "D’après danah boyd, tout va bien.", "danah boyd"),
        ("MARTINE", "LE GOFF", "D’après Martine Le Goff, tout va bien.", "MARTINE LE GOFF"),
        ("martine", "le goff", "D’après Martine Le Goff, tout va bien.", "martine le goff"),
        ("Pierre", "Blanche", "Sous la pierre blanche.", None),
        ("انا", "علي", "قال علي انا.", "انا علي"),
    ],
)
def test_a_name_is_found_however_it_is_written(
    tip: Tip, editor: User, first: str, last: str, body: str, found: str | None
) -> None:
    create_user(username="other", first_name=first, last_name=last)
    tip.revise(title=tip.title, body=body, author=editor, base_version=1)
    assert checklist.facts_of([Tip.objects.get(pk=tip.pk)])[tip.pk].names == ((found,) if found else ())


@pytest.mark.once
@pytest.mark.django_db
def test_the_whole_guide_is_looked_over_in_a_constant_number_of_queries(
    tip: Tip, editor: User, other: User, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    remarks.remark(tip, about=sentence(tip, 1), version=1, body="Vraiment ?", by=other)
    source = tip.sources.get()
    Drift.objects.create(source=source, kind=Drift.Kind.CHANGED, version=1)
    Tie.objects.create(tip=tip, source=source, sentence=sentence(tip, 1).exact, key=passage_key(sentence(tip, 1).exact))
    with django_assert_max_num_queries(10) as first:
        found = checklist.problems_by_tip()
    names = {one.name for one in found[tip]}
    assert {"remarks", "drift", "length", "sources"} <= names
    for number in range(7, 11):
        create_tip(number=number, by=editor, body="Un [lien](https://example.org/) et Martine Le Goff.")
    with django_assert_num_queries(len(first.captured_queries) + 1):  # links that lead outside
        assert len(checklist.problems_by_tip()) == 5


@pytest.mark.django_db
def test_sections_are_no_tips() -> None:
    assert checklist.problems_by_tip() == {}
    assert Section.objects.count() == 0


def test_a_picture_with_its_words_wants_no_source_and_makes_no_tip_longer() -> None:
    picture = '![Un écran. Il clignote.](/media/images/a/b.webp "Une légende sans source.")'
    for name in ("sources", "length", "reading", "sentences"):
        assert item(name, body=f"{GOOD}\n\n{picture}") == item(name, body=GOOD)
