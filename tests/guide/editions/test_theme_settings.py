"""« Réglages », the questions: an administrator adds, changes, orders and removes them, and tips follow as she was told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Edition, Section, Tip
from guide.sections import SectionKind
from tests import factories
from tests.factories import create_tip
from tests.sending import loaded, send
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HOME = "/settings/themes/"


@pytest.fixture
def themes() -> list[Theme]:
    return factories.create_themes()


def edit(client: Client, theme: Theme, **typed: Any) -> Any:
    return send(client, f"{HOME}{theme.pk}/", typed)


def add(client: Client, **typed: Any) -> Any:
    shown = client.get(f"{HOME}new/").context["form"]
    proposed = {"places": shown["places"].value(), "paper": shown["paper"].value()}
    asked = {"question": f"Où va le temps, {Theme.objects.count()} ?", "short_title": "Temps"}  # no question twice
    return client.post(f"{HOME}new/", proposed | asked | typed)


def numbers(*tips: Tip) -> list[int | None]:
    return [Tip.objects.get(pk=tip.pk).number for tip in tips]


def order() -> list[str]:
    return list(Theme.objects.values_list("slug", flat=True))


def said(response: Any) -> str:
    return " ".join(message.message for message in response.context["messages"])


def test_a_question_is_added_behind_the_others_on_the_first_paper_that_is_free(
    as_administrator: Client, themes: list[Theme]
) -> None:
    themes[1].decide({"paper": 5}, by=factories.create_user())
    assert add(as_administrator).headers["Location"].startswith(HOME)
    theme = Theme.objects.get(slug="temps")
    assert (theme.number, theme.paper, theme.places) == (5, 2, 5)


def test_a_question_that_another_one_asks_already_is_refused_beside_its_field(
    as_administrator: Client, themes: list[Theme]
) -> None:
    answer = add(as_administrator, question=themes[0].question.upper(), short_title="Une autre")
    assert answer.status_code == 422 and Theme.objects.count() == len(themes)
    assert answer.context["form"].errors == {"question": ["Une autre question de la campagne a déjà ce texte."]}
    assert edit(as_administrator, themes[0], question=themes[0].question).status_code == 302


@pytest.mark.parametrize(("language", "starter"), [("en", "When in doubt, …"), ("ja", "迷ったときは、…")])
def test_a_new_question_is_offered_beginnings_of_sentences_in_the_language_of_the_campaign(
    as_administrator: Client, language: str, starter: str
) -> None:
    factories.change_site_settings(language=language)
    shown = as_administrator.get(f"{HOME}new/").context["form"]["starters"].value()
    assert starter in shown


def test_a_question_is_typeset_as_other_titles_are(as_administrator: Client, themes: list[Theme]) -> None:
    edit(
        as_administrator,
        themes[0],
        question="Qu'est-ce qu'un « vol » ?",
        short_title="L'argent",
        starters="J'ai…\r\n\r\n Si…",
    )
    theme = Theme.objects.get(pk=themes[0].pk)
    assert theme.question == "Qu’est-ce qu’un «\u00a0vol\u00a0»\u00a0?"
    assert (theme.short_title, theme.starters) == ("L’argent", ["J’ai…", "Si…"])


def test_the_address_follows_the_name_until_something_belongs_to_the_question(
    as_administrator: Client, themes: list[Theme]
) -> None:
    edit(as_administrator, themes[0], short_title="Nos données")
    factories.create_page(theme=themes[1])
    edit(as_administrator, themes[1], short_title="Escrocs")
    assert order()[:2] == ["nos-donnees", themes[1].slug]


def test_a_name_in_another_script_stands_in_the_address_as_it_is(as_administrator: Client) -> None:
    for _time in range(2):
        add(as_administrator, short_title="個人情報")
    assert order()[-2:] == ["個人情報", "個人情報-2"]
    for address in ("/wiki/{}/", "/curation/themes/{}/", "/guide/choice/{}/", "/questions/?theme={}"):
        shown = as_administrator.get(address.format("個人情報"))
        assert shown.status_code == 200 and "個人情報" in shown.text, address
    add(as_administrator, short_title="？！")
    assert order()[-1] == "question"


def test_two_questions_of_one_name_have_two_addresses(as_administrator: Client, themes: list[Theme]) -> None:
    add(as_administrator)
    assert Theme.objects.count() == 5
    add(as_administrator)
    assert order()[-2:] == ["temps", "temps-2"]


def test_a_paper_that_another_question_has_is_refused_in_words(as_administrator: Client, themes: list[Theme]) -> None:
    shown = edit(as_administrator, themes[0], paper="3")
    assert shown.status_code == 422
    assert themes[2].short_title in str(shown.context["form"].errors["paper"])
    edit(as_administrator, themes[0], paper="11")
    assert Theme.objects.get(pk=themes[0].pk).paper == 11


def test_there_are_eight_questions_at_most(as_administrator: Client, themes: list[Theme]) -> None:
    for number in range(5, 9):
        add(as_administrator, short_title=f"Nom {number}")
    refused = add(as_administrator, short_title="Encore une")
    assert (refused.status_code, Theme.objects.count()) == (422, 8)
    assert f"{HOME}new/" not in as_administrator.get(HOME).text


def test_what_is_typed_stays_when_it_is_refused_and_when_she_comes_back(
    as_administrator: Client, administrator: User, themes: list[Theme]
) -> None:
    refused = edit(as_administrator, themes[0], question="", starters="Un jour…\nDeux jours…")
    assert "Un jour…\nDeux jours…</textarea>" in refused.text
    path = f"{HOME}{themes[0].pk}/"
    factories.store_draft(administrator, key=f"theme-settings:{themes[0].pk}", url=path, question="Et si ?", paper="9")
    form = as_administrator.get(path).context["form"]
    assert (form["question"].value(), form["paper"].value()) == ("Et si ?", "9")


def test_more_places_number_the_tips_behind_anew(as_administrator: Client, editor: User, themes: list[Theme]) -> None:
    first, second = create_tip(number=2, by=editor), create_tip(number=7, by=editor)
    edit(as_administrator, themes[0], places=7)
    assert numbers(first, second) == [2, 9]


def test_fewer_places_than_tips_are_asked_about_by_name_before_any_tip_loses_its_own(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    staying = create_tip(number=6, by=editor, title="Rappelez")
    going = create_tip(number=9, by=editor, title="Raccrochez")
    asked = edit(as_administrator, themes[1], places=3)
    assert asked.status_code == 422
    assert "9. Raccrochez" in asked.text
    assert "6. Rappelez" not in asked.text
    assert numbers(staying, going) == [6, 9]
    agreed = {"released": asked.context["form"].keys_to_release, "places": 3}
    edit(as_administrator, themes[1], **agreed)
    assert numbers(staying, going) == [6, None]
    assert Theme.objects.get(pk=themes[1].pk).places == 3


def test_a_tip_that_she_was_not_told_of_keeps_its_place(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    told = create_tip(number=9, by=editor, title="Raccrochez")
    later = create_tip(number=10, by=editor, title="Rappelez")
    refused = edit(as_administrator, themes[1], places=3, released=str(told.pk))
    assert (refused.status_code, numbers(told, later)) == (422, [9, 10])


def test_another_order_takes_tips_and_openings_along(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    first, second = create_tip(number=2, by=editor), create_tip(number=7, by=editor)
    Section.objects.in_order()
    as_administrator.post(f"{HOME}{themes[1].pk}/shift/", {"to": "up"})
    assert order()[:2] == [themes[1].slug, themes[0].slug]
    assert numbers(first, second) == [7, 2]
    openings = [section for section in Section.objects.in_order() if section.kind == SectionKind.OPENING]
    assert [(section.position, section.theme.slug) for section in openings] == list(enumerate(order(), 1))


def test_another_order_takes_votes_and_candidates_along(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    first, second = (factories.create_poll(by=editor, place=place) for place in (7, 8))
    meant = factories.create_candidate(by=editor, place=9)
    other = factories.create_candidate(factories.create_page(theme=themes[0]), by=editor, place=2)
    first.close(by=editor)
    as_administrator.post(f"{HOME}{themes[1].pk}/shift/", {"to": "up"})
    for row, place in ((first, 2), (second, 3), (meant, 4), (other, 7)):
        row.refresh_from_db()
        assert row.place == place
    assert str(second) in as_administrator.get(second.get_absolute_url()).text


def test_a_place_that_is_voted_on_stays_until_the_vote_is_closed(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    poll, meant = factories.create_poll(by=editor, place=9), factories.create_candidate(by=editor, place=10)
    refused = edit(as_administrator, themes[1], places=3)
    assert refused.status_code == 422
    assert "la place 9" in refused.context["form"].errors["places"][0]
    assert Theme.objects.get(pk=themes[1].pk).places == 5
    poll.close(by=editor)
    edit(as_administrator, themes[1], places=3)
    meant.refresh_from_db()
    assert (Theme.objects.get(pk=themes[1].pk).places, meant.place) == (3, None)


def test_a_closed_vote_behind_the_places_of_its_question_moves_with_them(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    poll = factories.create_poll(by=editor, place=10)
    poll.close(by=editor)
    edit(as_administrator, themes[1], places=4)
    edit(as_administrator, themes[0], places=3)
    poll.refresh_from_db()
    assert poll.place == 8, "the fifth of its question, which has places 4 to 7 now"
    page = as_administrator.get(poll.get_absolute_url())
    assert page.context["place"] is None, "place 8 is another question's"
    edit(as_administrator, themes[1], places=5)
    assert as_administrator.get(poll.get_absolute_url()).context["place"].number == 8


@pytest.mark.parametrize("address", [HOME, "/", "/wiki/"])
def test_questions_are_listed_by_their_numbers(as_administrator: Client, themes: list[Theme], address: str) -> None:
    for theme, paper in zip(themes, (7, 11, 5, 1), strict=True):
        edit(as_administrator, theme, paper=paper)
    as_administrator.post(f"{HOME}{themes[1].pk}/shift/", {"to": "up"})
    assert [theme.number for theme in as_administrator.get(address).context["themes"]] == [1, 2, 3, 4]


@pytest.mark.parametrize(("at", "to"), [(0, "up"), (3, "down")])
def test_the_first_goes_no_higher_and_the_last_no_lower(
    as_administrator: Client, themes: list[Theme], at: int, to: str
) -> None:
    before = order()
    as_administrator.post(f"{HOME}{themes[at].pk}/shift/", {"to": to})
    assert order() == before


def test_a_question_to_which_nothing_belongs_goes_and_the_others_close_up(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    """The desk has been looked at: its opening is there, and nobody has written it."""
    tip = create_tip(number=16, by=editor)
    Section.objects.in_order()
    path = f"{HOME}{themes[2].pk}/remove/"
    assert as_administrator.get(path).context["behind"] == 1
    as_administrator.post(path)
    assert list(Theme.objects.values_list("number", "slug")) == list(
        enumerate([t.slug for t in themes if t != themes[2]], 1)
    )
    assert numbers(tip) == [11]
    assert [section.position for section in Section.objects.in_order() if section.theme] == [1, 2, 3]


def test_what_belongs_to_a_question_is_said_and_it_stays(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    factories.create_page(theme=themes[0])
    opening = next(section for section in Section.objects.in_order() if section.theme == themes[1])
    opening.record_revision(body="Un mot.", author=editor, base_version=1)
    for theme, words in ((themes[0], "1 page"), (themes[1], "1 ouverture")):
        path = f"{HOME}{theme.pk}/remove/"
        assert words in as_administrator.get(path).text
        refused = as_administrator.post(path)
        assert refused.status_code == 422
        assert words in refused.context["refusal"]
    assert Theme.objects.count() == 4


def test_a_guide_keeps_two_questions(as_administrator: Client, themes: list[Theme]) -> None:
    for theme in themes:
        answer = as_administrator.post(f"{HOME}{theme.pk}/remove/")
    assert (answer.status_code, Theme.objects.count()) == (422, 2)


def test_while_there_is_a_proof_places_stay_and_words_and_papers_do_not(
    as_administrator: Client, editor: User, themes: list[Theme]
) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().take_to_proof(by=editor, unread_reason="Une relecture finale.")
    assert edit(as_administrator, themes[1], places=7).status_code == 422
    for screen in (HOME, f"{HOME}new/", f"{HOME}{themes[1].pk}/"):
        assert "L’édition 1 est en relecture finale." in as_administrator.get(screen).text, screen
    offered = as_administrator.get(HOME).text
    assert not any(act in offered for act in (f"{HOME}new/", "/shift/", "/remove/"))
    as_administrator.post(f"{HOME}{themes[1].pk}/shift/", {"to": "up"})
    assert as_administrator.post(f"{HOME}{themes[3].pk}/remove/").status_code == 422
    assert order() == [theme.slug for theme in themes]
    edit(as_administrator, themes[1], question="Une autre ?", paper=12)
    assert Theme.objects.get(pk=themes[1].pk).paper == 12


def test_two_who_change_one_question_see_each_other_and_an_order_that_changed_meanwhile_stays(
    as_administrator: Client, administrator: User, themes: list[Theme]
) -> None:
    path = f"{HOME}{themes[0].pk}/"
    form = loaded(as_administrator, path, ["question"])
    as_administrator.post(f"{path}shift/", {"to": "down"})
    Theme.objects.get(pk=themes[0].pk).decide({"question": "La sienne ?"}, by=administrator)
    refused = as_administrator.post(path, form | {"question": "La mienne ?"})
    assert "La sienne" in str(refused.context["form"].errors["question"])
    as_administrator.post(path, loaded(as_administrator, path, ["question"]) | {"question": "La mienne ?"})
    theme = Theme.objects.get(pk=themes[0].pk)
    assert (theme.number, theme.question) == (2, "La mienne\u00a0?")


def test_the_history_says_who_did_what(as_administrator: Client, administrator: User, themes: list[Theme]) -> None:
    edit(as_administrator, themes[0], places=6, paper="11")
    as_administrator.post(f"{HOME}{themes[3].pk}/remove/")
    removed, changed = as_administrator.get(f"{HOME}history/").context["versions"][:2]
    assert (removed.author, changed.author) == (str(administrator), str(administrator))
    assert themes[3].short_title in removed.about
    assert [change.label for change in changed.changes][-2:] == ["Places", "Motif et couleur"]
    assert ("5", "6") in {(change.before, change.after) for change in changed.changes}


def test_the_history_says_the_language_of_what_was_typed_alone(as_administrator: Client, themes: list[Theme]) -> None:
    factories.change_site_settings(language="it")
    edit(as_administrator, themes[0], question="Chi risponde?", starters="Se…", places=6, paper="11")
    history = as_administrator.get(f"{HOME}history/", headers={"accept-language": "fr"})
    typed = {change.after: change.is_typed for change in history.context["versions"][0].changes}
    assert typed.pop("Chi risponde?") and typed.pop("Se…") and not any(typed.values())
    assert re.search(r'<dd\s+lang="it"\s*>\s*<del>[^<]*</del>\s*<ins>Chi risponde\?</ins>', history.text)
    assert re.search(r"<dd\s*>\s*<del>5</del>\s*<ins>6</ins>", history.text)


def test_places_that_the_editors_set_stand_in_the_history_as_well(editor: User, themes: list[Theme]) -> None:
    Edition.objects.in_preparation().allot({themes[0]: 6}, by=editor)
    assert Theme.history.first().history_user == editor


def test_a_change_shows_at_once_on_pages_that_are_cached(
    as_administrator: Client, as_contributor: Client, themes: list[Theme]
) -> None:
    page = factories.create_page(theme=themes[1])
    assert 'class="t2' in as_contributor.get(page.get_absolute_url()).text
    edit(as_administrator, themes[1], paper="9")
    assert 'class="t9' in as_contributor.get(page.get_absolute_url()).text


def test_a_question_of_the_menu_is_marked_and_there_is_one_way_from_the_checklist(as_administrator: Client) -> None:
    assert f'<a href="{HOME}" aria-current="page">' in " ".join(as_administrator.get(HOME).text.split())
    assert f'href="{HOME}"' in as_administrator.get("/").text
