"""Files for agencies: what goes out comes back the same, and what is broken is refused with its reason."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import po, xliff, xliff2

from common.markup import clean_text
from guide.translating.exchange_files import (
    ExchangeFile,
    ExchangeText,
    ExchangeUnit,
    UnreadableExchange,
    read_catalog,
    stamp_of,
    write_catalog,
)
from guide.translating.unit_outcomes import Refusal, UnitStatus, compare
from guide.translating.xliff import read_xliff, write_xliff
from tests.for_each import for_each
from tests.guide.translating.exchange_samples import demo_file

pytestmark = pytest.mark.pure

type Write = Callable[[ExchangeFile], bytes]
type Read = Callable[[bytes], ExchangeFile]
FORMATS: dict[str, tuple[Write, Read]] = {
    "XLIFF 2.0": (write_xliff, read_xliff),
    "XLIFF 1.2": (lambda file: write_xliff(file, "1.2"), read_xliff),
    "PO": (write_catalog, read_catalog),
}
OTHERS = {
    "XLIFF 2.0": xliff2.Xliff2File.parsestring,
    "XLIFF 1.2": xliff.xlifffile.parsestring,
    "PO": po.pofile.parsestring,
}
SIGNS = st.sampled_from("ab *_~`[]()!|<>\\:-#1.{}^@\n\t\"'/é&;\r\x00\x1b\x85\u2028\ud800\ufffe\u202e🙂日")
SOURCE = "Un **code** sur [le site](https://cnil.fr), et `*#06#`."
TARGET = "A **code** on [the site](https://cnil.fr), and `*#06#`."


def small(source: str = SOURCE, target: str = "", state: str = "translated") -> ExchangeFile:
    one = ExchangeUnit("p.0", source, target, state if target else "missing", stamp=stamp_of(source))  # type: ignore[arg-type]
    return ExchangeFile("fr", "en", [ExchangeText("tip-7", "Conseil 7", 3, [one])])


def with_target(file: ExchangeFile, target: str) -> ExchangeFile:
    (text,) = file.texts
    return replace(file, texts=[replace(text, units=[replace(unit, target=target) for unit in text.units])])


@for_each("name", FORMATS)
@for_each("language", ["en", "it", "ja"])
def test_every_text_of_the_demo_comes_back_to_the_letter(name: str, language: str) -> None:
    write, read = FORMATS[name]
    file = demo_file(language)
    back = read(write(file))
    assert (back.source_language, back.target_language) == ("fr", language)
    assert [text.key for text in back.texts] == [text.key for text in file.texts]
    sent = [(unit.id, unit.source, unit.target, unit.stamp) for text in file.texts for unit in text.units]
    assert [(unit.id, unit.source, unit.target, unit.stamp) for text in back.texts for unit in text.units] == sent
    assert len(sent) > (1_000 if language == "it" else 150)
    assert write(file) == write(file)


@settings(deadline=None, database=None)
@given(st.text(SIGNS, min_size=1, max_size=60), st.text(SIGNS, max_size=60))
def test_whatever_is_written_comes_back(source: str, target: str) -> None:
    source, target = clean_text(source) or "x", clean_text(target)
    for write, read in FORMATS.values():
        (unit,) = read(write(small(source, target))).texts[0].units
        assert (unit.source, unit.target) == (source, target)
        assert compare(ExchangeFile("fr", "en", [ExchangeText("tip-7", "", units=[unit])]), small(source, target))[
            0
        ].status in {
            UnitStatus.SAME,
            UnitStatus.UNTRANSLATED,
        }


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_nobody_changed_changes_nothing(name: str) -> None:
    write, read = FORMATS[name]
    file = demo_file("it")
    statuses = Counter(outcome.status for outcome in compare(read(write(file)), file))
    assert set(statuses) == {UnitStatus.SAME, UnitStatus.UNTRANSLATED}
    assert statuses[UnitStatus.SAME] > 150


@pytest.mark.parametrize("version", ["2.0", "1.2"])
def test_states_labels_and_notes_come_back_too(version: str) -> None:
    file = demo_file("it")
    assert read_xliff(write_xliff(file, version)) == file  # type: ignore[arg-type]


def test_a_fuzzy_message_is_outdated() -> None:
    written = write_catalog(small(target=TARGET, state="outdated")).decode()
    assert "#, fuzzy\n" in written and "#. Conseil 7\n" in written and 'msgctxt "tip-7/p.0"' in written
    assert read_catalog(written.encode()).texts[0].units[0].state == "outdated"
    assert "python-format" not in write_catalog(small("100 % des mots", "100 % of words")).decode()


def test_markdown_stands_as_codes_with_their_data() -> None:
    written = write_xliff(small()).decode()
    assert '<data id="d1">**</data>' in written
    assert (
        'Un <pc id="1" canCopy="no" canDelete="no" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d1">code</pc> sur'
        in written
    )
    assert '<ph id="3" canCopy="no" canDelete="no" type="other" dataRef=' in written
    written = write_xliff(small(), "1.2").decode()
    assert '<bpt id="1" ctype="bold">**</bpt>code<ept id="1">**</ept>' in written
    assert '<ph id="3" ctype="x-code">`*#06#`</ph>' in written


@pytest.mark.parametrize("version", ["2.0", "1.2"])
def test_what_an_agency_translates_is_new(version: str) -> None:
    now = small()
    sent = write_xliff(with_target(now, TARGET), version)  # type: ignore[arg-type]
    (outcome,) = compare(read_xliff(sent), now)
    assert (outcome.status, outcome.before, outcome.after, outcome.text.label) == (
        UnitStatus.NEW,
        "",
        TARGET,
        "Conseil 7",
    )
    (outcome,) = compare(read_xliff(sent), with_target(now, "Else."))
    assert (outcome.status, outcome.before, outcome.after) == (UnitStatus.CHANGED, "Else.", TARGET)


def test_codes_without_their_data_are_those_of_the_source() -> None:
    """As programs write them that keep to the numbers alone."""
    written = write_xliff(small(target=TARGET)).decode()
    head, target, tail = re.split(r"(<target>.*</target>)", written)
    bare = re.sub(r' (?:dataRef\w*|canCopy|canDelete|type|subType)="[^"]*"', "", target)
    assert read_xliff((head + bare + tail).encode()).texts[0].units[0].target == TARGET
    parted = bare.replace('<pc id="1">code</pc>', '<sc id="1"/>code<ec startRef="1"/>')
    assert parted != bare
    assert read_xliff((head + parted + tail).encode()).texts[0].units[0].target == TARGET


def test_codes_of_1_2_may_come_back_as_g_and_x() -> None:
    written = write_xliff(small(target=TARGET), "1.2").decode()
    head, target, tail = re.split(r"(<target .*</target>)", written)
    target = re.sub(r'<bpt id="(\d)"[^<]*</bpt>(.*?)<ept id="\1">[^<]*</ept>', r'<g id="\1">\2</g>', target)
    target = re.sub(r"<ph id=\"3\".*?</ph>", '<x id="3"/>', target)
    assert "<g " in target and "bpt" not in target
    assert read_xliff((head + target + tail).encode()).texts[0].units[0].target == TARGET


def test_segments_that_a_program_made_of_a_unit_are_one_paragraph_again() -> None:
    written = write_xliff(small("Un. Deux.", "One. Two.")).decode()
    cut = written.replace(
        re.search(r"<segment.*</segment>", written)[0],  # type: ignore[index]
        '<segment id="a" state="final"><source>Un.</source><target>One.</target></segment><ignorable>'
        "<source> </source></ignorable>"
        '<segment id="b"><source>Deux.</source><target>Two.</target></segment>',
    )
    (unit,) = read_xliff(cut.encode()).texts[0].units
    assert (unit.source, unit.target, unit.state) == ("Un. Deux.", "One. Two.", "approved")
    unfinished = cut.replace("<target>Two.</target>", "")
    assert compare(read_xliff(unfinished.encode()), small("Un. Deux."))[0].status == UnitStatus.UNTRANSLATED


def test_groups_and_the_namespaces_of_2_1_and_2_2_are_read() -> None:
    written = write_xliff(small(target=TARGET)).decode()
    grouped = written.replace("<unit ", '<group id="g"><unit ').replace("</unit>", "</unit></group>")
    newest = grouped.replace("document:2.0", "document:2.2").replace('version="2.0"', 'version="2.2"')
    for one in (grouped, grouped.replace('version="2.0"', 'version="2.1"'), newest):
        assert read_xliff(one.encode()).texts[0].units[0].target == TARGET


REFUSED = {
    "a code lost": (TARGET.replace("**", ""), Refusal.LOST),
    "another address": (TARGET.replace("cnil.fr", "cnil.example"), Refusal.LOST),
    "a code doubled": (f"{TARGET} **Twice**", Refusal.DOUBLED),
    "a code added": (f"{TARGET} [x](https://x.example)", Refusal.ADDED),
    "a heading made of it": (f"# {TARGET}", Refusal.ADDED),
    "far too long": (TARGET + " long" * 20_000, Refusal.LONG),
}


@for_each("name", FORMATS)
@for_each("case", REFUSED)
def test_broken_mark_up_is_refused(name: str, case: str) -> None:
    write, read = FORMATS[name]
    target, refusal = REFUSED[case]
    now = small(target="Before.")
    (outcome,) = compare(read(write(with_target(now, target))), now)
    assert (outcome.status, outcome.refusal) == (UnitStatus.REFUSED, refusal)


def test_crossed_lines_are_refused() -> None:
    now = small("- un\n> deux")
    (outcome,) = compare(with_target(now, "> two\n\n- one"), now)
    assert outcome.refusal == Refusal.CROSSED


def test_a_number_that_no_code_has_is_refused() -> None:
    written = write_xliff(small(target=TARGET)).decode().replace("</target>", '<ph id="99"/></target>')
    (outcome,) = compare(read_xliff(written.encode()), small())
    assert (outcome.status, outcome.refusal) == (UnitStatus.REFUSED, Refusal.LOST)


def test_the_codes_of_the_translation_that_stands_there_are_right_as_well() -> None:
    now = small(target="A code on the site.")
    (outcome,) = compare(with_target(now, "A code on this site."), now)
    assert outcome.status == UnitStatus.CHANGED


@pytest.mark.parametrize("name", FORMATS)
def test_a_paragraph_of_which_the_source_changed_is_refused(name: str) -> None:
    write, read = FORMATS[name]
    sent = read(write(small("Attendez un mois.", "Wait a month.")))
    (outcome,) = compare(sent, small("Attendez deux mois."))
    assert (outcome.status, outcome.refusal) == (UnitStatus.REFUSED, Refusal.STALE)
    (outcome,) = compare(sent, small("Attendez un **mois** !"))
    assert outcome.refusal == Refusal.LOST, "the words are the same, but the emphasis is wanting"
    assert compare(sent, small("Attendez un mois…"))[0].status == UnitStatus.NEW


def test_a_paragraph_that_moved_is_found_by_its_source() -> None:
    sent = small("Attendez.", "Wait.")
    first, moved = ExchangeUnit("p.0", "Avant."), ExchangeUnit("p.1", "Attendez.")
    now = replace(sent, texts=[replace(sent.texts[0], units=[first, moved])])
    (outcome,) = compare(sent, now)
    assert (outcome.status, outcome.unit) == (UnitStatus.NEW, moved)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_lost_its_notes_is_known_by_its_sources(name: str) -> None:
    write, read = FORMATS[name]
    bare = re.sub(r"<note[^s].*?</note>|#\. stamp: .*\n", "", write(small(target=TARGET)).decode()).encode()
    assert read(bare).texts[0].units[0].stamp == ""
    assert compare(read(bare), small())[0].status == UnitStatus.NEW
    assert compare(read(bare), small(SOURCE.replace("Un", "Deux")))[0].refusal == Refusal.STALE


def test_a_file_of_many_strangers_is_compared_in_bounded_time() -> None:
    units = [ExchangeUnit(f"p.{number}", "Mot. " * 40, "Word. " * 40) for number in range(20_000)]
    again = [ExchangeUnit("p.0", "Mot. " * 40, "Word. " * 40)] * 20_000
    file = replace(small(), texts=[ExchangeText("tip-7", "", units=[*units, *again])])
    began = time.process_time()
    assert {outcome.status for outcome in compare(file, small())} == {UnitStatus.REFUSED}
    assert time.process_time() - began < 3


def test_foreign_and_doubled_paragraphs_and_another_language_are_refused() -> None:
    sent = small(target=TARGET)
    (text,) = sent.texts
    for stranger in (replace(text, key="tip-8"), replace(text, units=[replace(text.units[0], id="p.9", stamp="x")])):
        (outcome,) = compare(replace(sent, texts=[stranger]), small())
        assert (outcome.status, outcome.refusal) == (UnitStatus.REFUSED, Refusal.FOREIGN)
    twice = compare(replace(sent, texts=[text, text]), small())
    assert [outcome.refusal for outcome in twice] == [None, Refusal.TWICE]
    for languages in ({"target_language": "it"}, {"source_language": "en"}, {"target_language": ""}):
        (outcome,) = compare(replace(sent, **languages), small())  # type: ignore[arg-type]
        assert outcome.refusal == Refusal.LANGUAGE
    assert compare(replace(sent, source_language="fr-FR", target_language="en-GB"), small())[0].status == UnitStatus.NEW


@pytest.mark.parametrize("name", FORMATS)
def test_somebody_elses_program_reads_it_and_what_it_writes_is_read(name: str) -> None:
    write, read = FORMATS[name]
    file = demo_file("it")
    store = OTHERS[name](write(file))  # type: ignore[no-untyped-call]
    assert len([unit for unit in store.units if not unit.isheader()]) == sum(len(text.units) for text in file.texts)
    back = read(bytes(store))
    pairs = [(unit.source, unit.target) for text in back.texts for unit in text.units]
    assert pairs == [(unit.source, unit.target) for text in file.texts for unit in text.units]
    assert set(Counter(outcome.status for outcome in compare(back, file))) == {UnitStatus.SAME, UnitStatus.UNTRANSLATED}


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"msgid", b'msgid "a\n', b'msgid "a"\nmsgid_plural "b"\nmsgstr[9999999] "c"\n', b"x" * 6_000_000,
     b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"\n\nmsgid "a"\nmsgstr "\xe9"\n', b"/etc/hostname",
     b'#~ msgid "a"\n' * 200_000],
    ids=range(9),
)  # fmt: skip
def test_a_po_file_that_is_none_is_refused_or_empty(data: bytes) -> None:
    try:
        file = read_catalog(data)
    except UnreadableExchange as refused:
        assert refused.messages
    else:
        assert not file.texts
