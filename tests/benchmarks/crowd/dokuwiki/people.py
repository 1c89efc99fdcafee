"""People who are signed in to a DokuWiki, and what they write there."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlencode

from setup.console import Missing
from tests.benchmarks import parts
from tests.benchmarks.browsers import Browser, Busy, Done, Form, fields_of, saves, status, unpacked

SECRET = "crowd"
COOKIE = re.compile(r"^set-cookie: *([^=]+)=([^;\r]+)", re.IGNORECASE | re.MULTILINE)
FORM = Form("&do=edit", "dw__editform", "wikitext", (("do[save]", "1"), ("summary", "")), conflict=200)


def users(names: list[str]) -> str:
    """The file of those who may sign in. Their words are hashed the quick way: signing in is not measured."""
    hashed = hashlib.md5(SECRET.encode()).hexdigest()
    lines = [f"{name}:{hashed}:{name.upper()}:{name}@example.org:user\n" for name in names]
    return "# users.auth.php\n# <?php exit()?>\n" + "".join(lines)


def signed_in(port: int, name: str) -> str:
    """Her cookies, as a browser gets them from the form."""
    browser = Browser(port, "")
    head, body = browser.answer(f"GET /doku.php?id=start&do=login HTTP/1.1\r\n{browser.headers}\r\n".encode())
    cookies = dict(COOKIE.findall(head.decode()))
    browser.sign_in(joined(cookies))
    fields = urlencode(fields_of(unpacked(head, body), "dw__login") | {"u": name, "p": SECRET})
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(fields)}\r\n"
    request = f"POST /doku.php?id=start HTTP/1.1\r\n{browser.headers}{kind}\r\n{fields}"
    head, _body = browser.answer(request.encode())
    cookies |= dict(COOKIE.findall(head.decode()))
    if status(head) != 302 or len([value for value in cookies.values() if value != "deleted"]) < 2:
        raise Missing(f"{name} cannot sign in to DokuWiki")
    browser.sign_in(joined(cookies))
    if f"{name.upper()}" not in browser.get("/doku.php?id=start"):
        raise Missing(f"{name} has signed in to DokuWiki and is not known there")
    browser.socket.close()
    return joined(cookies)


def joined(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items() if value != "deleted")


def write(browser: Browser, kind: str, path: str, number: int) -> None:
    """A comment is a line at the end of the page; nobody can find a page useful, so it is read once more."""
    if kind == "endorsement":
        browser.read(path)
        return
    change = parts.changed if kind == "save" else said
    try:
        saves([path], change, FORM)(browser, 0, number, Done())
    except Missing as problem:
        if "no form" in str(problem):  # somebody else has it open, which locks it
            raise Busy(path) from None
        raise


def said(body: str, person: int, turn: int) -> str:
    return f"{body.rstrip()}\n  * **{person}** : {parts.words(person, turn)}\n"
