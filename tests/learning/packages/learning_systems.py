"""Learning systems for packages in a browser, at an address that does not exist: every request is answered here.

SCORM's runtime is scorm-again, in a page around the package; cmi5 has a system of its own. What goes to any other host
is refused and listed, and so is each value that a runtime does not take.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Route

ORIGIN = "https://lms.example"
RUNTIMES = Path(__file__).parents[3] / "frontend/node_modules/scorm-again/dist"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".vtt": "text/vtt", ".webp": "image/webp"}
FRAME = """<!doctype html><html lang="en"><title>System</title>
<style>body{margin:0}iframe{border:0;width:100vw;height:100vh}</style>
<script src="/runtime.js"></script><script>
const stored = STORED
window.NAME = new RUNTIME({lmsCommitUrl: '/commit', logLevel: 5, autocommit: false, alwaysSendTotalTime: true})
window.NAME.loadFromJSON(stored, 'cmi')
for (const verb of VERBS) {
  const call = window.NAME[verb].bind(window.NAME)
  window.NAME[verb] = (...values) => {
    const answer = call(...values)
    const error = window.NAME.LASTERROR()
    if (answer !== 'true') fetch('/refused', {method: 'POST', body: `${verb} ${values.join(' = ')}: ${error}`})
    return answer
  }
}
</script><body><iframe src="/package/index.html" title="Course"></iframe></body></html>"""


@dataclass
class System:
    """Serves the files of a package, and refuses whatever is not this system's."""

    package: bytes
    is_online: bool = True
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        archive = zipfile.ZipFile(io.BytesIO(self.package))
        self.files = {name: archive.read(name) for name in archive.namelist()}

    def connect(self, context: BrowserContext) -> None:
        context.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != ORIGIN:
            self.refused.append(route.request.url)
            return route.abort()
        name = address.path.removeprefix("/package/")
        if name in self.files:  # a page that is open goes on without the network
            kind = TYPES.get(Path(name).suffix, "application/octet-stream")
            return route.fulfill(body=self.files[name], content_type=f"{kind}; charset=utf-8")
        if address.path == "/refused":
            self.refused.append(route.request.post_data or "")
            return route.fulfill()
        if not self.is_online:
            return route.abort("internetdisconnected")
        return self.serve(route, address.path, {key: value[0] for key, value in parse_qs(address.query).items()})

    def serve(self, route: Route, path: str, query: dict[str, str]) -> None:
        route.fulfill(status=404)


@dataclass
class ScormSystem(System):
    """A system around scorm-again. `stored` is what came with the last commit, and is given back at the next launch."""

    is_2004: bool = True
    stored: dict[str, Any] = field(default_factory=dict)
    commits: int = 0
    learner: str = "learner-1"
    mode: str = "normal"

    launch = f"{ORIGIN}/launch"

    def serve(self, route: Route, path: str, query: dict[str, str]) -> None:
        if path == "/runtime.js":
            name = "scorm2004.min.js" if self.is_2004 else "scorm12.min.js"
            return route.fulfill(path=RUNTIMES / name, content_type="text/javascript")
        if path == "/commit":
            data = json.loads(route.request.post_data or "{}")
            self.stored, self.commits = data.get("cmi", data), self.commits + 1
            return route.fulfill(json={"result": "true", "errorCode": 0})
        return route.fulfill(body=self.frame(), content_type="text/html; charset=utf-8")

    def frame(self) -> str:
        verbs, last_error = ["Initialize", "SetValue", "Terminate"], "GetLastError"
        name, runtime = "API_1484_11", "Scorm2004API"
        if not self.is_2004:
            verbs, last_error = ["LMSInitialize", "LMSSetValue", "LMSFinish"], "LMSGetLastError"
            name, runtime = "API", "Scorm12API"
        page = FRAME.replace("VERBS", json.dumps(verbs)).replace("LASTERROR", last_error)
        return page.replace("NAME", name).replace("RUNTIME", runtime).replace("STORED", json.dumps(self.launch_data()))

    def launch_data(self) -> dict[str, Any]:
        if self.is_2004:
            own = {"learner_id": self.learner, "mode": self.mode, "entry": "resume" if self.stored else "ab-initio"}
            return {**self.given_back(self.stored), **own}
        core = {**self.stored.get("core", {}), "student_id": self.learner, "lesson_mode": self.mode}
        return {**self.given_back(self.stored), "core": core}

    @staticmethod
    def given_back(stored: dict[str, Any]) -> dict[str, Any]:
        """What a system gives back: neither the exit nor the time of the last session."""
        return {key: value for key, value in stored.items() if key not in {"exit", "session_time"}}
