"""How many modules of ours a request goes through: python -m tests.benchmarks.flows [--modules]

Three flows, each a POST as the site gets it: saving an edit, promoting a comment from the desk, publishing an edition. What
the worker does afterwards is left out. A crossing is a call from one of our modules into another. Few of both mean a straight
walk down and back.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_project.settings")
django.setup()

from django.test import Client  # noqa: E402
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

from accounts.models import User  # noqa: E402
from guide.decisions.models import Submission  # noqa: E402
from guide.models import Edition  # noqa: E402
from setup.console import say  # noqa: E402
from tests import databases, factories  # noqa: E402
from tests.conftest import own_settings  # noqa: E402
from tests.contracts.test_names import packages  # noqa: E402
from tests.guide.desk.waiting import waiting_comment  # noqa: E402

OURS = frozenset(packages())
NO_WORKER = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}}


class Walk:
    """The modules that were entered, and the calls from one into another."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.crossings = 0

    def note(self, frame: FrameType, event: str, _argument: object) -> None:
        if event != "call" or (here := own(frame)) is None:
            return
        self.calls[here] += 1
        caller = frame.f_back
        while caller is not None and own(caller) is None:
            caller = caller.f_back
        self.crossings += caller is not None and own(caller) != here

    @contextmanager
    def followed(self) -> Iterator[None]:
        sys.setprofile(self.note)
        threading.setprofile(self.note)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)


def own(frame: FrameType) -> str | None:
    name: str = frame.f_globals.get("__name__", "")
    return name if name.partition(".")[0] in OURS else None


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="accounts.sessions.RolesBackend")
    return client


def save_an_edit() -> Callable[[], Any]:
    martine = factories.create_contributor()
    page = factories.create_page(author=martine)
    client, address = signed_in(martine), page.screen_url("edit")

    def post() -> Any:
        page.refresh_from_db()
        body = f"{page.body}\n\nUne phrase de plus."
        return client.post(address, {"title": page.title, "body": body, "base_version": page.version})

    return post


def promote_a_comment() -> Callable[[], Any]:
    editor, paul = factories.create_editor(), factories.create_contributor(username="paul")
    client, places = signed_in(editor), iter((8, 9))

    def post() -> Any:
        place = next(places)
        comment = waiting_comment(
            paul, body=f"Au {place}e appel, raccrochez.\n\nPuis rappelez le numéro que vous connaissez."
        )
        submission = Submission.objects.of(comment)
        sent = {"outcome": "promote", "seen": submission.number, "version": 1, "list": "read", "place": place}
        return client.post(f"/curation/decide/{submission.key}/", sent)

    return post


def publish_an_edition() -> Callable[[], Any]:
    editor = factories.create_editor(username="claire")
    factories.create_tip(number=6, by=editor)
    client = signed_in(editor)

    def post() -> Any:
        edition = Edition.objects.in_preparation()
        edition.take_to_proof(by=editor)
        sent = {"accept_free_places": "on", "unread_reason": "Lu.", "seen": edition.state_of_proof}
        return client.post(f"/curation/editions/{edition.number}/publish/now/", sent)

    return post


FLOWS = {"save an edit": save_an_edit, "promote from the desk": promote_a_comment, "publish": publish_an_edition}


def follow(prepare: Callable[[], Callable[[], Any]]) -> Walk:
    """The second of two: the first has loaded what is loaded once."""
    post, walk = prepare(), Walk()
    for _time in range(2):
        walk = Walk()
        original = Client.request

        def request(self: Client, _walk: Walk = walk, _original: Any = original, **asked: Any) -> Any:
            with _walk.followed():
                return _original(self, **asked)

        Client.request = request  # type: ignore[method-assign]
        try:
            answer = post()
        finally:
            Client.request = original  # type: ignore[method-assign]
        assert answer.status_code == 302, f"{answer.status_code} {answer.request['PATH_INFO']}"
    return walk


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        databases.use(folder)
        databases.migrate(folder)
        setup_test_environment()
        with override_settings(**own_settings(folder) | {"TASKS": NO_WORKER}):
            (folder / "static").mkdir()
            factories.create_site_settings()
            factories.create_themes()
            factories.create_phase()
            for title, prepare in FLOWS.items():
                walk = follow(prepare)
                say(f"{title}: {len(walk.calls)} modules, {walk.crossings} crossings")
                if "--modules" in arguments:
                    say("\n".join(f"  {count:5} {module}" for module, count in sorted(walk.calls.items())))


if __name__ == "__main__":
    main(sys.argv[1:])
