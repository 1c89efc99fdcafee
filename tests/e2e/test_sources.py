"""What a tip rests on, in a browser: tied with keys alone, chosen with the mouse, looked at in every size and scheme."""

from __future__ import annotations

from playwright.sync_api import expect

from accounts.models import User
from guide.models import Tie
from tests import factories
from tests.e2e.looking import Look

CODE, PAPER, LAST = "Un code ne se dicte pas.", "Rangez les codes avec vos papiers.", "Bonne chance."


def test_sentences_are_tied_with_keys_and_passages_chosen_with_the_mouse(
    editor: User, contributor: User, browser_of, look: Look
) -> None:
    page = factories.create_page(
        author=contributor,
        title="Les codes",
        body="Un code ne se dicte pas au téléphone. On range les codes avec ses papiers.\n\nUne autre phrase.",
    )
    body = f"{CODE} {PAPER}\n\n{LAST}"
    tip = factories.create_tip(
        number=6, by=editor, page=page, body=body, passage="Un code ne se dicte pas au téléphone."
    )
    laurent = browser_of(editor)

    laurent.goto(f"/curation/tips/6/sources/add/?of=page-{page.pk}")
    look(laurent, "choosing passages")
    words = laurent.get_by_text("On range les codes avec ses papiers.").bounding_box()
    assert words
    laurent.mouse.move(words["x"] + 20, words["y"] + 12)
    laurent.mouse.down()
    laurent.mouse.move(words["x"] + 120, words["y"] + 12, steps=4)
    laurent.mouse.up()
    expect(laurent.get_by_role("checkbox", name="On range les codes")).to_be_checked()
    laurent.get_by_role("button", name="Prendre ces phrases").click()
    expect(laurent.locator("#tie-count")).to_contain_text("3 phrases, 3 sans source")

    laurent.goto("/curation/tips/6/ties/")
    look(laurent, "sentence by sentence")
    laurent.keyboard.press("j")
    expect(laurent.locator("#sentence-1")).to_be_focused()
    laurent.keyboard.press("1")
    expect(laurent.locator("#sentence-1 .state")).to_have_count(0)
    expect(laurent.locator("#sentence-2")).to_be_focused()
    laurent.keyboard.press("1")
    expect(laurent.locator("#sentence-3")).to_be_focused()
    expect(laurent.locator("#tie-count")).to_contain_text("1 sans source")
    assert {tie.sentence for tie in Tie.objects.confirmed()} == {CODE, PAPER}

    tip.refresh_from_db()
    tip.revise(title=tip.title, body=body.replace("Rangez", "Ne rangez pas"), author=editor, base_version=tip.version)
    for address, what in (("/curation/tips/6/", "a tip"), (f"/guide/tips/id-{tip.pk}/", "from the wiki")):
        laurent.goto(address)
        look(laurent, what)
