"""What has been written in the whole wiki."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Attribution, User
from contributions.changes.lines import Line
from contributions.changes.newest import newest_things
from contributions.changes.views import ROWS
from contributions.hiding.versions import hide_versions
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/recent-changes/"
ENGLISH = {"accept-language": "en"}


def test_every_revision_is_listed_by_day_the_newest_first(as_contributor: Client, contributor: User) -> None:
    day = datetime(2026, 3, 4, 12, tzinfo=timezone.get_current_timezone())
    page = factories.create_page(title="Une page", at=day, author=contributor)
    factories.edit_page(
        page, "Un secret de texte.", author=contributor, summary="plus clair", at=day + timedelta(days=1)
    )
    html = as_contributor.get(ADDRESS, headers=ENGLISH).content.decode()
    assert html.index("Thursday 5 March") < html.index("Wednesday 4 March")
    assert "plus clair" in html
    assert f"{page.get_absolute_url()}diff/?older=1&amp;newer=2" in html
    assert f"{page.get_absolute_url()}history/" in html
    assert "Un secret de texte." not in html


def test_it_filters_by_question(as_contributor: Client) -> None:
    factories.create_page(title="Ici", theme=factories.create_theme(number=2))
    factories.create_page(title="Ailleurs", theme=factories.create_theme(number=3))
    html = as_contributor.get(ADDRESS, {"theme": "reputation"}).content.decode()
    assert "Ailleurs" in html
    assert ">Ici<" not in html


@pytest.mark.parametrize("person", ["karim", "Karim", "karim h."])
def test_it_filters_by_person(as_contributor: Client, contributor: User, person: str) -> None:
    karim = factories.create_user(username="karim", last_name="Haddad")
    factories.create_page(title="De Karim", author=karim)
    factories.create_page(title="De Martine", author=contributor)
    html = as_contributor.get(ADDRESS, {"person": person}).content.decode()
    assert "De Karim" in html
    assert "De Martine" not in html


def test_somebody_who_stays_anonymous_is_found_by_her_alias_alone(as_contributor: Client) -> None:
    anne = factories.create_user(username="anne", attribution=Attribution.ANONYMOUS)
    factories.create_page(title="Sans nom", author=anne)
    for name in ("anne", "Anne", "Anne Le Goff"):
        assert "Sans nom" not in as_contributor.get(ADDRESS, {"person": name}).content.decode()
    html = as_contributor.get(ADDRESS, {"person": anne.alias}).content.decode()
    assert "Sans nom" in html
    assert "anne" not in html.partition("<main")[2].casefold().replace(anne.alias, "")


def test_a_first_name_that_several_have_is_nobody(as_contributor: Client) -> None:
    for username in ("anne1", "anne2"):
        factories.create_page(
            title=f"De {username}", author=factories.create_user(username=username, first_name="Anne")
        )
    assert "De anne" not in as_contributor.get(ADDRESS, {"person": "Anne"}).content.decode()


def test_it_leaves_minor_edits_out(as_contributor: Client) -> None:
    page = factories.create_page()
    factories.edit_page(page, "Deux.", summary="virgule", is_minor=True)
    factories.edit_page(page, "Trois.", summary="refonte")
    html = as_contributor.get(ADDRESS, {"hide_minor": "on"}).content.decode()
    assert "refonte" in html
    assert "virgule" not in html


def test_hidden_pages_are_left_out_for_contributors(as_contributor: Client, as_editor: Client, editor: User) -> None:
    factories.create_page(title="Masquée").hide(reason="doublon", by=editor)
    assert "Masquée" not in as_contributor.get(ADDRESS).content.decode()
    assert "Masquée" in as_editor.get(ADDRESS).content.decode()


def test_a_page_that_has_moved_is_led_to_where_it_stands(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(title="Avant")
    page.move(title="Après", theme=page.theme, author=contributor)
    html = as_contributor.get(ADDRESS).content.decode()
    assert html.count(f'class="page-name" href="{page.get_absolute_url()}"') == 2


def test_pages_follow_each_other_without_a_gap_even_within_one_moment(as_contributor: Client) -> None:
    page, moment = factories.create_page(), timezone.now()
    for number in range(2, ROWS + 6):
        factories.edit_page(page, f"Texte {number}.", summary=f"n{number}.", at=moment)
    seen, query = [], "?hide_minor=on"
    while query:
        html = as_contributor.get(ADDRESS + query).content.decode()
        seen += re.findall(r"<q>n(\d+)\.</q>", html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        query = found[1].replace("&amp;", "&") if found else ""
        assert "hide_minor" in query or not query
    assert [int(number) for number in seen] == list(range(ROWS + 5, 1, -1))


@pytest.mark.parametrize(
    "query",
    [
        {"before": "x"},
        {"before": "2026-13-40T00:00:00+00:00~1"},
        {"before": "2026-03-04T00:00:00~1"},
        {"before": "2026-03-04T00:00:00+00:00~x"},
        {"before": "\0"},
        {"theme": "nulle-part"},
        {"theme": "\0"},
        {"person": "\0"},
        {"person": "\u202e"},
        {"person": "   "},
        {"person": "x" * 2000},
    ],
)
def test_what_makes_no_sense_is_no_error(as_contributor: Client, query: dict[str, str]) -> None:
    factories.create_page()
    assert as_contributor.get(ADDRESS, query).status_code == 200


def test_nobody_of_that_name_is_said(as_contributor: Client) -> None:
    factories.create_page(title="Une page")
    html = as_contributor.get(ADDRESS, {"person": "personne"}, headers=ENGLISH).content.decode()
    assert "Nobody has this name here." in html
    assert "Une page" not in html


def fill(first: int) -> None:
    """Something of each kind, by somebody else each time."""
    for number in range(first, first + 4):
        author = factories.create_user(username=f"personne{number}")
        theme = factories.create_theme(number=number % 4 + 1)
        page = factories.create_page(title=f"Page {number}", theme=theme, author=author)
        factories.create_contribution(page=page, author=author)
        factories.create_question(text=f"Que faire {number} fois sur dix ?", theme=theme, by=author)
        page.protect(reason="Une querelle.", by=factories.create_editor(username=f"redacteur{number}"))


def test_the_queries_do_not_grow_with_the_changes(as_contributor: Client, django_assert_num_queries) -> None:
    fill(0)
    # session with its person; four sources; pages, contributions; the questions of the filter
    with django_assert_num_queries(8) as few:
        as_contributor.get(ADDRESS)
    fill(4)
    with django_assert_num_queries(8):
        as_contributor.get(ADDRESS)
    assert not any('"body"' in query["sql"].partition(" FROM ")[0] for query in few.captured_queries)


def test_editors_see_the_marks_and_who_is_new_for_three_queries_more(
    as_editor: Client, django_assert_num_queries
) -> None:
    fill(0)
    with django_assert_num_queries(11):
        as_editor.get(ADDRESS)
    fill(4)
    with django_assert_num_queries(11):
        as_editor.get(ADDRESS)


def test_all_that_happens_stands_in_one_list_in_its_order(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    start = datetime(2026, 3, 4, 12, tzinfo=timezone.get_current_timezone())
    page = factories.create_page(title="Une page", at=start, author=contributor)
    said = factories.create_contribution(
        page=page, author=contributor, body="Une phrase.", at=start + timedelta(hours=1)
    )
    factories.create_contribution(author=editor, reply_to=said, body="Une réponse.", at=start + timedelta(hours=2))
    factories.create_question(
        text="Faut-il répondre ?", theme=page.theme, by=contributor, at=start + timedelta(hours=3)
    )
    page.protect(reason="Une querelle.", by=editor, at=start + timedelta(hours=4))
    found = lines_of(as_contributor)
    assert [line.partial.rpartition("_")[2] for line in found] == [
        "arranged.html",
        "asked.html",
        "said.html",
        "said.html",
        "version.html",
    ]
    html = as_contributor.get(ADDRESS).content.decode()
    assert html.index("Faut-il répondre ?") < html.index("Une réponse.") < html.index("Une phrase.")


def lines_of(client: Client, **query: str) -> list[Line]:
    days = client.get(ADDRESS, query).context["days"]
    return [line for _day, groups in days for group in groups for line in group.lines]


@pytest.mark.parametrize(
    ("kind", "count"), [("opened", 1), ("changed", 1), ("said", 1), ("answers", 1), ("questions", 1), ("arranged", 2)]
)
def test_it_filters_by_what_happened(
    as_contributor: Client, contributor: User, editor: User, kind: str, count: int
) -> None:
    page = factories.create_page(title="Une page", author=contributor)
    factories.edit_page(page, "Un autre texte.", author=editor)
    page.move(title="Ailleurs", theme=page.theme, author=editor)
    page.protect(reason="Une querelle.", by=editor)
    said = factories.create_contribution(page=page, author=contributor)
    factories.create_contribution(author=editor, reply_to=said)
    factories.create_question(text="Faut-il répondre ?", theme=page.theme, by=contributor)
    assert len(lines_of(as_contributor, kind=kind)) == count


def test_it_filters_by_period(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(title="Une page", author=contributor, at=timezone.now() - timedelta(days=20))
    factories.create_contribution(page=page, author=contributor, at=timezone.now() - timedelta(days=5))
    factories.edit_page(page, "Un autre texte.", author=contributor)
    found = [len(lines_of(as_contributor, period=period)) for period in ("", "day", "week", "month", "never")]
    assert found == [3, 1, 2, 3, 3]


def test_several_saves_of_one_person_in_one_day_are_one_line_that_opens(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    noon = timezone.localtime().replace(hour=12)
    page = factories.create_page(title="Une page", author=editor, at=noon - timedelta(days=3))
    for minute in range(3):
        at = noon - timedelta(days=1, minutes=10 - minute)
        factories.edit_page(page, f"Texte {minute}.", author=contributor, summary=f"pas {minute}", at=at)
    factories.edit_page(page, "Encore.", author=editor, at=noon - timedelta(days=1))
    groups = [group for _day, groups in as_contributor.get(ADDRESS).context["days"] for group in groups]
    assert [len(group.lines) for group in groups] == [1, 3, 1]
    assert groups[1].changes_url.endswith("?older=1&newer=4")
    html = as_contributor.get(ADDRESS, headers=ENGLISH).content.decode()
    assert "3 versions that day" in html
    assert all(f"<q>pas {minute}</q>" in html for minute in range(3))


def test_what_several_wrote_in_turns_is_compared_step_by_step_alone(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    noon = timezone.localtime().replace(hour=12)
    page = factories.create_page(title="Une page", author=editor, at=noon - timedelta(days=3))
    for minute, author in enumerate([contributor, editor, contributor]):
        factories.edit_page(page, f"Texte {minute}.", author=author, at=noon - timedelta(days=1, minutes=9 - minute))
    groups = [group for _day, groups in as_contributor.get(ADDRESS).context["days"] for group in groups]
    assert [(len(group.lines), bool(group.changes_url)) for group in groups[:2]] == [(2, False), (1, True)]


@pytest.mark.parametrize(
    "source", ["hidden page", "hidden contribution", "withdrawn", "under a hidden page", "question"]
)
def test_what_a_reader_may_not_read_is_not_told(
    as_contributor: Client, as_editor: Client, editor: User, sign_in, source: str
) -> None:
    anne = factories.create_user(username="anne")
    page = factories.create_page(title="Canari en cage" if "page" in source else "Une page", author=anne)
    if "page" not in source and source != "question":
        said = factories.create_contribution(page=page, author=anne, body="Le canari chante.")
        said.withdraw(by=anne) if source == "withdrawn" else said.hide(reason="hors sujet", by=editor)
    elif source == "question":
        factories.create_question(text="Où est le canari ?", theme=page.theme, by=anne).hide(
            reason="hors sujet", by=editor
        )
    else:
        factories.create_contribution(page=page, author=anne, body="Le canari chante.")
        page.hide(reason="doublon", by=editor)
    assert "anari" not in as_contributor.get(ADDRESS).content.decode()
    assert ("anari" in as_editor.get(ADDRESS).content.decode()) is (source != "withdrawn")


def test_hidden_words_of_a_version_are_not_told(as_contributor: Client, contributor: User, editor: User) -> None:
    page = factories.create_page(title="Une page", author=contributor)
    factories.edit_page(page, "Le canari.", author=contributor, summary="un canari de plus")
    factories.edit_page(page, "Rien.", author=contributor)
    hide_versions(page, [2], reason="un nom", by=editor, with_summary=True)
    html = as_contributor.get(ADDRESS).content.decode()
    assert "canari" not in html
    assert f"{page.get_absolute_url()}diff/?older=1&amp;newer=2" not in html


def test_what_was_said_by_somebody_anonymous_names_nobody(as_contributor: Client) -> None:
    anne = factories.create_user(username="anne", first_name="Anne", attribution=Attribution.ANONYMOUS)
    factories.create_contribution(author=anne, body="Une phrase.")
    factories.create_question(text="Faut-il répondre ?", theme=factories.create_theme(), by=anne)
    html = as_contributor.get(ADDRESS).content.decode().partition("<main")[2]
    assert "Une phrase." in html
    assert "anne" not in html.casefold().replace(anne.alias, "")


def test_every_source_is_paged_without_a_gap_even_within_one_moment(as_contributor: Client, contributor: User) -> None:
    moment, theme = timezone.now(), factories.create_theme()
    page = factories.create_page(author=contributor, at=moment)
    for number in range(ROWS):
        factories.create_contribution(author=contributor, theme=theme, at=moment, body=f"Phrase {number}.")
        factories.edit_page(page, f"Texte {number}.", author=contributor, at=moment)
    factories.create_question(text="Faut-il répondre ?", theme=theme, by=contributor, at=moment)
    seen, query = [], ""
    while True:
        response = as_contributor.get(f"{ADDRESS}?{query}")
        seen += [line.place for _day, groups in response.context["days"] for group in groups for line in group.lines]
        if not (query := response.context["next_query"]):
            break
    assert len(seen) == len(set(seen)) == 2 * ROWS + 2
    assert sorted(seen, reverse=True)[0] == seen[0]


def test_the_filters_of_editors_are_for_editors(as_contributor: Client, as_editor: Client) -> None:
    assert 'name="unreviewed"' not in as_contributor.get(ADDRESS).content.decode()
    assert 'name="unreviewed"' in as_editor.get(ADDRESS).content.decode()
    factories.create_page(title="Une page")
    assert len(lines_of(as_contributor, unreviewed="on", new_people="on")) == 1


@pytest.mark.usefixtures("awake")
def test_new_people_are_named_to_the_editors_and_can_be_asked_for(as_editor: Client, as_contributor: Client) -> None:
    anne, karim = factories.create_user(username="anne"), factories.create_user(username="karim")
    factories.create_page(title="Il y a longtemps", author=karim, at=timezone.now() - timedelta(days=60))
    factories.create_page(title="De Karim", author=karim)
    factories.create_page(title="La première d’Anne", author=anne)
    factories.create_page(title="La seconde d’Anne", author=anne)
    found = {line.page.title: (line.is_by_somebody_new, line.is_first_of_hers) for line in lines_of(as_editor)}
    assert found["De Karim"] == (False, False)
    assert found["La première d’Anne"] == (True, True)
    assert found["La seconde d’Anne"] == (True, False)
    assert {line.page.title for line in lines_of(as_editor, new_people="on")} == {
        "La première d’Anne",
        "La seconde d’Anne",
    }
    assert "première contribution" in as_editor.get(ADDRESS).content.decode()
    assert "première contribution" not in as_contributor.get(ADDRESS).content.decode()


def test_what_is_newest_is_told_once_a_thing(contributor: User) -> None:
    page = factories.create_page(title="Une page", author=contributor)
    said = factories.create_contribution(page=page, author=contributor)
    for number in range(5):
        factories.edit_page(page, f"Texte {number}.", author=contributor)
    found = newest_things(contributor, at_most=4)
    assert [line.page or line.said for line in found] == [page, said]


def test_what_has_happened_since_the_last_visit_is_marked(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    factories.create_page(title="Avant", author=editor)
    assert not any(line.is_unseen for line in lines_of(as_contributor))
    factories.create_page(title="Depuis", author=editor)
    factories.create_page(title="De moi", author=contributor)
    found = {line.page.title: line.is_unseen for line in lines_of(as_contributor)}
    assert found == {"Avant": False, "Depuis": True, "De moi": False}
    assert not any(line.is_unseen for line in lines_of(as_contributor))


@pytest.mark.parametrize("odd", ["", "x", "9" * 300, "2026-03-04", '"'])
def test_an_odd_memory_of_the_last_visit_is_none(as_contributor: Client, contributor: User, odd: str) -> None:
    factories.create_page(title="Une page", author=contributor)
    as_contributor.cookies["changes_seen"] = odd
    assert not any(line.is_unseen for line in lines_of(as_contributor))
