"""Puts texts into the index and takes them out of it.

A row of `Entry` is locked before its text is read: of two workers that follow two changes of one text, the later one reads
the later text, and writes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from search.analysis import Word, analyse, fold, prepare
from search.analysis.analyzer import LONGEST_WORD, PIECE, is_spelled, terms_of
from search.analysis.normalization import bare
from search.documents import Document
from search.engines import engine
from search.models import IndexEntry, IndexSource, KnownWord
from search.request import IndexedWords
from search.sources import ADAPTERS

MOST_NEW_WORDS = 2_000  # of one text


type Place = tuple[int, str]
"""What names a text of a source: its key, and its language."""


def refresh(source: IndexSource, keys: Iterable[int]) -> int:
    """Brings the index to what these texts are now; what is no longer there is taken out. Returns how many are in it."""
    keys = sorted(set(keys))
    if not keys:
        return 0
    with transaction.atomic():
        entries = _held(source, keys)
        texts = _read(source, keys)
        if new := [place for place in texts if place not in entries]:
            entries |= _held_anew(source, new, texts)
            texts |= _read(source, [key for key, _language in new])
        if gone := [entry for place, entry in entries.items() if place not in texts]:
            engine().remove(gone)
            IndexEntry.objects.filter(pk__in=gone).delete()
        index_documents([(entries[place], text) for place, text in texts.items()])
    learn(texts.values())
    return len(texts)


def _read(source: IndexSource, keys: Sequence[int]) -> dict[Place, Document]:
    return {(text.object_id, text.language): text for text in ADAPTERS[source].texts(keys)}


def _held(source: IndexSource, keys: Sequence[int]) -> dict[Place, int]:
    rows = (
        IndexEntry.objects.select_for_update()
        .filter(source=source, object_id__in=keys)
        .order_by("object_id", "language")
    )
    return {(key, language): pk for pk, key, language in rows.values_list("pk", "object_id", "language")}


def _held_anew(source: IndexSource, places: Sequence[Place], texts: dict[Place, Document]) -> dict[Place, int]:
    """Makes the entries of texts that had none; of two who do, one waits for the other, and reads the text after it."""
    new = [_entry_without_text(texts[place]) for place in places]
    IndexEntry.objects.bulk_create(new, ignore_conflicts=True)
    return {place: pk for place, pk in _held(source, [key for key, _language in places]).items() if place in texts}


def index_documents(texts: Sequence[tuple[int, Document]]) -> None:
    """Writes locked entries to the index. An older version never replaces a newer one, except for the
    guide's: an edition may be withdrawn, and readers have the one before.
    """
    known = dict(IndexEntry.objects.filter(pk__in=[pk for pk, _text in texts]).values_list("pk", "version"))
    newest = [(pk, text) for pk, text in texts if text.source == IndexSource.TIP or known.get(pk, 0) <= text.version]
    words = [(pk, text, indexed(text)) for pk, text in newest]
    engine().put([(_entry(text, title_terms(some.title), pk), some) for pk, text, some in words])


NAMED_BY = ["source", "object_id", "language"]
FACTS = ["kind", "state", "theme_id", "page_id", "title", "version", "audience", "at", "useful", "standing"]
"""What an entry and its text have in common, besides the words."""


def _entry_without_text(text: Document, pk: int | None = None) -> IndexEntry:
    return IndexEntry(pk=pk, **{name: getattr(text, name) for name in [*NAMED_BY, *FACTS]})


def _entry(text: Document, terms: str, pk: int | None = None) -> IndexEntry:
    entry = _entry_without_text(text, pk)
    entry.title_terms = terms
    entry.body = " ".join(text.body.split())  # as excerpts show it
    entry.folded = fold(f"{text.title}\n{text.body}")
    return entry


def indexed(text: Document) -> IndexedWords:
    language = text.stemmed_as
    return IndexedWords(title=analyse(text.title, language), body=analyse(text.body, language), facets=text.facets)


def title_terms(words: Iterable[Word]) -> str:
    """A title for the ranking, word by word: as it stands, and what it is found by: "reseaux|reseau sociaux|social"."""
    return " ".join("|".join(dict.fromkeys((word.form, *word.terms))) for word in words)


def learn(texts: Iterable[Document]) -> int:
    """Remembers words that no text had, so that a mistyped one finds them; returns how many were new."""
    seen: dict[str, str] = {}
    for text in texts:
        pieces, language = PIECE.findall(prepare(f"{text.title} {text.body}"))[: MOST_NEW_WORDS * 5], text.stemmed_as
        for piece in dict.fromkeys(pieces):
            if piece not in seen and is_spelled(piece) and (terms := terms_of(piece, language)):
                seen[piece] = terms[0][:LONGEST_WORD]
    known: set[str] = set()
    forms = list(seen)
    for at in range(0, len(forms), 500):
        rows = KnownWord.objects.filter(form__in=forms[at : at + 500]).order_by()
        known |= set(rows.values_list("form", flat=True))
    plain = {form: bare(form) for form in forms if form not in known}
    new = [KnownWord(form=form, bare=word, stem=seen[form], length=len(word)) for form, word in plain.items()]
    KnownWord.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(new)


def stretch(source: IndexSource, after: int, at_most: int) -> tuple[list[int], int]:
    """The next keys of a source, in their order, with those that only the index knows, and where they end: 0 at the end."""
    keys = ADAPTERS[source].keys_after(after, at_most)
    last = keys[-1] if len(keys) == at_most else 0
    known = IndexEntry.objects.filter(source=source, object_id__gt=after).order_by("object_id")
    known = known.filter(object_id__lte=last) if last else known
    here = list(known.values_list("object_id", flat=True).distinct()[: at_most * 2])
    return sorted({*keys, *here}), last or (here[-1] if len(here) == at_most * 2 else 0)
