"""The texts given out as files, and brought back: what is read of an archive, and what never is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from accounts.models import User
from guide.editions import Edition
from guide.tips.models import Tip
from guide.translating import exporter, importer, sheets
from guide.translating.importer import REFUSALS
from guide.translating.models import PendingTranslation
from guide.translating.unit_outcomes import Refusal
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import source_segments

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def zipped(files: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return content.getvalue()


def given_out(edition: Edition) -> dict[str, str]:
    texts = exporter.unpacked(exporter.archive_of(edition, "it"))
    return {name: text for name, text in texts.items() if text is not None}


def bring(edition: Edition, files: dict[str, str | bytes]) -> dict[str, importer.ImportedText]:
    return {one.file: one for one in importer.read_import(edition, "it", zipped(files))}


def test_every_text_is_given_out_with_its_version(edition: Edition, tip: Tip) -> None:
    files = given_out(edition)
    assert set(files) == {"cover.md", "themes.md", "tips/06.md", "sections/glossary.md", "sections/opening-2.md"}
    assert f"reference: {tip.pk}\nversion: {tip.version}\n" in files["tips/06.md"]
    assert "@@quote Martine L. | J’ai raccroché." in files["tips/06.md"]
    assert "short title: Délinquants" in files["themes.md"]
    assert exporter.archive_of(edition, "it") == exporter.archive_of(edition, "it")


def test_what_comes_back_translated_is_taken_over_with_the_version_it_was_made_from(
    edition: Edition, tip: Tip, editor: User
) -> None:
    files = given_out(edition)
    files["tips/06.md"] = files["tips/06.md"].replace("Raccrochez.", "Riagganciate.").replace("J’ai raccroché", "Fatto")
    files["cover.md"] = "language: it\ntitle: Buon senso\nsubtitle: venti\n\nEcco.\n"
    version = tip.version
    tip.revise(title="Plus neuf", body="Plus neuf.", author=editor, base_version=version)
    found = bring(edition, dict(files))
    assert {name: one.status for name, one in found.items()} == {
        "cover.md": "new",
        "themes.md": "original",
        "tips/06.md": "new",
        "sections/glossary.md": "original",
        "sections/opening-2.md": "original",
    }
    stored = importer.form_value(list(found.values()))
    assert not Translation.objects.exists()
    assert importer.import_confirmed(edition, "it", stored, by=editor) == []
    assert not Translation.objects.exists()
    row = PendingTranslation.objects.get()
    said = [one.target for one in row.paragraphs]
    assert (row.tip, said[1:], row.source_version, row.by) == (tip, ["Riagganciate.", "Fatto."], version, editor)
    assert edition.texts.get(language="it").title == "Buon senso"
    assert bring(edition, dict(files))["tips/06.md"].status == "same"


def test_a_tip_that_has_moved_is_known_by_its_reference(edition: Edition, tip: Tip, editor: User) -> None:
    files = given_out(edition)
    tip.move_to(8, by=editor)
    found = bring(edition, {"tips/06.md": files["tips/06.md"].replace("Raccrochez.", "Riagganciate.")})
    assert found["tips/06.md"].original and found["tips/06.md"].original.text.pk == tip.pk


def test_what_comes_back_as_it_went_out_changes_nothing_although_the_original_has(
    edition: Edition, tip: Tip, editor: User
) -> None:
    Translation.objects.record(
        tip, language="it", title="T", body="Riagganciate.", quote="Q", source_version=tip.version, by=None
    )
    tip.revise(title=tip.title, body="Raccrochez vite.", author=editor, base_version=tip.version)
    assert bring(edition, dict(given_out(edition)))["tips/06.md"].status == "same"


def test_files_made_by_hand_name_a_tip_by_its_place(edition: Edition, tip: Tip) -> None:
    found = bring(edition, {"tips/06.md": "title: Riagganciate\n\nTesto.\n"})
    assert found["tips/06.md"].status == "new"


def test_errors_stand_beside_their_files_and_the_others_are_taken(edition: Edition, tip: Tip) -> None:
    found = bring(
        edition,
        {
            "tips/06.md": "title: \n\nTesto.\n",
            "tips/09.md": "title: Altro\n\nTesto.\n",
            "sections/glossary.md": b"\xff\xfe\x00",
            "themes.md": "## 2. Come?\nshort title: Truffe\n",
            "sections/opening-2.md": "language: ja\ntitle: x\n\ny\n",
        },
    )
    assert {name for name, one in found.items() if one.problems} == {
        "tips/06.md",
        "tips/09.md",
        "sections/glossary.md",
        "sections/opening-2.md",
    }
    assert found["themes.md"].will_be_taken


def test_what_somebody_saved_meanwhile_is_not_overwritten(edition: Edition, tip: Tip, editor: User) -> None:
    found = bring(edition, {"tips/06.md": "title: Riagganciate\n\nTesto.\n"})
    stored = importer.form_value(list(found.values()))
    Translation.objects.record(tip, language="it", title="Prima", body="Prima.", source_version=1, by=None)
    (refused,) = importer.import_confirmed(edition, "it", stored, by=editor)
    assert refused.problems and Translation.objects.get().title == "Prima"


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"sheet": {}, "seen": ""}]', '[{"sheet": {"version": "x"}, "seen": 1}]']
)
def test_a_confirmation_that_did_not_come_back_whole(edition: Edition, editor: User, text: str) -> None:
    if text == "{}":
        assert importer.import_confirmed(edition, "it", text, by=editor) == []
        return
    with pytest.raises(exporter.UnreadableArchive):
        importer.import_confirmed(edition, "it", text, by=editor)


def test_a_folder_around_the_files_and_what_computers_add_are_left_out() -> None:
    files = {
        "traduzioni/tips/06.md": "a",
        "__MACOSX/tips/06.md": "b",
        "x/y/tips/07.md": "c",
        "traduzioni/readme.txt": "d",
    }
    assert exporter.unpacked(zipped(dict(files))) == {"tips/06.md": "a"}


@pytest.mark.parametrize(
    "name", ["../tips/06.md", "/tips/06.md", "..\\tips\\06.md", "tips/../../06.md", "C:/x/tips/06.md", "tips/06.md/x"]
)
def test_no_name_leads_anywhere(name: str) -> None:
    assert set(exporter.unpacked(zipped({name: "a"}))) <= {"tips/06.md"}


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_is_read_that_is_packed_as_computers_do_by_themselves(packing: int) -> None:
    """The others make a gigabyte of some hundred bytes at once, and damaged, they fail in ways of their own."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", packing) as packed:
        packed.writestr("cover.md", "a" * 100)
    with pytest.raises(exporter.UnreadableArchive):
        exporter.unpacked(content.getvalue())


def test_an_archive_that_swells_is_not_unpacked() -> None:
    bomb = zipped({"cover.md": b"0" * 50_000_000})
    assert len(bomb) < exporter.MOST_BYTES
    assert exporter.unpacked(bomb) == {"cover.md": None}
    many = zipped({f"tips/{number:02}.md": "x" * 190_000 for number in range(60)})
    with pytest.raises(exporter.UnreadableArchive):
        exporter.unpacked(many)
    with pytest.raises(exporter.UnreadableArchive):
        exporter.unpacked(zipped({f"{number}.txt": "" for number in range(exporter.MOST_FILES + 1)}))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"PK\x05\x06" + b"\xff" * 18, b"\0" * 100])
def test_what_is_no_archive_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(exporter.UnreadableArchive):
        exporter.unpacked(content)


def test_a_text_that_looks_like_a_quotation_comes_back_as_it_was() -> None:
    sheet = sheets.Sheet("tips/06.md", "tip-3", "Titolo", "Uno.\n\n@@quote chi | cosa\n\nDue.", "Detto.", language="it")
    (back,) = sheets.read("tips/06.md", sheets.written(sheet, number=6, quoted="Martine L.").replace("\n", "\r\n"))
    assert (back.body, back.quote, back.key) == (sheet.body, "Detto.", "tip-3")


COVER = "language: it\ntitle: Buon senso\nsubtitle: venti\n\nEcco.\n"


def test_a_cover_that_somebody_words_meanwhile_is_not_overwritten(edition: Edition, editor: User) -> None:
    confirmed = importer.form_value(list(bring(edition, {"cover.md": COVER}).values()))
    edition.word_cover_in("it", title="Prima", subtitle="", summary="")
    (refused,) = importer.import_confirmed(edition, "it", confirmed, by=editor)
    assert refused.problems == [str(REFUSALS[Refusal.MEANWHILE])]
    assert edition.texts.get(language="it").title == "Prima"


def test_a_cover_of_which_one_line_is_said_comes_back_as_it_went_out(edition: Edition) -> None:
    edition.describe(title="Bon sens", subtitle="vingt conseils", summary="")
    edition.word_cover_in("it", title="Buon senso", subtitle="", summary="")
    assert "subtitle: vingt conseils" in given_out(edition)["cover.md"]
    assert bring(edition, dict(given_out(edition)))["cover.md"].status == "same"


def test_the_cover_of_a_language_that_the_edition_does_not_come_out_in_is_refused_before(edition: Edition) -> None:
    (found,) = importer.read_import(edition, "ja", zipped({"cover.md": COVER.replace("it", "ja", 1)}))
    assert (found.status, len(found.problems)) == ("refused", 1)


def test_a_draft_without_a_title_is_given_out_as_the_original_and_not_lost_when_that_comes_back(
    edition: Edition, tip: Tip, editor: User
) -> None:
    (title, body, quote) = source_segments(original_of(tip))
    done = replace(body, target="Riagganciate.")
    PendingTranslation.objects.put_in(tip, language="it", segments=[done], by=editor)
    assert bring(edition, dict(given_out(edition)))["tips/06.md"].status == "original"
    PendingTranslation.objects.put_in(tip, language="it", segments=[replace(title, target="T")], by=editor)
    files = given_out(edition)
    assert quote.source in files["tips/06.md"]
    assert bring(edition, dict(files))["tips/06.md"].status == "same"
