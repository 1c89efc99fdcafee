"""An item of each kind at the desk: written as in the sample, refused beside the field, changed meanwhile, outdated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from accounts.models import User
from common import markup
from contributions.models import Image, ImageUse
from guide.course_parts import ItemParts, Picture, Turn
from guide.models import CourseText, Tip
from learning.courses.item_forms import reword
from learning.courses.making import add_item
from learning.courses.problems import problems_of
from learning.models import Course
from tests.contributions.uploads.makers import create_picture, encoded, halves
from tests.factories import store_draft
from tests.learning.desk.item_words import fields_of
from tests.learning.sample_course import CHOICE, DIALOGUE, KINDS
from tests.sending import loaded, sent_by

pytestmark = pytest.mark.django_db

EMPTY = ItemParts()
TICKS = ("right_", "decorative")


def typeset(parts: ItemParts) -> ItemParts:
    return parts.with_lines(iter([markup.typeset(line, "fr") for line in parts.lines]))


def new(lesson: CourseText, kind: str, editor: User, parts: ItemParts = EMPTY, tip: Tip | None = None) -> CourseText:
    return add_item(lesson, kind, title="Un exercice", parts=parts, tip=tip, by=editor)


def post(client: Client, item: CourseText, **changes: Any) -> Any:
    address = item.get_absolute_url()
    return client.post(address, shown(client, address) | changes)


def shown(client: Client, address: str) -> dict[str, Any]:
    """What the form would send as it stands, its ticks as a browser sends them."""
    sent: dict[str, Any] = dict(loaded(client, address))
    return sent | {name: "on" for name, values in sent.items() if name.startswith(TICKS) and values}


@pytest.mark.once
def test_the_way_to_an_item_names_the_beginning_of_its_question(
    as_editor: Client, course: Course, lesson: CourseText, editor: User
) -> None:
    question = "Une collègue veut publier la photo de la fête du service, que répondez-vous à sa question de ce matin ?"
    item = new(lesson, "choice", editor, replace(CHOICE, question=question))

    def crumb(item: CourseText) -> str:
        page = as_editor.get(item.get_absolute_url()).text
        return " ".join(html.fromstring(page).xpath('string(//ol[@class="crumbs"]/li[last()])').split())

    assert crumb(item).startswith("Une réponse : Une collègue veut publier") and crumb(item).endswith("…")
    assert crumb(new(lesson, "choice", editor)) == "Une réponse : Un exercice", "its title where it asks nothing yet"


@pytest.mark.once
def test_each_kind_is_written_field_by_field(
    as_editor: Client, course: Course, lesson: CourseText, editor: User, tip: Tip
) -> None:
    for kind, parts in KINDS.items():
        item = new(lesson, kind, editor)
        page = as_editor.get(item.get_absolute_url()).text
        assert "problems" in page, kind
        assert post(as_editor, item, tip=str(tip.pk), **fields_of(kind, parts)).status_code == 302, kind
        item = CourseText.objects.get(pk=item.pk)
        assert item.item == typeset(parts), kind
        assert (item.tip, item.tip_version, item.version) == (tip, tip.version, 2), kind
        before = item.version
        assert post(as_editor, item).status_code == 302
        item.refresh_from_db()
        assert (item.item, item.version) == (typeset(parts), before), f"{kind}: the form gives back what it shows"
    assert [one.sentence for one in problems_of(course) if one.text and one.text.is_item] == []


@pytest.mark.once
def test_what_is_not_complete_is_stored_and_what_is_wrong_is_said(
    as_editor: Client, course: Course, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "choice", editor)
    assert post(as_editor, item, question="Que faire ?", text_1="Rien", text_3="Rien").status_code == 302
    item.refresh_from_db()
    assert [answer.text for answer in item.item.answers] == ["Rien", "Rien"]
    page = as_editor.get(item.get_absolute_url()).text
    for problem in problems_of(course):
        if problem.text and problem.text.pk == item.pk:
            assert problem.is_grave
            assert problem.sentence[:12] in page or "’" in problem.sentence
    assert page.count('class="state err"') == len(
        [one for one in problems_of(course) if one.text and one.text.pk == item.pk]
    )


@pytest.mark.once
def test_what_cannot_be_is_refused_beside_its_field_with_what_was_typed(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    cases: list[tuple[str, dict[str, str], str, str]] = [
        ("choice", {"title": " "}, "title", "À remplir"),
        ("choice", {"text_1": "- une liste"}, "text_1", "Commencez par un mot"),
        ("choice", {"feedback_2": "Sans réponse"}, "text_2", "Écrivez ce qu’elle dit"),
        ("choice", {"right": "4"}, "right", "vide"),
        ("choices", {"right_3": "on"}, "text_3", "Écrivez ce qu’elle dit"),
        ("match", {"partner_1": "Un mot"}, "text_1", "Écrivez ce qu’elle dit"),
        ("fill_in", {"question": "[1]: une adresse"}, "question", "Commencez par un mot"),
        ("sort", {"text_1": "Une date"}, "belongs_1", "catégorie"),
        ("order", {"text_1": "x" * 201}, "text_1", "200"),
        ("dialogue", {"reply_1_1": "Bonjour"}, "turn_1", "autre"),
        ("dialogue", {"turn_1": "Bonjour", "feedback_1_1": "Poli"}, "reply_1_1", "réplique"),
        ("dialogue", {"turn_1": "Un", "reply_1_1": "Deux", "next_1_1": "3"}, "next_1_1", "vide"),
        ("dialogue", {"turn_2": "Un", "reply_2_1": "Deux", "next_2_1": "1"}, "next_2_1", ""),
    ]
    for kind, sent, field, words in cases:
        item = new(lesson, kind, editor)
        answer = post(as_editor, item, **sent)
        errors = answer.context["form"].errors
        assert (answer.status_code, list(errors)) == (422, [field]), (kind, sent, errors)
        assert words in str(errors[field]), errors
        assert CourseText.objects.get(pk=item.pk).version == 1
    assert "x" * 201 in post(as_editor, item, title="x" * 201).text


@pytest.mark.once
def test_a_sentence_begins_with_a_gap_and_empty_gaps_keep_their_number(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "fill_in", editor)
    sent = {"question": "[1] avant [2].", "text_2": " date |  | jour", "feedback_2": "Le jour."}
    assert post(as_editor, item, **sent).status_code == 302
    item.refresh_from_db()
    assert item.item.question == "[1] avant [2]."
    assert [answer.text for answer in item.item.answers] == ["", "date|jour"]


@pytest.mark.once
def test_turns_are_numbered_anew_without_those_that_are_empty(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "dialogue", editor)
    sent = {"turn_1": "Un", "reply_1_2": "Deux", "right_1_2": "on", "next_1_2": "4", "turn_4": "Fin"}
    assert post(as_editor, item, **sent).status_code == 302
    item.refresh_from_db()
    turns = item.item.turns
    assert [turn.text for turn in turns] == ["Un", "Fin"]
    assert [(reply.text, reply.is_right, reply.next_turn) for reply in turns[0].replies] == [("Deux", True, 2)]


@pytest.mark.once
def test_a_turn_is_moved_with_its_replies_and_nothing_is_saved_or_lost(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "dialogue", editor, DIALOGUE)
    as_typed = {"act": "3:up", "turn_3": "Typed just now", "explanation": "Typed as well", "reply_3_1": "A reply"}
    answer = post(as_editor, item, **as_typed)
    assert answer.status_code == 200 and CourseText.objects.get(pk=item.pk).version == 1
    form = answer.context["form"]
    assert (form["turn_2"].value(), form["reply_2_1"].value()) == ("Typed just now", "A reply")
    assert form["turn_3"].value() == "Thank you. And who is the customer?"
    assert (form["reply_3_1"].value(), bool(form["right_3_1"].value())) == ("I cannot say that.", True)
    assert form["explanation"].value() == "Typed as well"
    assert form["next_1_1"].value() == "3", "it leads to the same turn as before"
    assert form["next_3_2"].value() == "0" and list(form.errors) == ["next_3_2"], "it led to what stands before it now"
    page = html.fromstring(answer.content)
    assert page.xpath("//summary[@autofocus]/text()")[0].strip() == "Tour 2"
    saved = as_editor.post(item.get_absolute_url(), sent_by(answer.text) | {"right_3_1": "on", "right_1_2": "on"})
    assert saved.status_code == 302
    turns = CourseText.objects.get(pk=item.pk).item.turns
    assert [turn.text for turn in turns][1:] == ["Typed just now", "Thank you. And who is the customer\u00a0?"]
    assert [reply.next_turn for reply in turns[0].replies] == [3, 0]


@pytest.mark.once
def test_a_turn_moved_down_and_up_again_is_where_it_was(as_editor: Client, lesson: CourseText, editor: User) -> None:
    item = new(lesson, "dialogue", editor, DIALOGUE)
    shown_first = as_editor.get(item.get_absolute_url()).context["form"]
    down = post(as_editor, item, act="2:down", next_2_2="0").context["form"].data
    back = as_editor.post(item.get_absolute_url(), down | {"act": "3:up"}).context["form"]
    names = [name for name in back.fields if name.startswith(("turn_", "reply_", "feedback_"))]
    assert [back[name].value() for name in names] == [shown_first[name].value() or "" for name in names]


@pytest.mark.once
def test_a_button_that_is_not_there_moves_nothing(as_editor: Client, lesson: CourseText, editor: User) -> None:
    for item, act in ((new(lesson, "dialogue", editor, DIALOGUE), "1:up"), (new(lesson, "choice", editor), "2:up")):
        for sent in (act, "8:down", "x:up", "2:aside", "99:up"):
            if item.kind == "dialogue" or sent == act:
                assert post(as_editor, item, act=sent).status_code == 302, "it is saved as it stands"


def test_a_draft_from_before_a_turn_was_moved_mixes_no_turns_and_loses_no_words(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "dialogue", editor, DIALOGUE)
    address, before = item.get_absolute_url(), [turn.text for turn in item.item.turns]
    typed = {name: "".join(values) for name, values in shown(as_editor, address).items()}
    typed |= {"turn_2": "Typed before", "explanation": "Typed as well"}
    store_draft(editor, key=f"coursetext:{item.pk}:item", url=address, **typed)
    first, second, last = DIALOGUE.turns
    moved = replace(DIALOGUE, turns=(Turn(first.text), last, Turn(second.text)))
    reword(item, moved, title=item.title, tip=None, author=editor, base_version=1)
    page = as_editor.get(address)
    form, hers = page.context["form"], [before[0], "Typed before", before[2]]
    assert [form[f"turn_{turn}"].value() for turn in (1, 2, 3)] == hers
    noted = html.fromstring(page.text).xpath('//*[@class="note warn" and @role="status"]//li')
    lines = [" ".join(line.text_content().split()) for line in noted]
    for turn, theirs in ((2, last.text), (3, second.text)):
        theirs = " ".join(markup.typeset(theirs, "fr").split())
        assert f"Tour {turn}, Ce que dit l’autre : « {theirs} »" in lines, "it says what stands in the place of each"
    assert len(lines) == len(set(lines)), "and which field it is"
    assert CourseText.objects.get(pk=item.pk).item == typeset(moved)
    assert as_editor.post(address, sent_by(page.text)).status_code == 302
    stored = CourseText.objects.get(pk=item.pk).item
    assert ([turn.text for turn in stored.turns], stored.explanation) == (
        [markup.typeset(text, "fr") for text in hers],
        "Typed as well",
    )


def test_answers_to_order_go_where_their_position_says(as_editor: Client, lesson: CourseText, editor: User) -> None:
    item = new(lesson, "order", editor, KINDS["order"])
    assert post(as_editor, item, place_3="1", place_1="3").status_code == 302
    item.refresh_from_db()
    assert [answer.text for answer in item.item.answers] == ["Share", "Check", "Read"]


@pytest.mark.once
def test_whoever_saves_second_is_shown_what_the_first_has_saved(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "choice", editor, CHOICE)
    address = item.get_absolute_url()
    first, second = loaded(as_editor, address), loaded(as_editor, address)
    assert as_editor.post(address, first | {"text_1": "Le premier"}).status_code == 302
    answer = as_editor.post(address, second | {"text_1": "Le second", "text_2": "Encore"})
    assert answer.status_code == 422
    assert "Le premier" in answer.text and "Le second" in answer.text and "Encore" in answer.text
    item.refresh_from_db()
    assert item.item.answers[0].text == "Le premier"


def test_a_draft_comes_back_without_the_boxes_that_were_unticked(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "choices", editor, KINDS["choices"])
    address, key = item.get_absolute_url(), f"coursetext:{item.pk}:item"
    store_draft(editor, key=key, url=address, text_1="Une clé", right_3="on")
    form = as_editor.get(address).context["form"]
    found = form["text_1"].value(), form["right_1"].value(), form["right_3"].value(), form["text_2"].value()
    assert found == ("Une clé", "", "on", "A plant")


@pytest.mark.once
def test_an_item_whose_tip_has_changed_is_said_to_be_still_right(
    as_editor: Client, course: Course, lesson: CourseText, editor: User, tip: Tip
) -> None:
    item = new(lesson, "choice", editor, CHOICE, tip)
    assert "text_confirm" not in as_editor.get(item.get_absolute_url()).text
    tip.record_revision(body="Ne demandez jamais.", author=editor, base_version=tip.version)
    page = as_editor.get(item.get_absolute_url()).text
    assert f"{item.get_absolute_url()}confirm/" in page
    assert "Son conseil a changé depuis." not in page, "the note with the button says it"
    as_editor.post(f"{item.get_absolute_url()}confirm/", {"version": "1"})
    assert CourseText.objects.get(pk=item.pk).tip_version != tip.version, "another version was on the screen"
    as_editor.post(f"{item.get_absolute_url()}confirm/", {"version": str(tip.version)})
    assert f"{item.get_absolute_url()}confirm/" not in as_editor.get(item.get_absolute_url()).text
    tip.record_revision(body="Demandez parfois.", author=editor, base_version=tip.version)
    assert post(as_editor, CourseText.objects.get(pk=item.pk), explanation="Parfois oui.").status_code == 302
    page = as_editor.get(item.get_absolute_url()).text
    assert f"{item.get_absolute_url()}confirm/" in page, "other words do not say that somebody has compared them"
    as_editor.post(f"{item.get_absolute_url()}confirm/", {"version": str(tip.version)})
    assert CourseText.objects.get(pk=item.pk).tip_version == tip.version


@pytest.mark.once
def test_the_history_says_what_is_right_and_an_older_version_comes_back_whole(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "dialogue", editor, DIALOGUE)
    assert post(as_editor, item, next_1_1="0", summary="Plus court").status_code == 302
    address = item.get_absolute_url()
    diff = as_editor.get(f"{address}diff/?older=1&newer=2").text
    assert "1.1" in diff and "le dialogue se termine" in diff
    assert "Plus court" in as_editor.get(f"{address}history/").text
    assert as_editor.get(f"{address}revisions/1/").status_code == 200
    assert as_editor.post(f"{address}revert/", {"version": "1"}).status_code == 302
    item.refresh_from_db()
    assert item.item == DIALOGUE


def sent_file(content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("Le bureau.png", content or encoded(halves()))


@pytest.mark.once
def test_a_picture_is_sent_with_the_question_and_another_with_an_answer(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "choice", editor, CHOICE)
    other = create_picture(uploader=editor, picture=halves(300, 300), alt="Un carré")
    sent = {"file": sent_file(), "alt": "Un bureau, vu d'en haut", "picture_2": other.address}
    assert post(as_editor, item, **sent).status_code == 302
    item.refresh_from_db()
    image = Image.objects.exclude(pk=other.pk).get()
    assert (
        item.item.picture == Picture(image.address, "Un bureau, vu d’en haut")
        and image.alt == "Un bureau, vu d’en haut"
    )
    assert [one.picture for one in item.item.answers] == [None, Picture(other.address, "Un carré"), None]
    assert {use.upload for use in ImageUse.objects.filter(text_kind="guide.coursetext")} == {image, other}
    page = as_editor.get(item.get_absolute_url()).text
    assert html.fromstring(page).xpath('//img[@class="item-picture-chosen"]/@src') == [
        one.small_address for one in (image, other)
    ]
    assert post(as_editor, item).status_code == 302 and CourseText.objects.get(pk=item.pk).version == 2
    assert post(as_editor, item, decorative_2="on", alt_2="").status_code == 302
    assert post(as_editor, item, picture="").status_code == 302, "it is taken away with its description"
    item.refresh_from_db()
    assert (item.item.picture, item.item.answers[1].picture) == (None, Picture(other.address))
    assert as_editor.get(f"{item.get_absolute_url()}diff/?older=2&newer=4").status_code == 200


@pytest.mark.once
def test_a_picture_that_nobody_describes_is_refused_and_comes_back_chosen(
    as_editor: Client, lesson: CourseText, editor: User
) -> None:
    item = new(lesson, "choice", editor, CHOICE)
    answer = post(as_editor, item, file=sent_file(), question="Que voyez-vous ici ?")
    form, image = answer.context["form"], Image.objects.get()
    assert (answer.status_code, list(form.errors)) == (422, ["alt"])
    assert form["picture"].value() == image.address
    assert html.fromstring(answer.text).xpath('//img[@class="item-picture-chosen"]/@src') == [image.small_address]
    again = sent_by(answer.text) | {"alt": "Un bureau"}
    assert again["question"] == ["Que voyez-vous ici ?"]
    assert as_editor.post(item.get_absolute_url(), again).status_code == 302
    image.refresh_from_db()
    assert (
        CourseText.objects.get(pk=item.pk).item.picture == Picture(image.address, image.alt)
        and image.alt == "Un bureau"
    )


@pytest.mark.once
def test_what_cannot_be_a_picture_of_an_item_is_refused_beside_its_field(
    as_editor: Client, lesson: CourseText, editor: User, settings: Any
) -> None:
    item, shown = new(lesson, "choice", editor, CHOICE), create_picture(uploader=editor)
    hidden = create_picture(uploader=editor, picture=halves(90, 90))
    hidden.hide(reason="Un visage.", by=editor)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"file_1": sent_file(b"no picture")}, "file_1"),
        ({"file": sent_file(b"x" * 300_000), "alt": "Lourde"}, "file"),
        ({"alt": "De rien"}, "picture"),
        ({"picture_2": shown.address, "alt_2": "Un écran", "decorative_2": "on"}, "alt_2"),
        ({"picture": hidden.address}, "picture"),
        ({"picture": "/media/images/0123456789abcdef/none.webp"}, "picture"),
        ({"picture_4": shown.address}, "text_4"),
    ]
    settings.PICTURE_MEGABYTES = 0.2
    for sent, field in cases:
        answer = post(as_editor, item, **sent)
        assert (answer.status_code, field in answer.context["form"].errors) == (422, True), (
            sent,
            answer.context["form"].errors,
        )
    assert CourseText.objects.get(pk=item.pk).version == 1


@pytest.mark.once
def test_what_somebody_typed_is_never_markup(as_editor: Client, lesson: CourseText, editor: User, tip: Tip) -> None:
    hostile = "Est-ce <script>alert('un')</script> & \"deux\" ?"
    item = new(lesson, "match", editor)
    sent = {"title": hostile, "question": hostile, "text_1": hostile, "partner_1": hostile, "explanation": hostile}
    assert post(as_editor, item, tip=str(tip.pk), **sent).status_code == 302
    address, course = item.get_absolute_url(), lesson.parent.course  # type: ignore[union-attr]
    for screen in (address, f"/curation/courses/{course.pk}/", f"/curation/courses/{course.pk}/preview/fr/"):
        page = as_editor.get(screen).text
        assert "&lt;script&gt;" in page and "<script>alert" not in page, screen
