"""DokuWiki is filled with the same texts in its own words, and asked for the same screens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from setup import debian
from setup.console import Missing
from tests.benchmarks.crowd.dokuwiki import beside, content, people, server
from tests.benchmarks.crowd.dokuwiki.content import Content
from tests.benchmarks.crowd.dokuwiki.syntax import converted, with_comments
from tests.benchmarks.crowd.run import compare, compare_with
from tests.benchmarks.parts import Place
from tests.for_each import for_each

pytestmark = pytest.mark.pure

MARKDOWN = (
    "## Un titre\n\nDes **mots** *dits* : [un lien](https://www.example.org/7).\n\n- **un** : *deux*\n- [[Trois]]"
)


def test_markdown_becomes_what_dokuwiki_writes() -> None:
    assert converted(MARKDOWN, {"Trois": "t1:p3"}) == (
        "===== Un titre =====\n\nDes **mots** //dits// : [[https://www.example.org/7|un lien]].\n\n"
        "  * **un** : //deux//\n  * [[t1:p3|Trois]]"
    )


def test_a_title_without_a_page_is_words() -> None:
    assert converted("[[Quatre]]", {}) == "Quatre"


def test_comments_stand_at_the_end_of_the_page() -> None:
    assert (
        with_comments("Un.", [("p1", "Deux\ntrois.")])
        == "Un.\n\n===== Contributions =====\n\n  * **p1** : Deux trois.\n"
    )
    assert with_comments("Un.", []) == "Un.\n"


def exported(folder: Path) -> Path:
    page = {"path": "/wiki/q/un/", "id": "t1:p1", "title": "Un", "theme": "/wiki/q/", "body": "Deux.", "at": 300}
    old = [{"id": "t1:p1", "at": at, "author": "p0", "body": f"Texte {at}."} for at in (100, 200, 300)]
    file = folder / "texts.json"
    file.write_text(json.dumps({"pages": [page | {"author": "p1", "comments": []}], "history": old}))
    return file


def test_a_page_stands_with_its_versions_and_is_no_change_from_outside(tmp_path: Path) -> None:
    filled = content.write(exported(tmp_path), tmp_path / "data")
    file = tmp_path / "data" / "pages" / "t1" / "p1.txt"
    assert file.read_text() == "====== Un ======\n\nDeux.\n" and file.stat().st_mtime == 300
    changes = (tmp_path / "data" / "meta" / "t1" / "p1.changes").read_text().splitlines()
    assert [line.split("\t")[0] for line in changes] == ["100", "200", "300"]
    assert {old.name for old in (tmp_path / "data" / "attic" / "t1").iterdir()} == {
        f"p1.{at}.txt.gz" for at in (100, 200, 300)
    }
    assert filled == Content({"/wiki/q/un/": "t1:p1"}, {"/wiki/q/": "t1"}, [100, 200, 300])


@for_each(
    ("ours", "theirs"),
    [
        ("/", "/doku.php?id=start"),
        ("/recent-changes/", "/doku.php?id=start&do=recent"),
        ("/wiki/q/", "/doku.php?id=start&do=index&idx=t1"),
        ("/wiki/q/un/", "/doku.php?id=t1:p1"),
        ("/wiki/q/un/edit/", "/doku.php?id=t1:p1&do=edit"),
        ("/wiki/q/un/history/", "/doku.php?id=t1:p1&do=revisions&first=0"),
        ("/wiki/q/un/history/?before=1", "/doku.php?id=t1:p1&do=revisions&first=2"),
        ("/wiki/q/un/diff/?older=1&newer=3", "/doku.php?id=t1:p1&do=diff&rev2%5B0%5D=100&rev2%5B1%5D=300"),
        ("/search/?q=mot+de", "/doku.php?id=start&do=search&q=mot+de"),
        ("/wiki/q/not-copied/", ""),
    ],
)
def test_each_screen_has_its_own_in_dokuwiki(ours: str, theirs: str) -> None:
    assert beside.address(ours, Content({"/wiki/q/un/": "t1:p1"}, {"/wiki/q/": "t1"}, [100, 200, 300])) == theirs


def test_what_was_not_copied_is_not_asked_for() -> None:
    filled = Content({"/wiki/q/un/": "t1:p1"}, {}, [])
    place = beside.placed("crowd-even", Place(["/wiki/q/un/", "/wiki/q/deux/"], ["ours"]), filled, ["theirs"])
    assert (place.paths, place.cookies) == (["/doku.php?id=t1:p1"], ["theirs"])


def test_its_configuration_and_data_are_of_the_run_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = tmp_path / "etc"
    defaults.mkdir()
    (defaults / "dokuwiki.php").write_text("<?php")
    (defaults / "users.auth.php").symlink_to("/nowhere")
    monkeypatch.setattr(server, "DEFAULTS", defaults)
    folder = tmp_path / "run"
    folder.mkdir()
    server.configure(folder, people.users(["p0"]))
    assert f"'{folder}/data'" in (folder / "conf" / "local.php").read_text()
    assert f"'{folder}/conf/'" in (folder / "prepend.php").read_text()
    assert "p0:" in (folder / "conf" / "users.auth.php").read_text()
    written = "".join((folder / name).read_text() for name in ("fpm.conf", "nginx.conf"))
    assert str(folder) in written and "/var/lib" not in written


def test_elsewhere_than_on_debian_as_root_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "can_install", lambda: False)
    with pytest.raises(Missing, match="Debian"):
        server.find()


def test_a_rate_is_told_as_a_share_of_dokuwikis() -> None:
    found = {"16": {"rate": 300.0, "writes": 10.0}}
    compare(found, {"16": {"rate": 400.0, "writes": 20.0}})
    assert (found["16"]["of_dokuwiki"], found["16"]["writes_of_dokuwiki"]) == (0.75, 0.5)


def test_what_dokuwiki_does_not_answer_in_time_leaves_ours_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    class Silent:
        def measured(self, name: str) -> dict[str, object]:
            raise Missing("Nothing was answered in time.")

    found = {"16": {"rate": 300.0}}
    compare_with(Silent(), "crowd-search-first", found)  # type: ignore[arg-type]
    assert found == {"16": {"rate": 300.0}}
    assert "crowd-search-first, of DokuWiki" in "".join(capsys.readouterr())


def test_a_comment_in_dokuwiki_is_one_line_more() -> None:
    assert people.said("Un.\n\n  * deux\n", 3, 4).startswith("Un.\n\n  * deux\n  * **3** : ")
