"""A language of the interface is a folder and a setting: what is missing in it is said, and shown in English."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils.translation import gettext, ngettext, override

from guide_project import environment
from guide_project.interface_languages import compile_catalogue, own_catalogue, prepare_catalogue

GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=__import__('os');\\n"

msgid "Home"
msgstr "Startseite"

msgid "Settings"
msgstr "Einstellungen"

msgid "Edition %(number)d"
msgstr "Ausgabe %(nummer)d"

msgid "one other colleague"
msgid_plural "%(count)d other colleagues"
msgstr[0] "eine weitere Kollegin"
msgstr[1] ""

msgid "Save"
msgstr "Speicher's"

msgid "A text of another program"
msgstr "Egal"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    paths, languages = [tmp_path / "locale", *settings.LOCALE_PATHS], [*settings.LANGUAGES, ("de", "Deutsch")]
    with override_settings(DATA_DIR=tmp_path, LOCALE_PATHS=paths, LANGUAGES=languages):
        path = own_catalogue("de")
        path.parent.mkdir(parents=True)
        path.write_text(GERMAN)
        yield tmp_path


@pytest.mark.pure
def test_what_is_missing_or_cannot_be_shown_is_said_and_is_shown_as_it_comes_or_in_english(folder: Path) -> None:
    found = compile_catalogue("de")
    assert found.translated == 3 and found.summary.endswith(", the others are shown in English")
    said = "\n".join(found.lines)
    assert "no format of days and times yet: 'j F Y'" in said
    assert "one of its plural forms is missing: 'one other colleague'" in said
    assert "left out, since unknown named placeholder 'nummer': 'Edition %(number)d'" in said
    assert 'a straight apostrophe: "Speicher\'s"' in said and "1 texts are no longer used" in said
    with override("de"):
        assert (gettext("Home"), gettext("Approve")) == ("Startseite", "Approve")
        as_it_comes = ngettext("one other colleague", "%(count)d other colleagues", 2) % {"count": 2}
        assert (gettext("Edition %(number)d") % {"number": 3}, as_it_comes) == ("Ausgabe 3", "2 weiteren Personen")


@pytest.mark.django_db
@pytest.mark.once
def test_a_reader_whose_browser_asks_for_it_reads_the_site_in_it(folder: Path, as_administrator: Client) -> None:
    compile_catalogue("de")
    screen = as_administrator.get("/settings/", headers={"accept-language": "de"}).text
    assert '<html lang="de"' in screen and "Einstellungen" in screen and "Name of the campaign" in screen


@pytest.mark.pure
def test_a_catalogue_is_prepared_with_every_text_and_keeps_what_it_says(folder: Path) -> None:
    before = compile_catalogue("de")
    prepare_catalogue("de")
    assert 'msgstr "Startseite"' in own_catalogue("de").read_text()
    after = compile_catalogue("de")
    assert after.texts == before.texts
    assert (
        after.translated > before.translated and 'msgstr "Woher dieser Tipp kommt"' in own_catalogue("de").read_text()
    )


@pytest.mark.pure
def test_a_catalogue_that_cannot_be_read_and_one_that_is_not_there_stop_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_catalogue("de").write_bytes(b'msgid "Home"\nmsgstr "\xff"\n')
    call_command("languages")
    assert "cannot be read" in capsys.readouterr().out
    own_catalogue("de").unlink()
    call_command("languages")
    assert "manage.py languages --prepare de makes it" in capsys.readouterr().out
    with override("de"):
        assert gettext("Approve") == "Approve"


@pytest.mark.pure
def test_a_site_may_speak_one_language_and_none_that_nobody_knows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INTERFACE_LANGUAGES", "de klingon")
    with pytest.raises(ImproperlyConfigured, match="klingon"):
        environment.languages("INTERFACE_LANGUAGES", "fr en")
    alone = os.environ | {"INTERFACE_LANGUAGES": "de", "DATA_DIR": str(tmp_path), "GUIDE_DEMO": "1"}
    check = [sys.executable, "manage.py", "check"]
    done = subprocess.run(check, cwd=settings.BASE_DIR, env=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
