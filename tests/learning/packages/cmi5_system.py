"""A learning system and its record store, as cmi5 wants both, each a server at an address of its own: they take in a package
by its cmi5.xml, launch it, and refuse each request and each statement that the specification has them refuse. Statements are
judged by xapi-validation besides.
"""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree

from tests.learning.packages.cmi5_rules import DEFINED, Json, Session, faults, verb_of
from tests.learning.packages.learning_systems import TYPES
from tests.learning.statements.statement_judge import Judge

SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
MET = {
    "Passed": {"passed"},
    "Completed": {"completed"},
    "CompletedAndPassed": {"completed", "passed"},
}


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: bytes = b""
    type: str = "application/json"


@dataclass
class Cmi5System:
    """`refused` lists what a course may not ask or say; what an abandoned session still says is refused and not listed."""

    package: bytes
    judge: Judge
    origin: str
    record_store: str
    mode: str = "Normal"
    mastery: float | None = None
    preferences: Json | None = None
    registration: str = "7c1a2d3e-0000-4000-8000-000000000001"
    sessions: list[Session] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    statements: dict[str, Json] = field(default_factory=dict)
    fetched: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        archive = zipfile.ZipFile(io.BytesIO(self.package))
        self.files = {name: archive.read(name) for name in archive.namelist()}
        unit = etree.fromstring(self.files["cmi5.xml"]).find("{*}au")
        self.unit = {**unit.attrib, "url": unit.findtext("{*}url").strip()}
        assert self.unit["url"] in self.files
        self.actor = {"objectType": "Agent", "account": {"homePage": self.origin, "name": "learner-1"}}
        self.activity = f"{self.origin}/activities/course"

    def launch(self) -> str:
        """Begins a session. One of the same learner that is still open is abandoned. Returns the address to open."""
        for older in self.sessions:
            older.is_abandoned |= "terminated" not in older.verbs
        token = base64.b64encode(f"session-{len(self.sessions) + 1}:secret".encode()).decode()
        self.sessions.append(Session(token, self._launch_data(), self.actor, self.registration, self.activity))
        parameters = {
            "endpoint": f"{self.record_store}/xapi",
            "fetch": f"{self.origin}/fetch?session={len(self.sessions)}",
            "actor": json.dumps(self.actor),
            "registration": self.registration,
            "activityId": self.activity,
        }
        return f"{self.origin}/package/{self.unit['url']}?{urlencode(parameters)}"

    def _launch_data(self) -> Json:
        grouping = [{"objectType": "Activity", "id": self.unit["id"]}]
        extensions = {SESSION: f"session-{len(self.sessions) + 1}", "https://lms.example/own": {"team": "North"}}
        mastery = float(self.unit["masteryScore"]) if self.mastery is None else self.mastery
        return {
            "contextTemplate": {"contextActivities": {"grouping": grouping}, "extensions": extensions},
            "launchMode": self.mode,
            "masteryScore": mastery,
            "moveOn": self.unit["moveOn"],
            "returnURL": f"{self.origin}/back",
        }

    @property
    def is_satisfied(self) -> bool:
        """Whether the learner may move on, as the package itself says when."""
        return MET[self.unit["moveOn"]] <= set(self.verbs())

    def answer(self, asked: Asked) -> Answer:
        """What the system answers; whatever begins with /xapi/, its record store."""
        if asked.path.startswith("/xapi/"):
            return self.answer_of_store(asked)
        if asked.path == "/fetch":
            return self.give_token(asked)
        if (name := asked.path.removeprefix("/package/")) in self.files:
            return Answer(200, self.files[name], f"{TYPES.get(Path(name).suffix, 'image/png')}; charset=utf-8")
        return Answer(200, b"<!doctype html><title>Back</title>", "text/html")

    def refuse(self, status: int, why: str) -> Answer:
        self.refused.append(why)
        return Answer(status)

    def give_token(self, asked: Asked) -> Answer:
        number = asked.query["session"]
        if asked.method != "POST" or number in self.fetched:
            return self.refuse(400, f"the token of session {number} again")
        self.fetched.add(number)
        return _json({"auth-token": self.sessions[int(number) - 1].token})

    def answer_of_store(self, asked: Asked) -> Answer:
        if asked.method == "OPTIONS":
            return Answer(204)
        sent = asked.headers.get("authorization", "").removeprefix("Basic ")
        session = next((one for one in self.sessions if one.token == sent), None)
        if session is None:
            return self.refuse(401, f"{asked.path}: no token of this system")
        if session.is_abandoned:
            return Answer(403)
        if asked.headers.get("x-experience-api-version") != "1.0.3":
            return self.refuse(400, f"{asked.path}: which version of xAPI?")
        answers = {
            "/xapi/activities/state": self.state,
            "/xapi/agents/profile": self.profile,
            "/xapi/statements": self.statement,
        }
        return answers[asked.path](asked, session)

    def state(self, asked: Asked, session: Session) -> Answer:
        name = asked.query.pop("stateId")
        wanted = {"agent": json.dumps(self.actor), "registration": self.registration, "activityId": self.activity}
        if asked.query != wanted:
            return self.refuse(403, f"the state of {asked.query}")
        if asked.method == "PUT":
            if name == "LMS.LaunchData" or session.data["launchMode"] != "Normal":
                return self.refuse(403, f"changes {name}")
            self.states[name] = asked.body
            return Answer(204)
        if name == "LMS.LaunchData":
            session.asked.add(name)
            return _json(session.data)
        return Answer(200, self.states[name].encode(), "text/plain") if name in self.states else Answer(404)

    def profile(self, asked: Asked, session: Session) -> Answer:
        if asked.query != {"agent": json.dumps(self.actor), "profileId": "cmi5LearnerPreferences"}:
            return self.refuse(403, f"the profile of {asked.query}")
        session.asked.add(asked.query["profileId"])
        return _json(self.preferences) if self.preferences else Answer(404)

    def statement(self, asked: Asked, session: Session) -> Answer:
        made = json.loads(asked.body)
        if asked.method == "POST" and isinstance(made, list) and not asked.query:
            answers = [self.store(one, session) for one in made]
            return next((one for one in answers if one.status != 204), Answer(204))
        if asked.method != "PUT" or asked.query != {"statementId": made["id"]}:
            return self.refuse(400, f"a statement by {asked.method} {asked.query}")
        return self.store(made, session)

    def store(self, made: Json, session: Session) -> Answer:
        if made["id"] in self.statements:
            return Answer(204 if made == self.statements[made["id"]] else 409)
        wrong = [*self.judge(made), *faults(made, session, [verb for verb in self.verbs() if verb in DEFINED])]
        if wrong:
            return self.refuse(403, f"{verb_of(made)}: {'; '.join(wrong)}")
        self.statements[made["id"]] = made
        session.verbs.append(verb_of(made))
        return Answer(204)

    def verbs(self) -> list[str]:
        return [verb_of(made) for made in self.statements.values()]

    def with_verb(self, verb: str) -> list[dict[str, Any]]:
        return [made for made in self.statements.values() if verb_of(made) == verb]


def _json(document: Json) -> Answer:
    return Answer(200, json.dumps(document).encode())


class _Server(ThreadingHTTPServer):
    """One of the two. Both have one lock: a question is answered before the next is heard."""

    system: Cmi5System

    def __init__(self, lock: Lock) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = lock
        self.origin = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        headers = {key.lower(): value for key, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0))).decode()
        asked = Asked(self.command, address.path, dict(parse_qsl(address.query)), headers, body)
        with self.server.lock:
            answer = self.server.system.answer(asked)
        self.send_response(answer.status)
        if answer.body:
            self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Access-Control-Allow-Origin", self.server.system.origin)
        self.send_header("Access-Control-Allow-Methods", "GET, PUT, POST")
        self.send_header("Access-Control-Allow-Headers", "authorization, content-type, x-experience-api-version")
        self.end_headers()
        self.wfile.write(answer.body)

    do_PUT = do_POST = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def cmi5_system(package: bytes, judge: Judge) -> Iterator[Cmi5System]:
    lock = Lock()
    with ExitStack() as stack:
        servers = [stack.enter_context(_Server(lock)) for _one in range(2)]
        system = Cmi5System(package, judge, *(server.origin for server in servers))
        for server in servers:
            server.system = system
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            stack.callback(server.shutdown)
        yield system
