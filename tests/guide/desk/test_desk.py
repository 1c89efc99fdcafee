"""The editors' desk: what is to be read and decided about, the text that is open, the board."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import Comment, Page, Patrol
from guide.decisions import verbs
from guide.decisions.models import DecisionAnswer, Reason, Submission
from guide.drift.models import Drift
from guide.models import Nomination
from guide.tips.models import Tip
from tests.factories import (
    create_comment,
    create_editor,
    create_page,
    create_theme,
    create_themes,
    create_tip,
    create_user,
    edit_page,
)
from tests.guide.desk.waiting import ago, page_that_waits, waiting_comment, waits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _themes(db: None) -> None:
    create_themes()


def lines(html: str) -> list[str]:
    """The texts of the list, as addresses of the desk name them."""
    inbox = html[html.index('<section class="inbox"') : html.index('<section class="reader')].partition("<h3")[0]
    return re.findall(r'class="it[^"]*" href="/curation/\?[^"]*text=([a-z]+-\d+)', inbox)


def opened(html: str) -> str:
    return re.findall(r'action="/curation/decide/([a-z]+-\d+)/"', html)[0]


def test_it_is_for_the_editors(as_contributor: Client, client: Client) -> None:
    assert as_contributor.get("/curation/").status_code == 403
    assert client.get("/curation/")["Location"].startswith("/accounts/login/")


def test_the_text_that_has_waited_longest_comes_first_and_is_open(as_editor: Client, contributor: User) -> None:
    young = waiting_comment(contributor, body="Le plus jeune.", at=ago(hours=2))
    old = waiting_comment(contributor, body="Le plus ancien.", at=ago(days=2))
    html = as_editor.get("/curation/").text
    assert "2</span> textes à lire" in html
    assert "attend depuis 2\u00a0jours" in html
    assert lines(html) == [f"comment-{old.pk}", f"comment-{young.pk}"]
    assert opened(html) == f"comment-{old.pk}"
    assert "1 sur 2" in html


@pytest.mark.once
def test_a_page_is_one_text_with_all_its_versions_that_nobody_has_read(
    as_editor: Client, editor: User, contributor: User
) -> None:
    page = create_page(body="Rappelez le numéro que vous connaissez.\n\nToujours.", author=contributor)
    Patrol.objects.mark("page", [page.revision(1)], by=editor)
    edit_page(page, "Rappelez le numéro affiché sur votre carte.\n\nToujours.", author=contributor, summary="plus sûr")
    edit_page(page, "Rappelez le numéro affiché sur votre carte.\n\nToujours, vous-même.", author=contributor)
    waits(page)
    html = as_editor.get("/curation/").text
    assert "1</span> texte à lire" in html
    assert lines(html) == [f"page-{page.pk}"]
    assert "de la version 1 à 3" in html
    assert "<del>que vous connaissez</del>" in html
    assert "<ins>affiché sur votre carte</ins>" in html
    assert "plus sûr" in html
    assert 'name="version" value="3"' in html


@pytest.mark.once
def test_a_page_that_is_new_is_read_whole_and_says_who_proposed_it(as_editor: Client, contributor: User) -> None:
    page = page_that_waits(contributor, title="Une page neuve", body="Raccrochez.")
    Nomination.objects.nominate(page, by=create_user(username="paul"), reason="Elle sauve une heure.")
    html = as_editor.get("/curation/").text
    assert "<p>Raccrochez.</p>" in html
    assert "Elle sauve une heure." in html
    assert "Paul" in html


def test_reasons_and_first_words_are_typeset_so_that_no_guillemet_stands_alone(
    as_editor: Client, contributor: User
) -> None:
    page = page_that_waits(contributor, title="Une page neuve", body="Raccrochez.")
    waiting_comment(contributor, body="Il a dit « votre carte » : j'ai cru.")
    Nomination.objects.nominate(page, by=create_user(username="paul"), reason="Un « vrai » cas : à lire !")
    html = as_editor.get("/curation/").text
    assert "Un “vrai” cas\u00a0: à lire\u00a0!" in html
    assert "Il a dit «\u00a0votre carte\u00a0»\u00a0: j’ai cru." in html


def test_what_was_said_stands_with_what_it_answers_and_its_author_as_she_chose(
    as_editor: Client, contributor: User
) -> None:
    contributor.choose_attribution(Attribution.ANONYMOUS)
    first = create_comment(body="Faut-il payer ?", author=create_user(username="paul"))
    answer = waiting_comment(contributor, body="Non, jamais.", reply_to=first)
    html = as_editor.get("/curation/").text
    assert "Faut-il payer ?".replace(" ?", "\u00a0?") in html or "Faut-il payer ?" in html
    assert "<ins>Non, jamais.</ins>" in html
    assert "Anonyme" in html
    assert contributor.last_name not in html
    assert f"/contributions/{answer.pk}/" in html or f"#comment-{answer.pk}" in html


@pytest.mark.once
def test_what_is_hidden_or_withdrawn_waits_for_nobody(as_editor: Client, editor: User, contributor: User) -> None:
    hidden = page_that_waits(contributor, title="Cachée")
    hidden.hide(reason="Un client y est reconnaissable.", by=editor)
    waits(hidden)
    waiting_comment(contributor).withdraw(by=contributor)
    for listed in ("read", "decide"):
        html = as_editor.get("/curation/", {"list": listed}).text
        assert lines(html) == []
    assert "Tout est lu" in as_editor.get("/curation/").text


def test_when_everything_is_read_it_says_what_is_left_to_decide(
    as_editor: Client, editor: User, contributor: User
) -> None:
    comment = waiting_comment(contributor)
    Patrol.objects.mark("comment", [comment.revision(1)], by=editor)
    html = as_editor.get("/curation/").text
    assert "Tout est lu" in html
    assert "1 texte reste à décider" in html
    assert lines(as_editor.get("/curation/?list=decide").text) == [f"comment-{comment.pk}"]


def test_when_one_question_is_read_it_leads_to_the_others(as_editor: Client, contributor: User) -> None:
    waiting_comment(contributor)
    html = as_editor.get("/curation/?theme=1").text
    assert "Tout est lu sur cette question." in html
    assert '<a href="/curation/">Lire les autres questions</a>' in html


@pytest.mark.once
def test_it_says_who_has_read_what(as_editor: Client, contributor: User) -> None:
    claire = create_editor(username="claire", last_name="Arnaud")
    comment = waiting_comment(contributor)
    Patrol.objects.mark("comment", [comment.revision(1)], by=claire)
    for address in ("/curation/", "/curation/?list=decide"):
        assert "lu par Claire A., aujourd’hui" in as_editor.get(address).text


@pytest.mark.once
def test_the_three_lists_hold_what_is_unread_undecided_and_kept_for_later(
    as_editor: Client, editor: User, contributor: User
) -> None:
    unread, later = waiting_comment(contributor, at=ago(days=1)), waiting_comment(contributor)
    verbs.keep_for_later(Submission.objects.of(later), by=editor, seen=0)
    decided = waiting_comment(contributor)
    verbs.do_not_keep(Submission.objects.of(decided), Reason.objects.offered()[0], by=editor, seen=0)
    found = {name: lines(as_editor.get("/curation/", {"list": name}).text) for name in ("read", "decide", "later")}
    assert found == {
        "read": [f"comment-{unread.pk}", f"comment-{later.pk}"],
        "decide": [f"comment-{unread.pk}"],
        "later": [f"comment-{later.pk}"],
    }


@pytest.mark.once
def test_a_theme_shows_what_waits_under_its_question_alone(as_editor: Client, contributor: User) -> None:
    here = waiting_comment(contributor, theme=create_theme(number=3))
    page_that_waits(contributor)
    assert lines(as_editor.get("/curation/?theme=3").text) == [f"comment-{here.pk}"]
    assert lines(as_editor.get("/curation/?theme=3&list=decide").text) == [f"comment-{here.pk}"]
    assert len(lines(as_editor.get("/curation/").text)) == 2


@pytest.mark.once
def test_a_long_list_is_shown_around_the_text_that_is_open(as_editor: Client, contributor: User) -> None:
    texts = [waiting_comment(contributor, body=f"Texte {n}.", at=ago(hours=20 - n)) for n in range(14)]
    keys = [f"comment-{comment.pk}" for comment in texts]
    html = as_editor.get("/curation/").text
    assert lines(html) == keys[:6]
    assert "Les 8 suivants" in html
    middle = as_editor.get("/curation/", {"text": keys[6]}).text
    assert lines(middle) == keys[4:12]
    assert "7 sur 14" in middle
    assert f'rel="prev" data-key="k" href="/curation/?text={keys[5]}"' in middle
    assert f'rel="next" data-key="j" href="/curation/?text={keys[7]}"' in middle


@pytest.mark.once
def test_a_text_that_was_decided_can_be_opened_again_and_says_what_holds(
    as_editor: Client, editor: User, contributor: User
) -> None:
    comment = waiting_comment(contributor)
    verbs.do_not_keep(Submission.objects.of(comment), Reason.objects.offered()[0], by=editor, seen=0)
    html = as_editor.get("/curation/", {"text": f"comment-{comment.pk}"}).text
    assert "Laurent C. ne l’a pas retenu" in html
    assert "Décider de nouveau la remplace." in html
    assert 'name="seen" value="1"' in html


def test_the_first_free_place_of_its_theme_is_aimed_at_unless_another_is_chosen(
    as_editor: Client, editor: User, contributor: User
) -> None:
    create_tip(number=6, by=editor, title="Raccrochez")
    waiting_comment(contributor)
    assert "à la place 7, libre" in as_editor.get("/curation/").text
    assert "à la place 12, libre" in as_editor.get("/curation/?place=12").text
    html = as_editor.get("/curation/?place=6").text
    assert "au conseil 6" in html
    assert 'href="/curation/tips/6/"' in html
    assert "1 sur 20" in html


@pytest.mark.once
def test_where_every_place_of_a_theme_is_taken_a_place_is_to_be_chosen(
    as_editor: Client, editor: User, contributor: User
) -> None:
    for number in range(6, 11):
        create_tip(number=number, by=editor)
    waiting_comment(contributor)
    assert "choisissez une place" in as_editor.get("/curation/").text


@pytest.mark.once
def test_an_alarm_stands_at_the_head_and_on_its_place(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    Drift.objects.create(source=tip.sources.get(), kind=Drift.Kind.WORDING)
    assert "dont la source a changé" not in as_editor.get("/curation/").text
    Drift.objects.update(kind=Drift.Kind.CHANGED)
    html = as_editor.get("/curation/").text
    assert "1 conseil dont la source a changé" in html
    assert 'class="place on drift"' in html


def test_a_duplicate_is_proposed_from_the_texts_that_are_most_alike(as_editor: Client, contributor: User) -> None:
    like = create_comment(body="Je raccroche toujours, puis je rappelle ma banque.", author=contributor)
    create_comment(body="Une photo de vacances n’a rien à faire là.", author=contributor)
    waiting_comment(contributor, body="Moi je raccroche, puis je rappelle la banque.", at=ago(days=1))
    html = as_editor.get("/curation/").text
    panel = html[html.index("It says") if "It says" in html else html.index("Il dit la même chose") :]
    assert re.findall(r'name="of" value="(comment-\d+)"', panel)[0] == f"comment-{like.pk}"


@pytest.mark.once
@pytest.mark.parametrize(
    "odd", ["x", "page-", "comment-99999999", "page-" + "9" * 30, "²", "comment-0", "tip-1", "page-1-2"]
)
def test_an_address_that_makes_no_sense_is_no_error(as_editor: Client, contributor: User, odd: str) -> None:
    waiting_comment(contributor)
    for name in ("list", "theme", "text", "place", "done"):
        assert as_editor.get("/curation/", {name: odd}).status_code == 200


def test_answers_of_authors_are_counted_where_they_wait(as_editor: Client, editor: User, contributor: User) -> None:
    comment = waiting_comment(contributor)
    decision = verbs.do_not_keep(Submission.objects.of(comment), Reason.objects.offered()[0], by=editor, seen=0)
    DecisionAnswer.objects.create(decision=decision, by=contributor, body="Et pourtant.")
    assert as_editor.get("/curation/").context["answers"] == 1


@pytest.mark.once
def test_what_people_typed_is_words_in_the_lines_and_on_the_board(
    as_editor: Client, editor: User, contributor: User
) -> None:
    evil = """\\<script>alert("1")</script>' %s {}"""
    name = create_user(username="mal", first_name="<b>Zoé", last_name='"Dupont', attribution=Attribution.FULL)
    waiting_comment(name, body=evil)
    page = page_that_waits(name, title="Une page")
    Page.objects.update(title='Une page "<b> %s {}')
    read = waiting_comment(contributor, body="Lu.")
    reader = create_editor(username="m", first_name="<i>", last_name='"', attribution=Attribution.FULL)
    verbs.mark_seen(Submission.objects.of(read), version=1, by=reader)
    create_tip(number=7, by=editor)
    Tip.objects.update(title='Le conseil "<b> %s {}')
    html = as_editor.get(f"/curation/?text=page-{page.pk}").text
    inbox, board = (html[html.index(f'id="{name}"') :].partition("</section>")[0] for name in ("inbox", "board"))
    assert "<script" not in inbox and "<i>" not in inbox
    assert inbox.count("<b>&lt;b&gt;Zoé &quot;Dupont</b> <time") == 2
    assert '<span class="ex">Une page &quot;&lt;b&gt; %s {}</span>' in inbox
    assert "&lt;script&gt;alert(" in inbox
    assert "lu par &lt;i&gt; &quot;, aujourd’hui" in inbox
    assert 'aria-label="7, Le conseil &quot;&lt;b&gt; %s {}' in board


@pytest.mark.once
def test_it_costs_the_same_however_much_waits(
    as_editor: Client, contributor: User, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            waiting_comment(contributor, body=f"Texte {number}.")
            page = page_that_waits(contributor, title=f"Page {number} sur {Comment.objects.count()}")
            Nomination.objects.nominate(page, by=create_user(username=f"p{page.pk}"), reason="Pour voir.")

    fill(4)
    for address in (
        "/curation/",
        "/curation/?list=decide",
        f"/curation/?text=page-{Submission.objects.last().page_id}",
    ):
        as_editor.get(address)
        with django_assert_max_num_queries(30) as first:
            as_editor.get(address)
        fill(4)
        with django_assert_num_queries(len(first.captured_queries)):
            as_editor.get(address)


@pytest.mark.once
def test_what_its_author_withdrew_stands_nowhere_on_the_desk(
    as_editor: Client, editor: User, contributor: User
) -> None:
    first = waiting_comment(contributor, body="Mes mots que je regrette.")
    reply = waiting_comment(create_user(username="zoe"), body="Je te comprends.", reply_to=first)
    verbs.mark_seen(Submission.objects.of(first), version=1, by=editor)
    address = f"/curation/?text=comment-{reply.pk}"
    assert as_editor.get(address).text.count("Mes mots que je regrette.") == 3, "read lately, answered, alike"
    first.withdraw(by=contributor)
    assert "Mes mots que je regrette." not in as_editor.get(address).text
