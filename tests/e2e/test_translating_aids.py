"""What helps a translator, in a browser: an earlier wording goes into the box at a click, and every size can be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from accounts.models import User
from guide.sections import Section
from guide.tips.models import Tip
from guide.translating.models import PendingTranslation
from guide.translations.models import Translation
from guide.translations.segments import Segment
from tests import factories
from tests.e2e.looking import Look

OLD = "Raccrochez tout de suite, sans honte et sans un mot de plus."
SAME = "Notez l’heure de l’appel."


@pytest.fixture
def tip(transactional_db: None, editor: User, translator: User, settings) -> Tip:
    """A tip whose first paragraph resembles one that is translated elsewhere, and whose second is the same."""
    settings.TRANSLATION_SERVER_URL = "http://127.0.0.1:9"
    factories.create_themes()
    glossary = next(one for one in Section.objects.in_order() if one.key == "glossary")
    glossary.record_revision(
        title="Glossaire", body="Appel\n:   Un coup de fil.", author=editor, base_version=glossary.version
    )
    other = factories.create_tip(number=7, by=editor, title="Un autre", body=f"{OLD}\n\n{SAME}")
    tip = factories.create_tip(
        number=6, by=editor, body=f"{OLD.replace('honte', 'peur')}\n\n{SAME}\n\nRappelez 2 fois."
    )
    known = {"language": "it", "by": translator}
    Translation.objects.record(
        Section.objects.get(pk=glossary.pk), title="G", body="Telefonata\n:   Una.", source_version=2, **known
    )
    words = "Riagganciate subito, senza vergogna.\n\nAnnotate l’ora della telefonata."
    Translation.objects.record(other, title="Un altro", body=words, source_version=other.version, **known)
    segments = [Segment("body", "Rappelez 2 fois.", "Richiamate **tre volte.")]
    PendingTranslation.objects.put_in(tip, language="it", segments=segments, by=translator)
    return tip


def test_an_earlier_wording_goes_into_the_box_and_is_saved(translator: User, browser_of, tip: Tip) -> None:
    page = browser_of(translator)
    page.goto(f"/translation/it/tip-{tip.pk}/")
    first, second = page.locator("#paragraph-1"), page.locator("#paragraph-2")
    first.locator("textarea").fill("Qualcosa")
    first.locator("summary").click()
    first.get_by_role("button", name="Reprendre").click()
    expect(first.locator("textarea")).to_have_value("Riagganciate subito, senza vergogna.")
    expect(first.locator(".rich .text")).to_be_focused()  # the editor, in its place
    second.get_by_role("button", name="Reprendre").click()  # of the same words it is open
    with page.expect_navigation():
        page.click(".save-bar .do")
    targets = {one.source: one.target for one in PendingTranslation.objects.get().paragraphs}
    assert targets[SAME] == "Annotate l’ora della telefonata."
    assert targets[OLD.replace("honte", "peur")] == "Riagganciate subito, senza vergogna."


def test_nothing_moves_under_a_pressed_button(translator: User, browser_of, tip: Tip) -> None:
    page = browser_of(translator)
    page.goto(f"/translation/it/tip-{tip.pk}/")
    first, second = page.locator("#paragraph-1"), page.locator("#paragraph-2")
    first.locator("textarea").click()
    expect(first.locator(".rich .text")).to_be_focused()
    page.keyboard.type("Qualcosa 33.")
    second.get_by_role("button", name="Reprendre").hover()
    with page.expect_response(lambda response: "/check" in response.url):
        page.mouse.down()  # the box is left: its words are checked
    page.wait_for_timeout(300)  # for what must not come
    expect(first.locator("[data-checks]")).not_to_contain_text("33")
    page.mouse.up()
    expect(first.locator("[data-checks]")).to_contain_text("33")
    expect(second.locator("textarea")).to_have_value("Annotate l’ora della telefonata.")


def test_what_helps_can_be_read_in_every_size(translator: User, browser_of, look: Look, tip: Tip) -> None:
    page = browser_of(translator)
    page.goto(f"/translation/it/tip-{tip.pk}/")
    expect(page.locator("#paragraph-2")).to_contain_text("Telefonata")
    expect(page.locator("#paragraph-3")).to_contain_text("Le nombre 2 de l’original manque.")
    page.locator("#paragraph-1 summary").click()
    look(page, "a text with its aids")
    page.goto("/translation/it/")
    expect(page.locator("form[action$='/proposals/']")).to_be_visible()
    look(page, "a language with a machine")
