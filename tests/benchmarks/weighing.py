"""What a browser fetches when somebody sees a page of the wiki for the first time: how many requests, how many bytes."""

from __future__ import annotations

import os
import re
from typing import Any

from playwright.sync_api import sync_playwright

from setup.browser import find_chromium
from tests.benchmarks.wrk import HEADERS

TAB_ICON = re.compile(r"/icon\.[\w.]*svg$")
PROXY = {name: value for name, value in HEADERS.items() if name.startswith("X-")}


def first_view(port: int, path: str, cookie: str) -> dict[str, Any] | None:
    """With headers, compressed as they come; None where there is no browser.

    The icon of the tab weighs too, but is not counted as a request: the browser asks for it once for a whole site, when the
    page stands already.
    """
    found = find_chromium()
    if found is None:
        return None
    pairs = [pair.partition("=") for pair in cookie.replace(" ", "").split(";")]
    address = f"http://127.0.0.1:{port}"
    names: dict[str, str] = {}
    weights: dict[str, int] = {}
    with sync_playwright() as playwright:
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(executable_path=found[0], args=["--no-sandbox"] if is_root else [])
        context = browser.new_context(extra_http_headers=PROXY, locale="fr")
        context.add_cookies([{"name": name, "value": value, "url": address} for name, _, value in pairs])
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
        network.on("Network.loadingFinished", lambda e: weights.update({e["requestId"]: e["encodedDataLength"]}))
        page.goto(f"{address}{path}")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        browser.close()
    fetched = {names[request].removeprefix(address): weight for request, weight in weights.items()}
    requests = sum(not TAB_ICON.search(name) for name in fetched)
    return {"requests": requests, "kilobytes": sum(fetched.values()) / 1000, "fetched": fetched}
