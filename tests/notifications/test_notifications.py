"""The list of what one was told: by place, one line for what one person did there, read and unread."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.html import escape

from accounts.models import User
from notifications.grouping import by_place
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.notifications.notified import notify, told

LIST = "/notifications/"


def page_of(client: Client, path: str = LIST) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_ten_saves_by_one_person_on_one_page_are_one_line(
    contributor: User, editor: User, as_contributor: Client
) -> None:
    for _number in range(10):
        notify(contributor, actor=editor)
    text = page_of(as_contributor)
    assert "Laurent C. a modifié ce texte 10 fois." in text
    assert text.count('id="told-') == 1


def test_two_people_make_two_lines_and_two_pages_two_places(
    contributor: User, editor: User, translator: User, as_contributor: Client
) -> None:
    for actor in (editor, translator, editor):
        notify(contributor, actor=actor)
    notify(contributor, actor=editor, place="page:13", place_title="Le coffre")
    places = as_contributor.get(LIST).context["places"]
    assert [(place.heading, [line.count for line in place.lines]) for place in places] == [
        ("Le coffre", [1]),
        ("L’appel du faux technicien", [2, 1]),
    ]


def test_what_is_addressed_to_the_person_is_never_put_together(contributor: User, editor: User) -> None:
    for excerpt in ("un", "deux"):
        notify(contributor, kind=NotificationKind.NOT_KEPT, actor=editor, excerpt=excerpt)
    [place] = by_place(Notification.objects.of(contributor))
    assert [line.newest.excerpt for line in place.lines] == ["deux", "un"]


@pytest.mark.once
def test_the_bell_says_how_much_is_unread(contributor: User, as_contributor: Client) -> None:
    assert "Avis : tout est lu" in page_of(as_contributor, "/").replace("\xa0", " ")
    notify(contributor)
    assert "Avis : 1 non lu" in page_of(as_contributor, "/").replace("\xa0", " ")
    notify(contributor)
    assert "Avis : 2 non lus" in page_of(as_contributor, "/").replace("\xa0", " ")


def test_a_visitor_sees_no_bell(client: Client, db: None) -> None:
    assert 'class="tool bell"' not in client.get("/").content.decode()
    assert client.get(LIST).headers["Location"].startswith("/accounts/login/")


@pytest.mark.once
def test_read_and_unread_are_told_apart_and_the_unread_can_be_seen_alone(
    contributor: User, as_contributor: Client
) -> None:
    notify(contributor, kind=NotificationKind.REPLY, excerpt="lu")
    Notification.objects.all().read(contributor)
    notify(contributor, kind=NotificationKind.REPLY, excerpt="pas lu")
    assert page_of(as_contributor).count('class="new"') == 1
    assert "<q>lu</q>" in page_of(as_contributor)
    assert "<q>lu</q>" not in page_of(as_contributor, f"{LIST}?unread=1")


def test_nobody_sees_what_others_were_told(contributor: User, as_editor: Client) -> None:
    notify(contributor, place_title="Pour Martine")
    assert "Pour Martine" not in page_of(as_editor)


def test_a_long_list_is_paged_by_key_and_shows_everything_once(contributor: User, as_contributor: Client) -> None:
    moment = timezone.now()
    for number in range(130):  # several at one moment
        notify(
            contributor,
            kind=NotificationKind.REPLY,
            excerpt=f"mot {number}.",
            at=moment - timedelta(minutes=number // 10),
        )
    seen: list[str] = []
    path = LIST
    while path:
        context = as_contributor.get(path).context
        seen += [line.newest.excerpt for place in context["places"] for line in place.lines]
        path = f"?{context['next_query']}" if context["next_query"] else ""
        path = f"{LIST}{path}" if path else ""
    assert len(seen) == len(set(seen)) == 130
    assert as_contributor.get(f"{LIST}?unread=1").context["next_query"].endswith("unread=1")


@pytest.mark.parametrize("before", ["", "hier", "2026-11-24T10:00:00~1", "2026-11-24T10:00:00+00:00~²", "~1", "x~x"])
def test_an_odd_key_is_the_beginning(before: str, contributor: User, as_contributor: Client) -> None:
    notify(contributor)
    assert as_contributor.get(LIST, {"before": before}).context["is_first"]


def test_the_list_costs_the_same_however_long_it_is(contributor: User, editor: User, as_contributor: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(as_contributor)
        return len(queries)

    notify(contributor, actor=editor)
    few = cost()
    for number in range(20):
        notify(contributor, actor=editor, place=f"page:{number}")
    assert cost() == few
    assert few <= 3  # session, person, list


def test_the_bell_costs_no_query(contributor: User, as_contributor: Client) -> None:
    with CaptureQueriesContext(connection) as before:
        as_contributor.get("/accounts/preferences/")
    notify(contributor)
    with CaptureQueriesContext(connection) as after:
        as_contributor.get("/accounts/preferences/")
    assert len(after) == len(before)


def test_a_title_in_a_sentence_says_its_language_and_is_escaped(contributor: User, as_contributor: Client) -> None:
    title = '<script>"« a »"</script>'
    one = told(contributor, place_title=title, kind=NotificationKind.ANSWERED)
    with translation.override("ja"):
        assert f'<span lang="fr">{escape(title).replace("« ", "“").replace(" »", "”")}</span>' in one.sentence_html()
        assert f'<span lang="fr">{escape(title)}</span>' in one.heading_html
    with translation.override("fr"):
        assert one.sentence_html() == escape(one.sentence()) and one.heading_html == escape(one.heading)
    listed = as_contributor.get(LIST, headers={"accept-language": "ja"}).text
    assert "<script>&quot;" not in listed and '<h2 class="h-2"><span lang="fr">&lt;script&gt;' in listed
