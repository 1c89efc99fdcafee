"""A translated file brought back in a browser: what becomes of each paragraph, in every size, and taken over."""

from __future__ import annotations

import pytest

from accounts.models import User
from guide.tips.models import Tip
from guide.translating.models import PendingTranslation
from guide.translations.segments import Segment
from tests import factories
from tests.e2e.looking import Look

ADDRESS = f"https://example.org/{'x' * 90}"
BODY = f"Raccrochez **vite**.\n\nLisez [ceci]({ADDRESS}) : {ADDRESS}\n\nRappelez."
BROUGHT = {
    "Raccrochez **vite**.": "Riagganciate **subito**.",
    f"Lisez [ceci]({ADDRESS}) : {ADDRESS}": f"Leggete {'Rechtsschutzversicherung' * 6} {ADDRESS}",
}


@pytest.fixture
def tip(transactional_db: None, editor: User, contributor: User) -> Tip:
    factories.create_themes()
    tip = factories.create_tip(number=6, by=editor, page=factories.create_page(author=contributor), body=BODY)
    known = [Segment("body", "Raccrochez **vite**.", "Riagganciate **presto**.")]
    PendingTranslation.objects.put_in(tip, language="it", segments=known, by=editor)
    return tip


def test_a_file_is_looked_at_and_taken_over(translator: User, browser_of, look: Look, tip: Tip) -> None:
    page = browser_of(translator)
    page.goto("/translation/it/")
    with page.expect_download() as given_out:
        page.click("a[href$='format=po']")
    content = given_out.value.path().read_text("utf-8")
    for source, target in BROUGHT.items():
        before, behind = content.split(f'msgid "{source}"\nmsgstr "')
        content = f'{before}msgid "{source}"\nmsgstr "{target}"\n{behind.partition("\n")[2]}'
    page.goto("/translation/it/import/")
    page.set_input_files("input[type=file]", {"name": "it.po", "mimeType": "text/plain", "buffer": content.encode()})
    with page.expect_navigation():
        page.click(".form button[type=submit]")
    assert page.locator(".state").all_inner_texts() == ["remplace ce qui s’y trouve", "refusé"]
    assert page.locator("ins").inner_text() == "subito"
    look(page, "preview")
    with page.expect_navigation():
        page.click("button:has-text('Reprendre 1 paragraphe')")
    assert PendingTranslation.objects.get().paragraphs[1].target == "Riagganciate **subito**."
