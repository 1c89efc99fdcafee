"""What is found, by whom, and in which order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Attribution, User
from contributions.models import Endorsement, Page
from search.models import ResultKind, ResultState
from search.query import ResultOrder
from search.results import SearchResults
from search.searcher import find
from tests import factories


def titles(results: SearchResults) -> list[str]:
    return [result.shown.title or result.shown.place for result in results.rows]


def found(question: str, reader: User, **narrowed: object) -> list[str]:
    """Only what fits as it was asked: neither loosely, nor by other words."""
    results = find(question, reader, **narrowed)  # type: ignore[arg-type]
    return [] if results.instead else [result.shown.title or result.shown.place for result in results.exact]


@pytest.fixture
def reader(contributor: User) -> User:
    return contributor


def write(title: str, body: str = "Rien à voir.", **fields: object) -> Page:
    return factories.create_page(title=title, body=body, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("reseau social", "Les réseaux sociaux ne pardonnent rien."),
        ("réseaux sociaux", "Un reseau social de plus."),
        ("mot de pass", "Des mots de passe trop courts."),
        ("l'employe", "Une employée raconte."),
        ("OEUVRE", "Une œuvre collective."),
        ("appel", "C’est l’appel de trop."),
        ("email", "Un e-mail qui presse."),
        ("wi-fi", "Le wifi de la gare."),
        ("パスワード", "まず、パスワードを変えましょう。"),
        ("鍵", "家の鍵をなくしました。"),
        ("「パスワード」", "まず、パスワードを変えましょう。"),
        ("ＷＩＦＩ", "Le wifi de la gare."),
    ],
)
def test_case_accents_endings_and_width_do_not_count(question: str, text: str, reader: User) -> None:
    write("Une page", text)
    write("Une autre", "Sans aucun rapport avec la question.")
    assert found(question, reader) == ["Une page"]


def test_all_the_words_are_in_what_is_found(reader: User) -> None:
    write("Les deux", "Le facteur et la banque.")
    write("Un seul", "Le facteur.")
    assert found("facteur banque", reader) == ["Les deux"]


def test_words_in_quotes_stand_side_by_side(reader: User) -> None:
    write("Côte à côte", "Choisir une phrase longue.")
    write("Loin", "Une phrase. Elle est longue.", at=timezone.now())
    write("Autrement", "Longue est la phrase.")
    assert found("«phrases longues»", reader) == found('"phrases longues"', reader)
    assert "Côte à côte" in found('"phrases longues"', reader)
    assert "Autrement" not in found('"phrases longues"', reader)


def test_a_word_behind_a_minus_is_not_in_what_is_found(reader: User) -> None:
    write("Avec", "Le facteur et la banque.")
    write("Sans", "Le facteur.")
    assert found("facteur -banque", reader) == ["Sans"]
    assert found("facteur -banques", reader) == ["Sans"]
    assert found("-banque", reader) == []


def test_a_title_comes_before_a_text(reader: User) -> None:
    write("Tout autre chose", "Le facteur, le facteur, encore le facteur.")
    write("Le faux facteur", "Il sonne.")
    assert found("facteur", reader) == ["Le faux facteur", "Tout autre chose"]


def test_a_title_comes_before_a_text_that_many_find_useful(reader: User, editor: User) -> None:
    useful = write("Tout autre chose", "Le facteur.")
    for number in range(5):
        Endorsement.objects.endorse(useful, by=factories.create_contributor(username=f"p{number}"))
    write("Le faux facteur", "Il sonne.")
    assert found("facteur", reader)[0] == "Le faux facteur"


def test_what_people_found_useful_comes_before_what_they_did_not(reader: User, editor: User) -> None:
    first = write("Première page", "Le facteur sonne.")
    write("Seconde page", "Le facteur sonne.")
    Endorsement.objects.endorse(first, by=editor)
    assert found("facteur", reader) == ["Première page", "Seconde page"]


def test_the_word_as_it_was_typed_comes_before_its_other_forms(reader: User) -> None:
    write("Au singulier", "Un facteur sonne.")
    write("Au pluriel", "Des facteurs sonnent.")
    assert found("facteur", reader)[0] == "Au singulier"
    assert found("facteurs", reader)[0] == "Au pluriel"


def test_a_mistyped_word_is_found_and_said(reader: User) -> None:
    write("Le hameçonnage", "Un courriel qui presse.")
    results = find("hameconage", reader)
    assert titles(results) == ["Le hameçonnage"]
    assert results.instead == "hameçonnage"


def test_only_the_mistyped_word_is_replaced(reader: User) -> None:
    write("Un mot de passe", "Il est long.")
    results = find("mot de pasze", reader)
    assert (results.instead, titles(results)) == ("mot de passe", ["Un mot de passe"])


def test_the_beginning_of_a_word_finds_it_where_it_is_no_word(reader: User) -> None:
    write("Le hameçonnage", "Un courriel qui presse.")
    results = find("hameç", reader)
    assert (results.instead, titles(results)) == ("", ["Le hameçonnage"])


def test_where_few_have_all_the_words_others_follow_and_say_so(reader: User) -> None:
    write("Cheffe et congé", "Ma cheffe veut lire mes mails pendant mes congés.")
    write("Mails", "Qui peut lire les mails d’un collègue ? La cheffe, non.")
    results = find("Ma cheffe peut-elle lire mes mails quand je suis en congé ?", reader)
    assert [result.shown.title for result in results.exact] == ["Cheffe et congé"]
    assert [result.shown.title for result in results.loose] == ["Mails"]
    assert results.total == 1


def test_it_can_be_narrowed_to_a_theme_a_kind_a_person_a_state(reader: User, editor: User) -> None:
    page = write("Une page", "Le facteur.", theme=factories.create_theme(number=2), author=reader)
    write("Ailleurs", "Le facteur.", theme=factories.create_theme(number=3), author=editor)
    comment = factories.create_comment(body="Le facteur est passé.", author=editor, page=page)
    factories.create_comment(body="Le facteur, encore lui.", author=reader, reply_to=comment)
    assert found("facteur", reader, theme=factories.create_theme(number=3)) == ["Ailleurs"]
    assert set(found("facteur", reader, kinds=[ResultKind.PAGE])) == {"Une page", "Ailleurs"}
    assert len(found("facteur", reader, kinds=[ResultKind.THEME_COMMENT, ResultKind.PAGE_COMMENT])) == 2
    assert len(found("facteur", reader, kinds=[ResultKind.PAGE_COMMENT])) == 1
    assert len(found("facteur", reader, person=editor)) == 2
    assert len(found("facteur", reader, state=ResultState.OPEN)) == 1
    tip = factories.create_tip(number=6, page=page, by=editor)
    tip.revise(title=tip.title, body="Autrement dit.", author=editor, base_version=1)
    assert found("facteur", reader, state=ResultState.IN_GUIDE) == ["Une page"]


def test_the_period_holds_both_days(reader: User) -> None:
    now = timezone.now()
    write("Hier", "Le facteur.", at=now - timedelta(days=1))
    write("Avant", "Le facteur.", at=now - timedelta(days=9))
    yesterday = timezone.localdate(now - timedelta(days=1))
    assert found("facteur", reader, since=yesterday) == ["Hier"]
    assert found("facteur", reader, until=yesterday - timedelta(days=3)) == ["Avant"]
    assert found("facteur", reader, since=yesterday, until=yesterday) == ["Hier"]


def test_a_period_from_the_first_day_of_all_holds_everything(reader: User) -> None:
    write("Hier", "Le facteur.", at=timezone.now())
    assert found("facteur", reader, since=date.min, until=date.max) == ["Hier"]


def test_it_can_be_put_into_another_order(reader: User, editor: User) -> None:
    now = timezone.now()
    old = write("Le facteur", "Ancien.", at=now - timedelta(days=9))
    write("Récent", "Le facteur.", at=now - timedelta(days=1))
    Endorsement.objects.endorse(old, by=editor)
    assert found("facteur", reader, order=ResultOrder.NEWEST) == ["Récent", "Le facteur"]
    assert found("facteur", reader, order=ResultOrder.USEFUL) == ["Le facteur", "Récent"]


def test_without_words_a_filter_lists_the_newest(reader: User) -> None:
    write("Une", theme=factories.create_theme(number=2), at=timezone.now() - timedelta(days=2))
    write("Deux", theme=factories.create_theme(number=2))
    write("Trois", theme=factories.create_theme(number=3))
    assert found("", reader, theme=factories.create_theme(number=2)) == ["Deux", "Une"]
    assert found("", reader) == []


def test_results_come_twenty_at_a_time(reader: User) -> None:
    for number in range(25):
        write(f"Facteur {number}")
    first, second, third = (find("facteur", reader, page=page) for page in (1, 2, 3))
    assert (len(first.rows), len(second.rows), len(third.rows)) == (20, 5, 0)
    assert (first.total, first.has_next, second.has_next, second.has_previous) == (25, True, False, True)
    assert not set(titles(first)) & set(titles(second))


def test_an_anonymous_author_is_found_by_her_opaque_address_alone(reader: User) -> None:
    hidden = factories.create_contributor(username="sylvie", attribution=Attribution.ANONYMOUS)
    page = write("Une page", "Le facteur.", author=hidden)
    assert found("sylvie", reader) == []
    assert find("facteur", reader).rows[0].shown.people != hidden.get_full_name()
    assert User.objects.by_handle("sylvie").first() is None
    assert found("facteur", reader, person=User.objects.by_handle(hidden.alias).get()) == [page.title]


def test_texts_in_several_languages_stand_side_by_side(reader: User) -> None:
    write("Les voitures", "Des voitures garées.")
    factories.change_site_settings(language="en")
    write("Passwords", "How to choose strong passwords for your accounts.")
    factories.change_site_settings(language="it")
    write("Truffe", "Le truffe più comuni nelle telefonate.")
    factories.change_site_settings(language="ja")
    write("合言葉", "家族で合言葉を決めましょう。")
    factories.change_site_settings(language="fr")
    assert found("how to choose a strong password", reader) == ["Passwords"]
    assert found("la truffa telefonata", reader) == ["Truffe"]
    assert found("合言葉", reader) == ["合言葉"]
    assert found("voiture", reader) == ["Les voitures"]


def test_a_word_with_its_reading_is_found_by_either_and_with_what_follows_it(reader: User) -> None:
    factories.change_site_settings(language="ja")
    write("合言葉", "お客さまの{漏洩|ろうえい}対策。")
    assert [found(words, reader) for words in ("漏洩", "漏洩対策", "ろうえい")] == [["合言葉"]] * 3
    assert found("漏洩禁止", reader) == []
