"""The catalogues: what stays, what goes, what is complained about."""

import gettext
from pathlib import Path

import pytest

from setup import messages

pytestmark = pytest.mark.pure


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "texts.py").write_text('a = _("Page")\nb = ngettext("%(n)d page", "%(n)d pages", n)\n')
    return tmp_path


def fragment(root: Path, text: str) -> Path:
    folder = root / "fragments"
    folder.mkdir()
    (folder / "area.po").write_text(text)
    return folder


def french(root: Path) -> gettext.GNUTranslations:
    with (root / "locale/fr/LC_MESSAGES/django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_fragments_fill_the_french_catalogue_and_are_compiled(root: Path) -> None:
    text = 'msgid "%(n)d page"\nmsgid_plural "%(n)d pages"\nmsgstr[0] "%(n)d feuille"\nmsgstr[1] "%(n)d feuilles"\n'
    messages.update(root, fragment(root, text))
    messages.compile_all(root)
    assert french(root).ngettext("%(n)d page", "%(n)d pages", 0) == "%(n)d feuille"
    assert french(root).ngettext("%(n)d page", "%(n)d pages", 2) == "%(n)d feuilles"


def test_a_text_already_translated_stays_when_the_catalogue_is_brought_up_to_date(root: Path) -> None:
    messages.update(root, fragment(root, 'msgid "Page"\nmsgstr "Feuille"\n'))
    messages.update(root)
    messages.compile_all(root)
    assert french(root).gettext("Page") == "Feuille"


def test_a_text_that_nobody_uses_any_more_goes(root: Path) -> None:
    messages.update(root)
    (root / "texts.py").write_text('a = _("Theme")\n')
    messages.update(root)
    assert '"Page"' not in messages.catalogue_path(root, "fr").read_text()


def test_catalogues_carry_neither_dates_nor_places(root: Path) -> None:
    messages.update(root)
    before = messages.catalogue_path(root, "fr").read_text()
    (root / "texts.py").write_text("\n\n" + (root / "texts.py").read_text())
    messages.update(root)
    assert messages.catalogue_path(root, "fr").read_text() == before


def test_the_check_names_what_has_no_french_and_what_is_stale(root: Path) -> None:
    messages.update(root)
    (root / "texts.py").write_text('a = _("Page")\nc = _("New")\n')
    found = "\n".join(messages.problems(root))
    assert "no French yet: 'Page'" in found
    assert "not in the French catalogue (run make messages): 'New'" in found
    assert "no longer used in the French catalogue (run make messages): '%(n)d page'" in found


@pytest.mark.parametrize(
    ("wording", "complaint"),
    [
        ("Page : trois", "no-break space"),
        ("Qu'est-ce", "straight apostrophe"),
        ("« Page\u00a0»", "no-break space"),
    ],
)
def test_the_check_reads_french_typography(root: Path, wording: str, complaint: str) -> None:
    messages.update(root, fragment(root, f'msgid "Page"\nmsgstr "{wording}"\n'))
    assert any(complaint in problem for problem in messages.problems(root))


def test_a_placeholder_lost_in_translation_is_a_problem(root: Path) -> None:
    text = 'msgid "%(n)d page"\nmsgid_plural "%(n)d pages"\nmsgstr[0] "une page"\nmsgstr[1] "%(total)d pages"\n'
    messages.update(root, fragment(root, text))
    assert any("'%(n)d page'" in problem for problem in messages.problems(root))


def test_every_language_of_the_site_holds_every_text(root: Path) -> None:
    messages.update(root)
    for language in ("fr", "it", "ja"):
        assert '"Page"' in messages.catalogue_path(root, language).read_text()
    problems = set(messages.problems(root))
    assert {f"no {language} yet: 'Page'" for language in ("French", "Italian", "Japanese")} <= problems


def test_a_language_that_only_guides_are_in_holds_what_a_guide_says_and_nothing_else(root: Path) -> None:
    (root / "guide" / "publication").mkdir(parents=True)
    (root / "guide" / "publication" / "web.py").write_text('a = ngettext("%(n)d tip", "%(n)d tips", n)\n')
    messages.update(root)
    catalogue = messages.catalogue_path(root, "pl").read_text()
    assert '"Page"' not in catalogue and "msgstr[2]" in catalogue
    assert "no Polish yet: '%(n)d tip'" in set(messages.problems(root))


def test_each_language_has_its_own_fragments_and_plurals(root: Path) -> None:
    folder = fragment(root, 'msgid "Page"\nmsgstr "Feuille"\n')
    (folder / "ja").mkdir()
    (folder / "ja" / "area.po").write_text(
        'msgid "Page"\nmsgstr "ページ"\n\nmsgid "%(n)d page"\nmsgid_plural "%(n)d pages"\nmsgstr[0] "%(n)dページ"\n'
    )
    messages.update(root, folder)
    messages.compile_all(root)
    with (root / "locale/ja/LC_MESSAGES/django.mo").open("rb") as file:
        japanese = gettext.GNUTranslations(file)
    assert japanese.gettext("Page") == "ページ"
    assert {japanese.ngettext("%(n)d page", "%(n)d pages", n) for n in (0, 1, 2)} == {"%(n)dページ"}
    assert not [problem for problem in messages.problems(root) if "Japanese" in problem]
