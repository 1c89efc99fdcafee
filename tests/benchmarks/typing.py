"""How long a key takes in the editor, from its press until the letter is painted: python -m tests.benchmarks.typing

The page holds 100 KB of the demo's texts; the caret stands in its middle. Now and then the text is written, as
the keeping of drafts asks for it.
"""

from __future__ import annotations

import os
import statistics
import sys

import django
from playwright.sync_api import CDPSession, Page, sync_playwright

SIZE = 100_000
KEYS = 300
WATCH = """() => {
  window.times = []
  const channel = new MessageChannel()
  let pressed = 0
  channel.port1.onmessage = () => times.push(performance.now() - pressed)
  addEventListener('keydown', () => {
    pressed = performance.now()
    requestAnimationFrame(() => channel.port2.postMessage(0))
  }, true)
}"""
OPEN = """(text) => {
  const begun = performance.now()
  core.replace(text)
  core.view.dom.getBoundingClientRect()
  return performance.now() - begun
}"""
PLACE = """() => {
  const { doc } = core.view.state
  let place = 0
  doc.forEach((node, offset) => { if (node.type.name === 'paragraph' && offset < doc.content.size / 2) place = offset + 2 })
  const { selection } = core.view.state
  core.view.dispatch(core.view.state.tr.setSelection(selection.constructor.create(core.view.state.doc, place)).scrollIntoView())
  core.view.focus()
}"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
WRITE = "() => { const begun = performance.now(); core.markdown(); return performance.now() - begun }"


def text_of(size: int) -> str:
    from tests.e2e.editor.corpus import demo_pages

    text = "\n\n".join(demo_pages().values())
    while len(text.encode()) < size:
        text = f"{text}\n\n{text}"
    return text.encode()[:size].decode(errors="ignore")


def measure(page: Page) -> None:
    from tests.e2e.editor.conftest import ADDRESS, START, answer

    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.evaluate(START, "")
    opening = page.evaluate(OPEN, text_of(SIZE))
    page.evaluate(PLACE)
    page.evaluate(WATCH)
    writing, work = [], []
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    for key in range(KEYS):
        before = busy(metrics)
        page.keyboard.press("abcdefghij "[key % 11] if key % 50 else "Enter")
        page.evaluate(PAINTED)
        work.append(busy(metrics) - before)
        if key % 25 == 24:
            writing.append(page.evaluate(WRITE))
    say(f"A text of {SIZE // 1000} KB is opened in {opening:.0f} ms")
    say(f"{KEYS} keys, until painted: {spread(page.evaluate('times'))}")
    say(f"Work of the page for a key (what another program takes is left out): {spread(work)}")
    say(f"Writing the text at rest: {spread(writing)}")


def busy(metrics: CDPSession) -> float:
    """Milliseconds that the page's own thread has worked."""
    found = metrics.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(each["value"] for each in found if each["name"] == "TaskDuration"))


def spread(times: list[float]) -> str:
    p95 = statistics.quantiles(times, n=20)[-1]
    return f"median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, longest {max(times):.1f} ms"


def say(words: str) -> None:
    print(words)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
    django.setup()
    from setup.browser import installed

    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or installed(), args=arguments)
        measure(browser.new_page())
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
