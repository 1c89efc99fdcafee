"""Mentions in a text: stored as an opaque name, typed by a user name, shown by the name that somebody goes by."""

import pytest

from common.markup import (
    Mentioned,
    html_text,
    mentions_in,
    named_as_in,
    plain_text,
    render,
    typed_in,
    with_mentions,
    with_names,
    with_shown_names,
)
from tests.for_each import for_each

pytestmark = pytest.mark.pure
MARIE, KARIM = "x0123456789", "xabcdefabcd"
NAMES = {"marie.dupont": MARIE, "k_h": KARIM, "a@example.org": KARIM}


def stored(text: str) -> str:
    return with_mentions(text, lambda name: NAMES.get(name, ""))


def written(text: str) -> str:
    return with_names(text, {alias: name for name, alias in NAMES.items() if "@" not in name}.get)  # type: ignore[arg-type]


def test_a_mention_leads_to_the_person_by_the_name_of_today() -> None:
    people = {MARIE: Mentioned("Marie D.", "/contributors/marie.dupont/")}
    assert render(f"Merci @[{MARIE}].", people=people, language="fr").html == (
        '<p>Merci <a class="mention" href="/contributors/marie.dupont/">@Marie D</a>.</p>'
    )


@pytest.mark.parametrize(("language", "words"), [("fr", "@un collègue"), ("en", "@a colleague"), ("it", "@un collega")])
def test_somebody_without_a_name_is_a_colleague(language: str, words: str) -> None:
    assert render(f"@[{MARIE}]", language=language).html == f'<p><span class="mention">{words}</span></p>'


def test_a_name_is_words_and_not_markup() -> None:
    people = {MARIE: Mentioned("*<b>M</b>* [x](y)", "javascript:alert(1)")}
    html = render(f"@[{MARIE}]", people=people, language="fr").html
    assert "<em>" not in html
    assert "<b>" not in html
    assert "javascript" not in html


@pytest.mark.parametrize("text", [f"`@[{MARIE}]`", f"```\n@[{MARIE}]\n```", f"    @[{MARIE}]"])
def test_in_code_a_mention_is_its_signs(text: str) -> None:
    assert f"@[{MARIE}]" in render(text, language="fr").html


def test_plain_words_hold_no_name() -> None:
    rendered = render(
        f"Merci @[{MARIE}] pour tout ce que vous avez fait.",
        people={MARIE: Mentioned("Marie D.", "/c/")},
        language="fr",
    )
    nameless = "Merci @… pour tout ce que vous avez fait."
    assert html_text(rendered.html) == plain_text(f"Merci @[{MARIE}] pour tout ce que vous avez fait.") == nameless


def test_an_excerpt_has_the_names_that_its_text_shows() -> None:
    people = {MARIE: Mentioned("Marie D.", "/c/")}
    rendered = render(
        f"## @[{MARIE}] et moi\n\nMerci @[{MARIE}] pour tout ce que vous avez fait.", people=people, language="fr"
    )
    assert rendered.excerpt == "Merci @Marie D. pour tout ce que vous avez fait."
    assert [(one.id, one.title) for one in rendered.contents] == [("h-et-moi", "@Marie D. et moi")]


def test_opaque_names_in_plain_words_are_shown_as_the_names_of_today() -> None:
    words = plain_text(f"Merci **@[{MARIE}]**, @[{KARIM}].", with_mentions=True)
    assert with_shown_names(words, {MARIE: "Marie D."}, "un collègue") == "Merci @Marie D., @un collègue."


def test_words_taken_from_a_page_are_shown_with_the_names_that_stand_there_now() -> None:
    people = {MARIE: Mentioned("Marie D.", "/c/"), KARIM: Mentioned("Karim H.")}
    html = render(f"@[{KARIM}] le dit.\n\nMerci @[{MARIE}], et @[{KARIM}].", people=people, language="fr").html
    assert named_as_in("Merci @…, et @….", html, "un collègue") == "Merci @Marie D., et @Karim H."
    assert named_as_in("Merci à @….", html, "un collègue") == "Merci à @un collègue."


def test_who_is_mentioned_is_known_once_in_order_and_not_from_code() -> None:
    text = f"@[{KARIM}] et @[{MARIE}], @[{KARIM}] `@[x9999999999]`\n\n> @[x8888888888]"
    assert mentions_in(text) == (KARIM, MARIE, "x8888888888")
    assert mentions_in(text, quoted=False) == (KARIM, MARIE)


def test_a_user_name_that_is_typed_becomes_a_mention() -> None:
    assert stored("Merci @marie.dupont, (@k_h)") == f"Merci @[{MARIE}], (@[{KARIM}])"


def test_the_end_of_a_sentence_is_no_part_of_a_name() -> None:
    assert stored("Voyez @marie.dupont.") == f"Voyez @[{MARIE}]."
    assert stored("Voyez @a@example.org.") == f"Voyez @[{KARIM}]."
    assert "marie.dupont" in typed_in("@marie.dupont...")


@pytest.mark.parametrize(
    "text",
    [
        "@inconnue",
        "x@marie.dupont",
        "`@marie.dupont`",
        "```\n@marie.dupont\n```",
        "https://x.fr/@marie.dupont",
        "\\@k_h",
        "@@k_h",
    ],
)
def test_what_is_no_mention_stays_words(text: str) -> None:
    assert stored(text) == text


@for_each(
    "text",
    [
        f"@[{MARIE}]",
        f"(@[{MARIE}]), @[{KARIM}].",
        f"x@[{MARIE}]",  # the letter before would belong to an address
        f"@[{MARIE}]s @[{MARIE}].fr",  # what follows would belong to the name
        f"@[{MARIE}]@[{KARIM}]",
        f"`@[{MARIE}]` @[{MARIE}]",
        "@[x9999999999] inconnue",
        f"> @[{MARIE}]\n- @[{KARIM}]",
    ],
)
def test_what_is_written_in_a_form_stays_as_it_was(text: str) -> None:
    assert stored(written(text)) == text


def test_unclosed_code_and_signs_without_end_cost_little() -> None:
    for text in ["`" * 9_000, "@" * 50_000, "@[" * 30_000, "@a." * 30_000, "```\n" * 9_000, "` `` " * 9_000]:
        assert mentions_in(text) == ()
        stored(text)
