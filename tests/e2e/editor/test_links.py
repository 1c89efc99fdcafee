"""Links to other sites and to pages: in dialogs that are kind about what is typed, and by "[[" in the text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests import factories
from tests.e2e.acts import press, save
from tests.e2e.editor.writing import dialog, markdown, open_editor, settle, text_box, tool

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "Composez le numéro"


@pytest.fixture
def martine(contributor: User, browser_of) -> Page:
    factories.create_themes()
    for title in ("L’appel du faux technicien", "Le faux conseiller", "Les gestes"):
        factories.create_page(title=title)
    page = factories.create_page(title="Rappeler", body=BODY)
    browser: Page = browser_of(contributor)
    open_editor(browser, page)
    return browser


def select_last_word(page: Page) -> None:
    page.keyboard.press("Control+Shift+ArrowLeft")
    settle(page)


def test_what_is_selected_becomes_a_link(martine: Page) -> None:
    select_last_word(martine)
    martine.keyboard.press("Control+k")
    asked = dialog(martine, "Lien")
    expect(asked.get_by_label("Adresse")).to_be_focused()
    expect(asked.get_by_label("Mots du lien")).to_have_value("numéro")
    martine.keyboard.type("www.example.org/aide")
    martine.keyboard.press("Enter")
    expect(asked).to_be_hidden()
    expect(text_box(martine)).to_be_focused()
    assert markdown(martine) == "Composez le [numéro](https://www.example.org/aide)"


WHOLE = {
    "https://example.org/a?b=c": "https://example.org/a?b=c",
    "securite@example.org": "mailto:securite@example.org",
    "/wiki/delinquants/": "/wiki/delinquants/",
    "intranet:8080/aide": "https://intranet:8080/aide",
}


def test_an_address_is_made_whole(martine: Page) -> None:
    text = BODY
    for typed, stored in WHOLE.items():
        martine.keyboard.type(" ")
        tool(martine, "Lien").click()
        asked = dialog(martine, "Lien")
        asked.get_by_label("Adresse").fill(typed)
        asked.get_by_label("Mots du lien").fill("ici")
        asked.get_by_role("button", name="Insérer le lien").click()
        text += f" [ici]({stored})"
        assert markdown(martine) == text


NOWHERE = {
    "": "Il manque l’adresse.",
    "annuaire": "Cette adresse ne mène nulle part.",
    "deux mots": "Cette adresse ne mène nulle part.",
    "javascript:alert(1)": "Cette adresse ne mène nulle part.",
}


def test_an_address_that_leads_nowhere_is_said_kindly(martine: Page) -> None:
    for typed, said in NOWHERE.items():
        tool(martine, "Lien").click()
        asked = dialog(martine, "Lien")
        expect(asked.get_by_label("Adresse")).not_to_have_attribute("aria-invalid", "true")
        asked.get_by_label("Adresse").fill(typed)
        asked.get_by_label("Adresse").press("Enter")
        expect(asked).to_contain_text(said)
        expect(asked.get_by_label("Adresse")).to_have_attribute("aria-invalid", "true")
        expect(asked.get_by_label("Adresse")).to_be_focused()
        martine.keyboard.press("Escape")
        expect(text_box(martine)).to_be_focused()
        assert markdown(martine) == BODY


def test_a_link_is_changed_and_taken_away(martine: Page) -> None:
    select_last_word(martine)
    martine.keyboard.press("Control+k")
    martine.keyboard.type("https://example.org")
    martine.keyboard.press("Enter")
    martine.keyboard.press("ArrowLeft")
    settle(martine)
    martine.keyboard.press("Control+k")
    asked = dialog(martine, "Lien")
    expect(asked.get_by_label("Adresse")).to_have_value("https://example.org")
    asked.get_by_label("Adresse").fill("https://example.net/")
    martine.keyboard.press("Enter")
    assert markdown(martine) == "Composez le [numéro](https://example.net/)"
    settle(martine)
    martine.keyboard.press("Control+k")
    asked.get_by_role("button", name="Retirer le lien").click()
    assert markdown(martine) == BODY


def test_a_page_is_found_by_a_few_letters_of_its_title(martine: Page) -> None:
    martine.keyboard.type(" : ")
    tool(martine, "Lien vers une page").click()
    asked = dialog(martine, "Lien vers une page")
    field = asked.get_by_role("combobox", name="Titre de la page")
    expect(field).to_be_focused()
    field.press_sequentially("faux")
    expect(asked.get_by_role("option")).to_have_count(3)
    expect(asked.get_by_role("option").last).to_have_text("créer la page « faux »")
    martine.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "page-link-titles-0")
    chosen = asked.get_by_role("option", selected=True).get_attribute("data-title")
    martine.keyboard.press("Enter")
    expect(field).to_have_value(str(chosen))
    expect(field).to_have_attribute("aria-expanded", "false")
    asked.get_by_label("Mots du lien").fill("cet appel")
    asked.get_by_label("Mots du lien").press("Enter")
    assert markdown(martine) == f"{BODY} : [[{chosen}|cet appel]]"


def test_a_button_under_the_titles_stays_where_it_is_pressed(martine: Page) -> None:
    """The list stands in the flow: were it to go as the box is left, the button would move from under the pointer."""
    martine.keyboard.type(" : ")
    tool(martine, "Lien vers une page").click()
    asked = dialog(martine, "Lien vers une page")
    asked.get_by_role("combobox").press_sequentially("faux")
    expect(asked.get_by_role("option")).to_have_count(3)
    asked.get_by_role("button", name="Insérer le lien").click(delay=100)
    expect(asked).to_be_hidden()
    assert markdown(martine) == f"{BODY} : [[faux]]"


def test_what_is_pressed_inside_a_dialog_and_let_go_beside_it_closes_nothing(martine: Page) -> None:
    tool(martine, "Lien vers une page").click()
    asked = dialog(martine, "Lien vers une page")
    words = asked.get_by_label("Mots du lien")
    words.fill("cet appel")
    box = words.bounding_box()
    assert box
    martine.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    martine.mouse.down()
    martine.mouse.move(5, 5)
    martine.mouse.up()
    expect(words).to_have_value("cet appel")
    martine.mouse.click(5, 5)
    expect(asked).to_be_hidden()


def test_a_title_is_demanded(martine: Page) -> None:
    tool(martine, "Lien vers une page").click()
    asked = dialog(martine, "Lien vers une page")
    asked.get_by_role("button", name="Insérer le lien").click()
    expect(asked).to_contain_text("Il manque le titre.")
    expect(asked.get_by_role("combobox")).to_be_focused()


def test_two_brackets_offer_the_pages_that_go_on_so(martine: Page) -> None:
    martine.keyboard.type(" dans [[gestes")
    options = martine.locator("#editor-titles [role=option]")
    expect(options).to_have_count(2)
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(text_box(martine)).to_have_attribute("aria-activedescendant", "editor-titles-0")
    martine.keyboard.press("Enter")
    expect(martine.locator("#editor-titles")).to_be_hidden()
    martine.keyboard.type(".")
    assert markdown(martine) == f"{BODY} dans [[Les gestes]]."


def test_two_brackets_create_a_page_that_nobody_has_written(martine: Page) -> None:
    martine.keyboard.type(" [[Un annuaire à jour")
    expect(martine.locator("#editor-titles [role=option]")).to_have_text(["créer la page « Un annuaire à jour »"])
    martine.locator("#editor-titles [role=option]").click()
    assert markdown(martine) == f"{BODY} [[Un annuaire à jour]]"
    save(martine)
    press(martine, martine.get_by_role("link", name="Un annuaire à jour"))
    expect(martine.locator("textarea[name=title]")).to_have_value("Un annuaire à jour")


def test_escape_sends_the_offered_pages_away(martine: Page) -> None:
    martine.keyboard.type(" [[gestes")
    expect(martine.locator("#editor-titles")).to_be_visible()
    martine.keyboard.press("Escape")
    expect(martine.locator("#editor-titles")).to_be_hidden()
    expect(text_box(martine)).to_be_focused()
    martine.keyboard.press("Enter")
    martine.keyboard.type("Suite.")
    assert markdown(martine).endswith("\n\nSuite.")
