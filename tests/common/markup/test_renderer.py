import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from common.markup import MAXIMUM_BYTES, RenderRefused, forkserver, protocol, render, renderer, renderer_process
from tests.common.markup.forkservers import ONLY_LINUX, own_pool, pid_of, wait_until_gone
from tests.common.markup.samples import REPOSITORY

pytestmark = pytest.mark.pure

ENDLESS = "[](" * 40_000
FORKED = pytest.param("markup.forkserver.start()", id="forked", marks=ONLY_LINUX)
ALL_WAYS = pytest.mark.parametrize("way", [pytest.param("", id="started"), FORKED])


@pytest.fixture(params=["started", pytest.param("forked", marks=ONLY_LINUX)])
def pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[renderer._Pool]:
    """Renderers of this test alone, with little patience: each started by itself, and forked by one nursery."""
    monkeypatch.setattr(renderer, "CPU_SECONDS", 1.0)
    with own_pool(monkeypatch, is_forked=request.param == "forked") as pool:
        yield pool


def processes(pool: renderer._Pool) -> list[forkserver.Process]:
    return [one._process for one in pool._all if one._process is not None]


def test_the_server_does_not_load_what_reads_markdown() -> None:
    code = "import sys; from common import markup; print(sorted({'markdown', 'bleach', 'nh3', 'django'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=True, text=True)
    assert run.stdout == "[]\n"


def test_one_renderer_serves_one_text_after_another(pool: renderer._Pool) -> None:
    assert processes(pool) == []
    assert render("a", language="fr").html == "<p>a</p>"
    first = processes(pool)
    assert render("b", language="fr").html == "<p>b</p>"
    assert processes(pool) == first
    assert len(first) == 1


def test_texts_rendered_at_once_share_two_renderers(pool: renderer._Pool) -> None:
    found: dict[int, str] = {}
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: render(f"n{n}", language="fr").html})) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: f"<p>n{n}</p>" for n in range(6)}
    assert 1 <= len(processes(pool)) <= 2


def test_a_second_renderer_is_for_who_would_wait_long(pool: renderer._Pool) -> None:
    with pool.lend() as first, pool.lend() as second:
        assert second is not first
    with pool.lend() as again:
        assert again in {first, second}


def test_whoever_saves_has_a_renderer_while_two_previews_are_at_work(pool: renderer._Pool) -> None:
    with renderer.unhurried():
        previews = renderer._pool()
    try:
        assert previews is not pool
        with previews.lend(), previews.lend():
            assert render("Une phrase suffit.", language="fr").html == "<p>Une phrase suffit.</p>"
        assert len(processes(pool)) == 1 and not processes(previews)
    finally:
        previews.end()


def test_a_text_that_overruns_makes_room_at_once_and_goes_on_beside_the_previews(
    pool: renderer._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer.Renderer, "ask", _ask_with_overrun_in(pool))
    free: list[int] = []
    with renderer.when_overrun(lambda: free.append(pool._idle.qsize())):
        assert render("Une phrase suffit.", language="fr").html == "<p>Une phrase suffit.</p>"
    assert free == [1], "told once, and the renderer is given back"
    assert len(processes(renderer._current[True])) == 1 and not processes(pool)


def _ask_with_overrun_in(pool: renderer._Pool) -> Any:
    ask = renderer.Renderer.ask

    def asked(self: renderer.Renderer, request: dict[str, Any]) -> dict[str, Any]:
        if self in pool._all:
            raise renderer._Overran("too_costly")
        return ask(self, request)

    return asked


def test_what_is_raised_when_a_text_overruns_ends_it(pool: renderer._Pool) -> None:
    def refuse() -> None:
        raise RenderRefused("unavailable")

    with renderer.when_overrun(refuse), pytest.raises(RenderRefused) as refused:
        render(ENDLESS, language="fr")
    assert refused.value.reason == "unavailable"
    assert True not in renderer._current


def test_who_waits_a_moment_gets_the_first(pool: renderer._Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "SOON", 10.0)
    lent: list[renderer.Renderer] = []
    with pool.lend() as first:
        waiting = threading.Thread(target=lambda: lent.append(pool._taken()))
        waiting.start()
    waiting.join()
    assert lent == [first]


def test_a_text_that_takes_too_long_is_refused_and_the_next_one_rendered(pool: renderer._Pool) -> None:
    with pytest.raises(RenderRefused) as refused:
        render(ENDLESS, language="fr")
    assert refused.value.reason == "too_costly"
    assert render("a", language="fr").html == "<p>a</p>"


def test_a_renderer_that_hangs_is_killed_and_the_text_not_blamed(
    pool: renderer._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    render("a", language="fr")
    (process,) = processes(pool)
    os.kill(pid_of(process), signal.SIGSTOP)
    with monkeypatch.context() as patch, pytest.raises(RenderRefused) as refused:
        patch.setattr(renderer, "HANG_SECONDS", 0.2)
        render("b", language="fr")
    assert refused.value.reason == "unavailable"
    assert process.poll() == -signal.SIGKILL
    assert render("c", language="fr").html == "<p>c</p>"


def test_a_text_is_not_refused_for_what_a_busy_machine_takes(pool: renderer._Pool) -> None:
    """The renderer gets no processor for longer than it may take of one."""
    render("a", language="fr")
    (process,) = processes(pool)
    os.kill(pid_of(process), signal.SIGSTOP)
    busy = threading.Timer(renderer.CPU_SECONDS + 1.5, os.kill, (pid_of(process), signal.SIGCONT))
    busy.start()
    assert render("b", language="fr").html == "<p>b</p>"
    assert processes(pool) == [process]


def test_a_renderer_that_died_meanwhile_is_replaced(pool: renderer._Pool) -> None:
    render("a", language="fr")
    (process,) = processes(pool)
    os.kill(pid_of(process), signal.SIGKILL)
    process.wait()
    assert render("b", language="fr").html == "<p>b</p>"


@pytest.mark.parametrize("pool", ["started"], indirect=True)
def test_a_renderer_that_keeps_dying_is_given_up_after_a_second_try(
    pool: renderer._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    starts: list[renderer.Renderer] = []
    start = renderer.Renderer._start

    def counted(self: renderer.Renderer) -> forkserver.Process:
        starts.append(self)
        return start(self)

    monkeypatch.setattr(renderer.Renderer, "_start", counted)
    with pytest.raises(RenderRefused) as refused:
        render("a", language="fr")
    assert refused.value.reason == "unavailable"
    assert len(starts) == 2


def test_an_interrupted_wait_does_not_leave_its_answer_to_the_next_text(
    pool: renderer._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    render("a", language="fr")
    read = renderer.Renderer._read

    def interrupt(self: renderer.Renderer, size: int, deadline: float) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(renderer.Renderer, "_read", interrupt)
    with pytest.raises(KeyboardInterrupt):
        render("first", language="fr")
    monkeypatch.setattr(renderer.Renderer, "_read", read)
    assert render("second", language="fr").html == "<p>second</p>"


def test_a_text_longer_or_deeper_than_the_limits_is_not_even_sent(pool: renderer._Pool) -> None:
    for text, reason in (
        ("a" * (MAXIMUM_BYTES + 1), "too_long"),
        ("é" * (MAXIMUM_BYTES // 2 + 1), "too_long"),
        (">" * 30 + " a", "too_deep"),
        ("- " * 30 + "a", "too_deep"),
        (" " * 100 + "- a", "too_deep"),
        ("[" * 60, "too_deep"),
    ):
        with pytest.raises(RenderRefused) as refused:
            render(text, language="fr")
        assert refused.value.reason == reason
    assert processes(pool) == []


def test_ordinary_rules_code_and_quotations_are_not_too_deep() -> None:
    text = "- " * 40 + "\n\n" + " " * 120 + "code\n\n" + "> " * 5 + "a\n\n" + "[a] " * 200
    assert render(text, language="fr").html


@ALL_WAYS
def test_a_forked_server_gets_renderers_of_its_own(way: str) -> None:
    code = f"""
import os, common.markup.renderer as r
from common import markup
from tests.common.markup.forkservers import pid_of
{way}
markup.render("parent", language="fr")
parent = pid_of(r._current[False]._all[-1]._process)
child = os.fork()
if child == 0:
    ok = markup.render("child", language="fr").html == "<p>child</p>" and pid_of(r._current[False]._all[-1]._process) != parent
    r.end_renderers()
    os._exit(0 if ok else 1)
status = os.waitpid(child, 0)[1]
assert markup.render("again", language="fr").html == "<p>again</p>" and pid_of(r._current[False]._all[-1]._process) == parent
print(status)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=True, text=True)
    assert run.stdout == "0\n"


@ALL_WAYS
@pytest.mark.parametrize("text", ["fine", ENDLESS], ids=["idle", "at work"])
def test_a_renderer_ends_when_its_server_is_killed(text: str, way: str) -> None:
    code = f"""
import os, signal, threading, time, common.markup.renderer as r
from common import markup
from tests.common.markup.forkservers import pid_of
{way}
markup.render("a", language="fr")
print(pid_of(r._current[False]._all[-1]._process), flush=True)
threading.Thread(target=markup.render, args=({text!r},), kwargs={{'language': 'fr'}}, daemon=True).start()
time.sleep(0.2)
os.kill(os.getpid(), signal.SIGKILL)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=False, text=True)
    wait_until_gone(int(run.stdout))


@pytest.mark.parametrize("pool", ["started"], indirect=True)
def test_the_renderer_knows_none_of_the_secrets_of_the_site(
    pool: renderer._Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "only the server knows")
    given: list[dict[str, str]] = []
    start = subprocess.Popen

    def watched(command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        given.append(how["env"])
        return start(command, **how)

    monkeypatch.setattr(subprocess, "Popen", watched)
    render("a", language="fr")
    assert len(given) == 1
    assert "SECRET_KEY" not in given[0]


def test_memory_core_and_time_are_limited() -> None:
    code = """
import resource, signal
from common.markup import renderer_process as p
p.limit_memory()
p.limit_time(1.5)
print(*(resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CORE)))
print(signal.getitimer(signal.ITIMER_PROF)[0])
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=True, text=True)
    memory, core, seconds = map(float, run.stdout.split())
    assert core == 0
    assert 1 < seconds <= 1.6
    assert memory == 400_000_000 or sys.platform == "darwin"  # which knows this limit and refuses to set it


def test_an_exhausted_memory_is_a_refusal_and_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(request: object) -> dict[str, object]:
        raise MemoryError

    monkeypatch.setattr(renderer_process, "_render", exhausted)
    assert renderer_process.answer(protocol.pack({})[4:]) == protocol.pack({"refused": "too_costly"})


def test_an_answer_larger_than_any_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer_process, "_render", lambda request: {"html": "a" * renderer_process.OUTPUT_BYTES})
    assert renderer_process.answer(protocol.pack({})[4:]) == protocol.pack({"refused": "too_costly"})


def test_a_stray_print_cannot_corrupt_an_answer() -> None:
    code = """
import sys
from common.markup import renderer_process as p
answers = p.take_standard_output()
print("stray", flush=True)
answers.write(b"answer")
answers.flush()
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=True)
    assert run.stdout == b"answer"
    assert run.stderr == b"stray\n"
