"""The message catalogues: `python -m setup.messages [--check] [--fragments FOLDER]`.

The texts in code and templates are English and are the keys, so that English needs no catalogue. The catalogues in `locale/`
say each of them in another language of the site, those in `guide/locale/` what a guide and its course say by themselves, in the
other languages of a guide. Catalogues carry neither dates nor line numbers and are sorted, so that a change of one text is a
change of one entry.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from setup.extraction import TEMPLATE_KINDS, find_messages, python_messages, template_messages
from setup.extraction import Message as Key

ROOT = Path(__file__).resolve().parent.parent
DONE = "The catalogues are complete."
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms};\\n"

"""


def _languages_in(folder: Path) -> dict[str, str]:
    """Returns the codes of the catalogues in a folder, with what English calls their languages."""
    codes = sorted(path.name for path in folder.iterdir() if path.is_dir())
    return {code: str(Locale.parse(code).get_display_name("en")) for code in codes}


OF_A_GUIDE = _languages_in(ROOT / "guide" / "locale")
"""The other languages that a guide may be in; each is to say what a guide and its course say by themselves."""
LANGUAGES = _languages_in(ROOT / "locale") | OF_A_GUIDE
"""Those and the languages that the site comes with beside English, each of which is to say every text."""
SAID_BY_A_GUIDE = (
    "guide/publication",
    "guide/sections.py",
    "templates/guide/publication",
    "learning/badges/issued_badges.py",
    "learning/items",
    "learning/packages/package_archive.py",
    "templates/learning/certificates/sheet.html",
    "templates/learning/items",
    *(f"templates/learning/packages/{name}.html" for name in ("page", "_lesson", "_item", "_video")),
    "common/words/dates.py",
    "common/words/text_lists.py",
)
"""What makes a guide and its course speak, whatever language the screens are in: files, and folders of them."""
PLAIN_SPACE = re.compile(r"(?:\w|\)|%%|\)s) [:;?!»](?:\s|$)|« ")
STRAIGHT_APOSTROPHE = re.compile(r"\w'\w")


def catalogue_path(root: Path, language: str) -> Path:
    folder = root / "guide" if language in OF_A_GUIDE else root
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def translations_in(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    """Every entry that has a text, by its key."""
    return {key_of(entry): texts_of(entry) for entry in catalogue if entry.id and all(texts_of(entry))}


def key_of(entry: Message) -> Key:
    if isinstance(entry.id, str):
        return entry.context, entry.id, None
    singular, plural = entry.id
    return entry.context, singular, plural


def texts_of(entry: Message) -> tuple[str, ...]:
    return tuple(entry.string) if isinstance(entry.string, list | tuple) else (entry.string or "",)


def read_fragments(folder: Path, language: str) -> dict[Key, tuple[str, ...]]:
    """The texts of every *.po in the folder; the first in order of names wins where two differ."""
    found: dict[Key, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.po")):
        try:
            with path.open("rb") as file:
                texts = translations_in(read_po(file, locale=language, abort_invalid=True))
        except (ValueError, UnicodeDecodeError) as problem:
            print(f"{path}: left out, it is not a readable catalogue ({problem})", file=sys.stderr)
            continue
        for key, text in texts.items():
            if found.setdefault(key, text) != text:
                print(f"{path}: {key[1]!r} is already worded otherwise: {found[key][0]!r}", file=sys.stderr)
    return found


def write_catalogue(path: Path, language: str, keys: Iterable[Key], texts: dict[Key, tuple[str, ...]]) -> None:
    catalogue = Catalog(locale=language)
    for key in sorted(keys, key=lambda key: (key[1], key[0] or "")):
        context, singular, plural = key
        string = texts.get(key, ("",) * (1 if plural is None else catalogue.num_plurals))
        if plural is None:
            catalogue.add(singular, string[0], context=context)
        else:
            catalogue.add((singular, plural), string, context=context)
    header = HEADER.format(language=language, plural_forms=catalogue.plural_forms.rstrip(";"))
    content = BytesIO()
    write_po(content, catalogue, omit_header=True, no_location=True, width=110)
    replace_file(path, header.encode() + content.getvalue())


def compile_catalogue(path: Path, language: str) -> None:
    content = BytesIO()
    write_mo(content, read_catalogue(path, language))
    replace_file(path.with_suffix(".mo"), content.getvalue())


def replace_file(path: Path, content: bytes) -> None:
    """Writes only what differs, and in one step: a server may be reading."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def keys_in(root: Path) -> set[Key]:
    """What each catalogue holds. A text that also has a plural is there once, with it."""
    keys = find_messages(root)
    with_plural = {(context, singular) for context, singular, plural in keys if plural is not None}
    return {key for key in keys if key[2] is not None or key[:2] not in with_plural}


def keys_of_a_guide(root: Path, keys: Iterable[Key]) -> set[Key]:
    """Returns those of the keys that a guide or its course says by itself."""
    said: set[tuple[str | None, str]] = set()
    for path in (path for name in SAID_BY_A_GUIDE for path in (root / name, *(root / name).rglob("*.*"))):
        if path.suffix == ".py" and path.is_file():
            said.update(key[:2] for key in python_messages(path.read_text("utf-8")))
        elif path.suffix in TEMPLATE_KINDS and path.is_file():
            said.update(key[:2] for key in template_messages(path.read_text("utf-8")))
    return {key for key in keys if key[:2] in said}


def update(root: Path, fragments: Path | None = None) -> None:
    """Brings the catalogues to what code and templates say now; texts nobody uses any more go.

    The French fragments lie in the folder itself, those of further languages in a folder of their own below it.
    """
    keys = keys_in(root)
    keys_of_guide = keys_of_a_guide(root, keys)
    for language in LANGUAGES:
        path = catalogue_path(root, language)
        texts = translations_in(read_catalogue(path, language))
        if fragments:
            texts |= read_fragments(fragments if language == "fr" else fragments / language, language)
        write_catalogue(path, language, keys_of_guide if language in OF_A_GUIDE else keys, texts)


def compile_all(root: Path) -> None:
    for language in LANGUAGES:
        if catalogue_path(root, language).exists():
            compile_catalogue(catalogue_path(root, language), language)


def problems(root: Path) -> Iterator[str]:
    """What keeps the catalogues from being complete, a line each."""
    keys = keys_in(root)
    keys_of_guide = keys_of_a_guide(root, keys)
    for language in LANGUAGES:
        yield from problems_of(root, language, keys_of_guide if language in OF_A_GUIDE else keys)


def problems_of(root: Path, language: str, keys: set[Key]) -> Iterator[str]:
    where = f"the {LANGUAGES[language]} catalogue (run make messages)"
    catalogue = read_catalogue(catalogue_path(root, language), language)
    known = {key_of(entry) for entry in catalogue if entry.id}
    known_texts = {(context, singular) for context, singular, _ in known}
    yield from (f"not in {where}: {key[1]!r}" for key in keys if key[:2] not in known_texts)
    used_texts = {(context, singular) for context, singular, _ in keys}
    yield from (f"no longer used in {where}: {key[1]!r}" for key in known if key[:2] not in used_texts)
    for entry in catalogue:
        if entry.id:
            yield from entry_problems(entry, catalogue, language)


def entry_problems(entry: Message, catalogue: Catalog, language: str) -> Iterator[str]:
    name, texts = key_of(entry)[1], texts_of(entry)
    if not all(texts):
        yield f"no {LANGUAGES[language]} yet: {name!r}"
        return
    yield from (f"{problem}: {name!r}" for problem in checkable(entry).check(catalogue))
    if has_plain_space(texts, language):
        yield f"a no-break space is missing in the French: {texts[0]!r}"
    if language != "ja" and any(STRAIGHT_APOSTROPHE.search(text) for text in texts):
        yield f"a straight apostrophe in the {LANGUAGES[language]}: {texts[0]!r}"


def has_plain_space(texts: Iterable[str], language: str) -> bool:
    """Returns whether a space stands before a French sign, or inside French marks, that a line could end at."""
    return language == "fr" and any(PLAIN_SPACE.search(text) for text in texts)


def checkable(entry: Message) -> Message:
    """A language without plurals words every number as others word many: it is compared with the plural alone."""
    texts = texts_of(entry)
    if isinstance(entry.id, str) or len(texts) > 1:
        return entry
    return Message(entry.id[1], texts[0], flags=entry.flags, context=entry.context)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m setup.messages", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is missing")
    parser.add_argument("--compile", action="store_true", help="only compile what is there")
    parser.add_argument("--fragments", type=Path, help="a folder of *.po files, with folders it, ja, de, …")
    options = parser.parse_args(arguments)
    if options.check:
        found = sorted(problems(ROOT))
        print("\n".join(found) or DONE)
        return 1 if found else 0
    if not options.compile:
        update(ROOT, options.fragments)
    compile_all(ROOT)
    missing = [problem for problem in problems(ROOT) if problem.startswith("no ")]
    print("\n".join(missing) or DONE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
