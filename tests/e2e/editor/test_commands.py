"""Each command of the editor, by the Markdown that it leaves behind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.pure

SELECT = """([from, to]) => {
  const { doc, selection, tr } = core.view.state
  const type = Object.getPrototypeOf(selection.constructor)
  let start = -1
  doc.descendants((node, pos) => { if (node.text?.includes(from)) start = pos + node.text.indexOf(from) })
  let end = start
  if (to) doc.descendants((node, pos) => { if (node.text?.includes(to)) end = pos + node.text.indexOf(to) + to.length })
  core.view.dispatch(tr.setSelection(type.near(doc.resolve(start))))
  const Text = core.view.state.selection.constructor
  core.view.dispatch(core.view.state.tr.setSelection(Text.create(core.view.state.doc, start, end)))
}"""
TO_THE_END = """() => {
  const { doc, selection, tr } = core.view.state
  core.view.dispatch(tr.setSelection(selection.constructor.create(doc, selection.$to.end())))
}"""
TABLE = "| a | b |\n|---|---|\n| c | d |\n| e | f |"
COMMANDS = [
    ("heading2", "un mot", "mot", "## un mot"),
    ("heading3", "## un mot", "mot", "### un mot"),
    ("heading2", "## un mot", "mot", "un mot"),
    ("paragraph", "### un mot", "mot", "un mot"),
    ("bold", "un mot", "mot", "un **mot**"),
    ("bold", "un **mot**", "mot", "un mot"),
    ("italic", "un mot", "mot", "un *mot*"),
    ("strike", "un mot", "mot", "un ~~mot~~"),
    ("code", "un mot", "mot", "un `mot`"),
    ("bulletList", "un mot", "mot", "- un mot"),
    ("bulletList", "- un mot", "mot", "un mot"),
    ("orderedList", "un mot", "mot", "1. un mot"),
    ("orderedList", "- un mot\n- deux", "mot", "1. un mot\n2. deux"),
    ("taskList", "un mot", "mot", "- [ ] un mot"),
    ("indent", "- un\n- mot", "mot", "- un\n    - mot"),
    ("outdent", "- un\n    - mot", "mot", "- un\n- mot"),
    ("quotation", "un mot", "mot", "> un mot"),
    ("quotation", "> un mot", "mot", "un mot"),
    ("admonition", "un mot", "mot", "!!! note\n    un mot"),
    ("admonition", "!!! note\n    un mot", "mot", "un mot"),
    ("codeBlock", "un mot", "mot", "```\nun mot\n```"),
    ("heading2", "- un\n- mot\n- fin", "mot", "- un\n\n## mot\n\n- fin"),
    ("heading3", "- un\n    - [ ] mot", "mot", "- un\n\n### mot"),
    ("heading2", "> - mot", "mot", "> ## mot"),
    ("heading2", "un[^1]\n\n[^1]: deux\n\n    mot", "mot", "un[^1]\n\n[^1]: deux\n\n## mot"),
    ("heading2", "un[^1]\n\n[^1]: deux\n\n    - mot", "mot", "un[^1]\n\n[^1]: deux\n\n## mot"),
    ("heading2", "```\nun\nmot\n```", "mot", "## un<br>mot"),
    ("codeBlock", "```\nun\nmot\n```", "mot", "un  \nmot"),
    ("rule", "un mot\n\nfin", "mot", "un mot\n\n---\n\nfin"),
    ("unlink", "un [mot](/a/)", "mot", "un mot"),
    ("table", "un mot", "mot", "un mot\n\n|  |  |\n| --- | --- |\n|  |  |\n|  |  |"),
    ("rowAfter", TABLE, "c", "| a | b |\n|---|---|\n| c | d |\n|  |  |\n| e | f |"),
    ("rowBefore", TABLE, "c", "| a | b |\n|---|---|\n|  |  |\n| c | d |\n| e | f |"),
    ("deleteRow", TABLE, "c", "| a | b |\n|---|---|\n| e | f |"),
    ("columnAfter", TABLE, "c", "| a |  | b |\n|---|---| --- |\n| c |  | d |\n| e |  | f |"),
    ("deleteColumn", TABLE, "c", "| b |\n|---|\n| d |\n| f |"),
    ("deleteTable", f"un mot\n\n{TABLE}", "c", "un mot"),
]


@pytest.mark.parametrize(("command", "before", "chosen", "after"), COMMANDS)
def test_a_command_leaves_plain_markdown(editor: Page, command: str, before: str, chosen: str, after: str) -> None:
    opened(editor, before, chosen)
    assert editor.evaluate("name => core.commands[name].isEnabled()", command)
    assert editor.evaluate("name => core.commands[name].run()", command)
    assert editor.evaluate("core.markdown()") == after


@pytest.mark.parametrize(("command", "before"), [(name, before) for name, before, _, _ in COMMANDS if name != "rule"])
def test_what_a_command_did_is_undone(editor: Page, command: str, before: str) -> None:
    chosen = next(chosen for name, text, chosen, _ in COMMANDS if (name, text) == (command, before))
    opened(editor, before, chosen)
    editor.evaluate("name => core.commands[name].run()", command)
    assert editor.evaluate("core.commands.undo.run()")
    assert editor.evaluate("core.markdown()") == before
    assert not editor.evaluate("core.isChanged()")


@pytest.mark.parametrize(
    ("command", "written"), [("heading2", "## fin"), ("bulletList", "- fin"), ("quotation", "> fin")]
)
def test_behind_a_table_at_the_very_end_a_command_begins_a_line(editor: Page, command: str, written: str) -> None:
    opened(editor, TABLE, "f")
    editor.keyboard.press("ArrowDown")
    assert editor.evaluate("core.view.state.selection.toJSON().type") == "gapcursor"
    assert editor.evaluate("name => core.commands[name].isEnabled()", command)
    assert not editor.evaluate("core.isChanged()")
    assert editor.evaluate("name => core.commands[name].run()", command)
    editor.keyboard.type("fin")
    assert editor.evaluate("core.markdown()") == f"{TABLE}\n\n{written}"


def test_a_cell_of_a_table_is_no_heading_and_says_so(editor: Page) -> None:
    opened(editor, TABLE, "c")
    assert not editor.evaluate("core.commands.heading2.isEnabled()")
    assert not editor.evaluate("core.commands.heading2.run()")
    assert editor.evaluate("core.markdown()") == TABLE


@pytest.mark.parametrize("note", ["[^1]: mot", "[^1]: deux\n\n    mot\n\n    trois"])
def test_words_inside_a_footnote_are_no_heading(editor: Page, note: str) -> None:
    opened(editor, f"un[^1]\n\n{note}", "mot")
    assert not editor.evaluate("core.commands.heading2.isEnabled()")
    assert not editor.evaluate("core.commands.heading2.run()")
    assert editor.evaluate("core.markdown()") == f"un[^1]\n\n{note}"


def test_enter_behind_the_last_footnote_goes_on_with_the_page(editor: Page) -> None:
    opened(editor, "un[^1]\n\n[^1]: mot", "mot")
    press_at_the_end_of_the_line(editor, "Enter")
    editor.keyboard.type("suite")
    assert editor.evaluate("core.markdown()") == "un[^1]\n\n[^1]: mot\n\nsuite"


def test_enter_in_a_footnote_before_the_last_goes_on_with_the_note(editor: Page) -> None:
    opened(editor, "un[^1][^2]\n\n[^1]: mot\n\n[^2]: deux", "mot")
    press_at_the_end_of_the_line(editor, "Enter")
    editor.keyboard.type("suite")
    assert editor.evaluate("core.markdown()") == "un[^1][^2]\n\n[^1]: mot\n\n    suite\n\n[^2]: deux"


def press_at_the_end_of_the_line(editor: Page, key: str) -> None:
    editor.evaluate(TO_THE_END)
    editor.keyboard.press(key)


def test_links_pictures_and_pages_go_where_the_caret_is(editor: Page) -> None:
    opened(editor, "un mot", "mot")
    editor.evaluate("core.insertLink({ href: 'https://example.org/a_b' })")
    assert editor.evaluate("core.markdown()") == "un [mot](https://example.org/a_b)"
    assert editor.evaluate("core.linkAtCaret().text") == "mot"
    opened(editor, "un mot", "mot")
    editor.evaluate("core.insertWikiLink('Une page', 'la page')")
    assert editor.evaluate("core.markdown()") == "un [[Une page|la page]]"
    opened(editor, "un mot", "mot")
    editor.evaluate("core.insertImage({ src: '/media/images/a.png', alt: 'Une [clé]' })")
    assert editor.evaluate("core.markdown()") == "un ![Une \\[clé\\]](/media/images/a.png)"


def test_a_reference_that_is_taken_out_leaves_its_address_behind(editor: Page) -> None:
    text = "Un [lien][a] reste.\n\nFin.\n\n[a]: https://example.org/ 'Titre'\n"
    opened(editor, text, "Fin")
    editor.evaluate("""() => {
      const { doc, tr } = core.view.state
      core.view.dispatch(tr.delete(doc.content.size - doc.lastChild.nodeSize, doc.content.size))
    }""")
    assert editor.evaluate("core.markdown()") == 'Un [lien](https://example.org/ "Titre") reste.\n\nFin.\n'


def test_only_an_edit_is_told(editor: Page) -> None:
    opened(editor, "un mot", "mot")
    assert editor.evaluate("changes") == 0
    assert not editor.evaluate("core.isChanged()")
    editor.keyboard.type("x")
    assert editor.evaluate("changes") == 1
    assert editor.evaluate("core.isChanged()")


def test_the_heading_above_the_caret_is_known(editor: Page) -> None:
    opened(editor, "avant\n\n## Le titre\n\nun mot", "mot")
    assert editor.evaluate("core.heading()") == "Le titre"


def test_lists_and_tables_are_written_with_keys_alone(editor: Page) -> None:
    opened(editor, "", "")
    editor.keyboard.type("- un")
    editor.keyboard.press("Enter")
    editor.keyboard.press("Tab")
    editor.keyboard.type("deux")
    for _ in range(3):
        editor.keyboard.press("Enter")
    editor.keyboard.type("fin **gras** [[Page]]")
    editor.keyboard.press("Shift+Enter")
    editor.keyboard.type("suite")
    assert editor.evaluate("core.markdown()") == "- un\n    - deux\n\nfin **gras** [[Page]]  \nsuite"


def opened(editor: Page, text: str, chosen: str) -> None:
    editor.evaluate("text => { core.replace(text); changes = 0; core.focus() }", text)
    if chosen:
        editor.evaluate(SELECT, [chosen, chosen])
