"""What nobody would type, and what somebody else does meanwhile, is refused in words: never a failure of the site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client

from accounts.models import User
from guide.models import Edition, PrintRun, Tip
from guide.views import editions
from tests.factories import create_tip
from tests.guide.distribution.made import create_agency, create_run

pytestmark = [pytest.mark.django_db, pytest.mark.once]

type Answered = tuple[str, int, set[int]]
"""What was asked for, the status of the answer, and those that it may have."""

LANGUAGES = "/curation/editions/1/languages/"
IMPORT = "/curation/bibliography/import/"
ODD_NUMBERS = ["1e30", "9" * 30, "-1", "0", "1.5", "٣", "x", "", "9" * 5000, "\x00"]
ODD_DAYS = ["0001-01-01", "9999-12-31", "10000-01-01", "0000-00-00", "2026-02-30", "١٢", "-1"]


@pytest.fixture
def edition(editor: User) -> Edition:
    create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.speak("it")
    return edition


@pytest.mark.parametrize(
    "entry",
    [
        {"issued": {"date-parts": [[float("inf")]]}},
        {"issued": {"date-parts": [[10**400]]}},
        {"issued": {"date-parts": [["9" * 5000]]}},
        {"id": "\ud800"},
        {"type": "\udfff<script>"},
        {"title": "\ud800\x00\u202e"},
        {"author": [{"family": "\ud800"}]},
        {"URL": "javascript:alert(1)"},
        {"URL": "https://[::1"},
        {"DOI": "\ud800"},
        {"title": ["a"]},
        {"language": {"a": [1]}},
    ],
    ids=str,
)
def test_odd_entries_of_csl_are_shown_with_what_is_the_matter(as_editor: Client, entry: dict[str, object]) -> None:
    text = json.dumps([{"type": "book", "title": "Un livre", "id": "a"} | entry])
    response = as_editor.post(IMPORT, {"text": text})
    assert response.status_code in {200, 422}
    assert "<script>" not in response.text.split("</head>")[1].replace("<script ", "")
    assert as_editor.post(IMPORT, {"confirmed": text}).status_code in {302, 422}
    assert as_editor.get("/curation/bibliography/").status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"items": 5}',
        "[5]",
        "[[[]]]",
        "[" * 100_000,
        '"x"',
        "[null]",
        "@book{" * 5000,
        "@string{a=a}" * 5000,
        "\x00",
    ],
    ids=lambda text: text[:12],
)
def test_odd_files_of_references_are_refused(as_editor: Client, text: str) -> None:
    assert as_editor.post(IMPORT, {"text": text}).status_code in {200, 422}
    assert as_editor.post(IMPORT, {"confirmed": text}).status_code in {302, 422}


SHEET = {"file": "cover.md", "key": "cover", "title": "Titolo", "version": None}


@pytest.mark.parametrize(
    "confirmed",
    [
        [{"sheet": "x", "seen": ""}],
        [{"sheet": 5, "seen": ""}],
        [{"sheet": {"version": 1}, "seen": ""}],
        [{"sheet": SHEET | {"title": "a\x00b\ud800c"}, "seen": ""}],
        [{"sheet": SHEET | {"key": "tip-1", "version": -(10**30)}, "seen": "\ud800"}],
        {"a": 1},
        5,
    ],
    ids=str,
)
def test_odd_translations_are_refused(as_editor: Client, edition: Edition, confirmed: object) -> None:
    for sent in (confirmed, _about_the_tip(confirmed)):
        for field in ("confirmed", "paragraphs"):
            response = as_editor.post("/translation/it/import/", {field: json.dumps(sent)})
            assert response.status_code in {302, 422}
    for address in (f"{LANGUAGES}it/", "/translation/it/", f"/translation/it/tip-{Tip.objects.get().pk}/"):
        assert as_editor.get(address).status_code == 200


def _about_the_tip(confirmed: object) -> object:
    if not (isinstance(confirmed, list) and isinstance(confirmed[0]["sheet"], dict)):
        return confirmed
    return [
        {**row, "sheet": row["sheet"] | {"key": f"tip-{Tip.objects.get().pk}", "body": "Testo."}} for row in confirmed
    ]


def test_the_words_of_a_cover_hold_no_signs_that_a_form_cannot_hold(edition: Edition) -> None:
    edition.word_cover_in("it", title="Buon\x0bsenso\x00\ud800\u202e", subtitle="a\ufffe", summary="b\x1f")
    edition.describe(title="Bon\x0bsens\x00", subtitle="\u2066a", summary="b\x1f")
    text = edition.texts.get(language="it")
    assert (text.title, text.subtitle, text.summary) == ("Buon senso", "a", "b")
    assert (edition.title, edition.subtitle, edition.summary) == ("Bon sens", "a", "b")


@pytest.mark.parametrize("state", ["proof", "out"])
@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("", {"languages": ["ja"]}),
        ("", {"languages": []}),
        ("it/", {"cover": "1", "title": "T", "subtitle": "", "summary": ""}),
        ("it/", {"choice": "1", "when_missing": "original", "when_outdated": "older"}),
    ],
)
def test_languages_are_refused_in_words_where_the_edition_went_on_meanwhile(
    as_editor: Client,
    editor: User,
    edition: Edition,
    monkeypatch: pytest.MonkeyPatch,
    state: str,
    address: str,
    sent: dict,
) -> None:
    found = editions.edition_in_preparation

    def meanwhile(number: int) -> Edition:
        edition = found(number)
        edition.choose_for("it", when_missing="original", when_outdated="older")
        if state == "proof":
            edition.take_to_proof(by=editor, reasons=None)
        else:
            edition.publish(by=editor, accept_free_places=True)
        return Edition.objects.get(pk=edition.pk) if state == "proof" else edition

    monkeypatch.setattr(editions, "edition_in_preparation", meanwhile)
    response = as_editor.post(f"{LANGUAGES}{address}", sent)
    assert response.status_code in {302, 422}


def test_a_language_that_was_left_out_meanwhile_is_said(
    as_editor: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = editions.language_statuses

    def meanwhile(edition: Edition) -> object:
        known = found(edition)
        edition.leave_out("it")
        return known

    monkeypatch.setattr(editions, "language_statuses", meanwhile)
    sent = {"cover": "1", "title": "Titolo", "subtitle": "", "summary": ""}
    response = as_editor.post(f"{LANGUAGES}it/", sent)
    assert response.status_code == 422
    assert "Titolo" in response.text


def test_odd_days(as_editor: Client, published: Edition) -> None:
    as_editor.raise_request_exception = False  # a failure is one more answer
    run = create_run(published)
    create_agency()
    asked = {day: undone(lambda day=day: list(ask_with_day(as_editor, run, day))) for day in ODD_DAYS}
    assert unexpected(asked) == {}


def ask_with_day(editor: Client, run: PrintRun, day: str) -> Iterator[Answered]:
    copies = {"edition": "1", "language": "fr", "form": "booklet", "copies": "1"}
    for address, sent in (
        ("/curation/print-runs/new/", copies | {"ordered_on": day, "delivered_on": day}),
        (run.get_absolute_url(), copies | {"ordered_on": day, "delivered_on": day, "seen": ""}),
        ("/curation/handouts/", copies | {"on": day}),
    ):
        yield address, editor.post(address, sent).status_code, {302, 422}
        for page in ("/curation/print-runs/", "/curation/handouts/", "/statistics/reach/", "/statistics/figures.csv"):
            yield page, editor.get(page).status_code, {200}


def undone(ask: Callable[[], list[Answered]]) -> list[Answered]:
    """What is answered, of which nothing stays: the next odd value meets what this one met."""
    with transaction.atomic():
        answers = ask()
        transaction.set_rollback(True)
    return answers


def unexpected(asked: dict[str, list[Answered]]) -> dict[str, list[Answered]]:
    """The answers with another status than they may have, by the odd value that was sent."""
    wrong = {value: [one for one in answers if one[1] not in one[2]] for value, answers in asked.items()}
    return {value: answers for value, answers in wrong.items() if answers}


@pytest.mark.parametrize("day", ODD_DAYS)
def test_odd_moments_to_come_out(as_editor: Client, editor: User, edition: Edition, day: str) -> None:
    edition.choose_for("it", when_missing="original", when_outdated="older")
    edition.take_to_proof(by=editor)
    for time in ("00:00", "23:59", "24:00", "x"):
        sent = {"later": "1", "day": day, "time": time, "accept_free_places": "on"}
        assert as_editor.post("/curation/editions/1/publish/", sent).status_code in {302, 422}
        assert as_editor.get("/curation/editions/1/publish/").status_code == 200


def test_odd_numbers(as_editor: Client, published: Edition) -> None:
    as_editor.raise_request_exception = False
    token = create_agency().make_link()
    asked = {
        number: undone(lambda number=number: list(ask_with_number(as_editor, token, number))) for number in ODD_NUMBERS
    }
    assert unexpected(asked) == {}


def ask_with_number(editor: Client, token: str, number: str) -> Iterator[Answered]:
    copies = {"edition": "1", "language": "fr", "form": "booklet", "copies": number, "cost": number}
    for sent in (copies, copies | {"copies": "1", "edition": number}, copies | {"copies": "1"}):
        yield "a run", editor.post("/curation/print-runs/new/", sent).status_code, {302, 422}
    handed_out = editor.post("/curation/handouts/", copies | {"on": "2026-11-02"})
    yield "copies given", handed_out.status_code, {302, 422}
    ordered = editor.post(f"/agency/{token}/", copies | {"act": "order"})
    yield "an order", ordered.status_code, {302, 422}
    cancelled = editor.post(f"/agency/{token}/", {"act": "cancelled", "order": number})
    yield "no order any more", cancelled.status_code, {302}
    places = {"title": "T", "subtitle": "", "summary": "", **{f"places_{n}": number for n in range(1, 6)}}
    yield "places", editor.post("/curation/editions/2/", places).status_code, {302, 422}
    for name in ("older", "newer"):
        yield name, editor.get("/guide/editions/compare/", {name: number}).status_code, {200, 404}


@pytest.mark.parametrize(
    "act",
    [
        lambda edition: edition.word_imprint(licence_url="javascript:alert(1)"),
        lambda edition: edition.word_imprint(licence_url="https://[::1"),
        lambda edition: edition.word_imprint(contact="x" * 201),
        lambda edition: edition.word_imprint(credits="x" * 1_000_000),
        lambda edition: edition.describe(title="x" * 121, subtitle="", summary=""),
        lambda edition: edition.describe(title="", subtitle="", summary="x" * 50_000),
    ],
)
def test_what_is_too_long_or_no_address_is_refused(edition: Edition, act: Callable[[Edition], None]) -> None:
    with pytest.raises(ValidationError):
        act(edition)


def test_a_reference_that_is_removed_while_somebody_changes_it(
    as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guide.bibliography.models import Reference
    from guide.views import bibliography

    Reference.objects.add({"type": "book", "title": "Un livre", "id": "livre"}, by=None)
    form = bibliography.ReferenceForm

    def meanwhile(*arguments: object, **more: object) -> object:
        Reference.objects.all().delete()
        return form(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(bibliography, "ReferenceForm", meanwhile)
    response = as_editor.post("/curation/bibliography/entries/livre/", {"title": "Un autre"})
    assert response.status_code == 422 and "Un autre" in response.text
    assert not Reference.objects.exists()
