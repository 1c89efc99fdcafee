"""Those who write for the benchmarks find the form in a page, change what they should, and notice what is lost."""

from __future__ import annotations

import pytest

from setup.console import Missing
from tests.benchmarks import __main__ as bench
from tests.benchmarks import browsers, parts
from tests.benchmarks.browsers import Done, fields_of
from tests.benchmarks.crowd import parts as crowd
from tests.benchmarks.measuring import lost
from tests.benchmarks.parts import Place
from tests.benchmarks.sizes import TOGETHER

pytestmark = pytest.mark.pure

PAGE = """<form id="other"><input type="hidden" name="token" value="other"></form>
<form method="post" id="writing"><input type="hidden" name="csrfmiddlewaretoken" value="abc">
<input type="hidden" name="base_version" value="7" id="id_base_version">
<textarea name="body" cols="40">
L&#x27;eau &amp; le vin

## Fin</textarea></form>"""


def test_a_form_has_its_hidden_fields_and_its_texts_as_they_were_written() -> None:
    fields = fields_of(PAGE, "writing")
    assert fields == {"csrfmiddlewaretoken": "abc", "base_version": "7", "body": "L'eau & le vin\n\n## Fin"}


def test_a_page_without_the_form_is_said() -> None:
    with pytest.raises(Missing, match="writing"):
        fields_of("<p>Writing is closed.</p>", "writing")


def test_each_turn_changes_one_paragraph_and_no_heading() -> None:
    body = "## Un titre\n\nUn.\n\nDeux.\n\n- trois"
    once = parts.changed(body, 3, 0)
    assert once == "## Un titre\n\nUn. (3.0)\n\nDeux.\n\n- trois"
    assert parts.changed(once, 3, 2) == "## Un titre\n\nUn. (3.2)\n\nDeux.\n\n- trois"


def test_what_several_add_to_one_page_stays_apart() -> None:
    body = parts.added(parts.added(TOGETHER, 0, 1), 7, 1)
    assert parts.mark(0, 1) in body and parts.mark(7, 1) in body
    assert body.count("\n") == TOGETHER.count("\n")


def test_a_word_that_is_gone_and_a_version_that_was_not_made_are_lost() -> None:
    done = Done(acts=[(0, 0), (1, 0)])
    before = {"body": "", "version": 4}
    assert lost(before, {"body": "m0x0. m1x0.", "version": 6}, done) == 0
    assert lost(before, {"body": "m0x0.", "version": 6}, done) == 1
    assert lost(before, {"body": "m0x0. m1x0.", "version": 5}, done) == 1


def test_everybody_reads_every_page() -> None:
    pairs = Place(["/a/", "/b/", "/c/"], ["x", "y"]).pairs
    assert len(pairs) == len(set(pairs)) == 6


def test_times_are_of_the_form_and_its_sending_together() -> None:
    times = Done(turns=[(1, 2), (2, 3), (4, 5)]).times()
    assert (times["p50"], times["p99"]) == (5, 9)


def test_whoever_refuses_an_edit_for_another_is_asked_again() -> None:
    class Refusing:
        answers = [409, 302]

        def get(self, path: str) -> str:
            return PAGE

        def post(self, path: str, fields: dict[str, str], *, is_live: bool = False) -> tuple[int, str]:
            return self.answers.pop(0), ""

    done = Done()
    browsers.saves(["/p/"], parts.changed)(Refusing(), 0, 0, done)
    assert (done.conflicts, len(done.turns)) == (1, 1)


def test_arguments_choose_parts_and_the_environment_databases_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASES", "sqlite")
    monkeypatch.setenv("SIZE", "tiny")
    assert bench.chosen(["save", "page", "guide"]) == (["page", "save"], ["guide"], ("sqlite",), "tiny")
    everything, apart, _databases, _size = bench.chosen([])
    assert everything == [*parts.EVERY, *crowd.EVERY] and apart == ["guide", "counting"]


@pytest.mark.parametrize(
    ("argument", "database", "size"), [("pages", "", ""), ("page", "mysql", ""), ("page", "", "huge")]
)
def test_what_there_is_not_is_said_with_what_there_is(
    argument: str, database: str, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASES", database)
    monkeypatch.setenv("SIZE", size)
    with pytest.raises(Missing, match="takes"):
        bench.chosen([argument])
