"""References worded by a style of CSL, in each language of the guide, as HTML that is safe."""

from __future__ import annotations

import re

import pytest

from guide.bibliography import formatting
from guide.bibliography.formatting import worded
from guide.bibliography.models import Reference
from guide.editions import Edition
from guide.editions.assembly import assemble
from guide.publication.layout import lay_out

BOOK = {
    "type": "book",
    "title": "Culture numérique",
    "author": [{"family": "Cardon", "given": "Dominique"}],
    "publisher": "Presses",
    "publisher-place": "Paris",
    "issued": {"date-parts": [[2019]]},
}
PAGE = {
    "type": "webpage",
    "title": "Maîtriser ses données",
    "author": [{"literal": "CNIL"}],
    "URL": "https://www.cnil.fr/l'avis?a=1&b=2",
    "issued": {"date-parts": [[2024, 3, 1]]},
    "accessed": {"date-parts": [[2026, 9, 1]]},
}


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Paris\u00a0: Presses", "en\u00a0ligne", "1 mars 2024", "Disponible à l’adresse\u00a0: ")),
        ("en", ("Paris: Presses", "Online", "1 March 2024", "Available from: ")),
        ("it", ("Paris: Presses", "Online", "1 marzo 2024", "Disponibile all’indirizzo: ")),
        ("ja", ("Paris: Presses", "オンライン", "2024年3月1日", "2026年9月1日")),
    ],
)
def test_each_language_words_them_its_own_way(language: str, words: tuple[str, ...]) -> None:
    found = dict(worded({"cardon": BOOK, "cnil": PAGE}, language))
    assert found["cardon"].startswith("CARDON, Dominique, 2019. <i>Culture numérique</i>.")
    together = " ".join(found.values()).replace("&nbsp;", "\u00a0")
    assert [word for word in words if word not in together] == []


@pytest.mark.once
def test_they_stand_by_author_and_year_accents_folded() -> None:
    items = {"a": BOOK, "b": PAGE, "c": BOOK | {"author": [{"family": "Ábalos", "given": "A"}]}}
    assert [key for key, _html in worded(items, "fr")] == ["c", "a", "b"]


@pytest.mark.once
def test_an_address_is_a_link_as_it_was_typed() -> None:
    ((_key, html),) = worded({"cnil": PAGE}, "fr")
    assert '<a href="https://www.cnil.fr/l&#x27;avis?a=1&amp;b=2" rel="noopener noreferrer">' in html


@pytest.mark.once
@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=file:///etc/passwd>",
        "<link rel=attachment href=file:///etc/passwd>",
        '<i onclick="x">a</i>',
        "&lt;script&gt;",
        "</li></ul><h1>",
        "{{ settings.SECRET_KEY }}",
    ],
)
def test_nothing_that_somebody_typed_becomes_markup(hostile: str) -> None:
    item = BOOK | {"title": hostile, "publisher": hostile, "author": [{"family": hostile, "given": hostile}]}
    ((_key, html),) = worded({"a": item}, "fr")
    assert set(re.findall(r"<[^>]*>", html)) <= {"<i>", "</i>"}


@pytest.mark.once
def test_what_the_style_cannot_word_is_printed_as_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    real = formatting._by_style

    def fails(items: dict[str, dict[str, object]], language: str) -> list[tuple[str, str]]:
        if any(item["title"] == "Mauvais & <b>" for item in items.values()):
            raise ValueError
        return real(items, language)

    monkeypatch.setattr(formatting, "_by_style", fails)
    found = dict(worded({"good": BOOK, "bad": BOOK | {"title": "Mauvais & <b>"}}, "fr"))
    assert found["bad"] == "Mauvais &amp; &lt;b&gt;" and "CARDON" in found["good"]


@pytest.mark.once
@pytest.mark.django_db
def test_the_guide_lists_them_after_the_text_of_its_bibliography() -> None:
    Reference.objects.add(BOOK | {"id": "cardon-2019"}, by=None)
    guide = assemble(Edition.objects.in_preparation())
    (entry,) = guide.bibliography
    assert (entry.key, entry.csl["title"]) == ("cardon-2019", "Culture numérique")
    part = next(part for part in lay_out(guide).back if part.kind == "bibliography")
    assert "<i>Culture numérique</i>" in part.html


@pytest.mark.once
@pytest.mark.parametrize(("language", "marked"), [("ja", True), ("it", True), ("fr", False)])
def test_a_title_says_its_language_in_a_bibliography_of_another(language: str, marked: bool) -> None:
    items = {"a": BOOK | {"title": "i", "language": "fr-FR"}, "b": PAGE | {"title": "L'avis : <b>", "language": "fr"}}
    together = " ".join(html for _key, html in worded(items, language))
    assert ('<i><span lang="fr">i</span></i>' in together) is marked
    assert ('<span lang="fr">L’avis\u00a0: &lt;b&gt;</span>' in together) is marked
    assert together.count("<span") == 2 * marked
