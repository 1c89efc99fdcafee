"""Puts texts into the index and takes them out of it: after each event, by a slow pass over all, and all anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from operator import attrgetter

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contributions.events import Event, EventKind, debounced, in_bulk, keys_of
from contributions.models import CacheVersion, Comment, Endorsement, Page, Question
from guide.models import Source as TipSource
from search.analysis import LONGEST_WORD, PIECE, Word, analyse, bare, fold, is_spelled, prepare, terms_of
from search.documents import Document
from search.engines import engine
from search.models import IndexEntry, IndexSource, KnownWord, SyncProgress
from search.query import Audience, IndexedWords
from search.sources import ADAPTERS, guide_texts

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


# Makes the whole index anew, in batches; what is in it already is found meanwhile. One that is cut short is begun again.


BATCH = 500


def rebuild(*, tell: Callable[[IndexSource, int], object] = lambda source, done: None) -> int:
    """Indexes every text, and takes out what is no text any more; returns how many are in the index."""
    done = sum(_rebuild(source, tell) for source in IndexSource)
    engine().settle()
    CacheVersion.objects.clear()  # on SQLite each entry has left one
    return done


def _rebuild(source: IndexSource, tell: Callable[[IndexSource, int], object]) -> int:
    after = done = 0
    while True:
        keys, after = stretch(source, after, BATCH)
        done += refresh(source, keys)
        tell(source, done)
        if not after:
            return done


# Keeps the search index in sync: after each event, and by a slow pass over all texts in case an event was lost.


AT_ONCE = 500
ROUND = 1_000
"""As many texts of each source are compared in one round of `repair`."""
MOST_LEFT = 20
LATELY = timedelta(days=2)
# Whether what is said under a page can be found hangs on the page.
MOVE_WHAT_IS_UNDER = {EventKind.HIDDEN, EventKind.SHOWN, EventKind.MERGED_AWAY, EventKind.RESTORED}


@debounced
@in_bulk
def reindex(*changes: Event) -> None:
    """The listener (settings.ON_TEXT_CHANGED): reads the texts as they are now, so that it can be called twice, or late."""
    alone = [change for change in changes if change.label in ALONE and change.what not in MOVE_WHAT_IS_UNDER]
    for label, source in ALONE.items():
        refresh(source, keys_of(alone, label))
    for change in changes:
        follow = HANDLERS.get(change.label)
        if follow is not None and change not in alone:
            follow(change)


def _sync_page(change: Event) -> None:
    # What was said about a page that is merged stands under another one from then on.
    related = Page.objects.filter(Q(pk=change.pk) | Q(merged_into=change.pk)).values_list("pk", "merged_into")
    keys = {change.pk, *(key for pair in related for key in pair if key)}
    _sync_comments_under(keys)
    refresh(IndexSource.PAGE, keys)


def _sync_comments_under(pages: set[int]) -> None:
    """At most a few columns of each entry: the words stay as they are."""
    for page, is_hidden in Page.objects.filter(pk__in=pages).values_list("pk", "is_hidden"):
        audience = Audience.EDITORS if is_hidden else Audience.READERS
        hidden = Comment.objects.filter(page=page, is_hidden=True).order_by().values("pk")
        under = IndexEntry.objects.filter(source=IndexSource.COMMENT, page_id=page).exclude(audience=audience)
        under.exclude(object_id__in=hidden).update(audience=audience)
        comments = Comment.objects.filter(page=page, withdrawn_at=None).order_by().values_list("pk", flat=True)
        known = set(
            IndexEntry.objects.filter(source=IndexSource.COMMENT, page_id=page).values_list("object_id", flat=True)
        )
        moved = [pk for pk in comments if pk not in known]
        for at in range(0, len(moved), AT_ONCE):
            refresh(IndexSource.COMMENT, moved[at : at + AT_ONCE])


def _sync_question(change: Event) -> None:
    """With the group that it belongs to, and the one that it has left, which is still found by its words."""
    group = Question.objects.filter(Q(pk=change.pk) | Q(duplicates=change.pk) | Q(came_with=change.pk))
    keys = {change.pk, *group.values_list("pk", flat=True)}
    for text in Question.objects.filter(pk=change.pk).values_list("text", flat=True):
        left = IndexEntry.objects.filter(source=IndexSource.QUESTION, body__contains=text)
        keys |= set(left.values_list("object_id", flat=True)[:MOST_LEFT])
    refresh(IndexSource.QUESTION, keys)


def _sync_tip(change: Event) -> None:
    """The editors' tip is not found; the pages that it rests on, or has left, are in the guide or no longer."""
    resting = TipSource.objects.filter(tip=change.pk, page__isnull=False)  # it may rest on what is said, too
    pages = set(resting.values_list("page", flat=True))
    refresh(IndexSource.PAGE, pages)
    answered = Question.objects.filter(answers__in=pages).distinct()
    refresh(IndexSource.QUESTION, {first or pk for pk, first in answered.values_list("pk", "duplicate_of")})


def _sync_edition(change: Event) -> None:
    sync_tips()


def sync_tips() -> int:
    """What the edition says that readers have, in place of earlier ones, where the index knows it otherwise."""
    known = IndexEntry.objects.filter(source=IndexSource.TIP).values_list("object_id", flat=True)
    keys = sorted({*known, *guide_texts.keys_after(0, AT_ONCE)})
    return refresh(IndexSource.TIP, stale(IndexSource.TIP, keys))


def _sync_comment(change: Event) -> None:
    refresh(IndexSource.COMMENT, [change.pk])


ALONE = {"contributions.page": IndexSource.PAGE, "contributions.comment": IndexSource.COMMENT}
"""What nothing else in the index hangs on, as a rule: many of them are brought up to date together."""
HANDLERS: dict[str, Callable[[Event], None]] = {
    "contributions.page": _sync_page,
    "contributions.comment": _sync_comment,
    "contributions.question": _sync_question,
    "guide.tip": _sync_tip,
    "guide.edition": _sync_edition,
}


def repair() -> int:
    """Periodic task: reindexes texts whose event was lost, and refreshes their useful counts. Returns how many.

    Each time it looks at what changed in the last days, at what was found useful since, and at the next stretch of
    everything: its cost does not grow with the site.
    """
    done = sync_tips()
    for source in (IndexSource.PAGE, IndexSource.COMMENT, IndexSource.QUESTION):
        keys = _changed_lately(source) | _next_of(source)
        done += refresh(source, stale(source, sorted(keys)))
    return done


def _changed_lately(source: IndexSource) -> set[int]:
    since = timezone.now() - LATELY
    match source:
        case IndexSource.PAGE:
            rows = Page.objects.filter(modified_at__gte=since).order_by("-modified_at")
            useful = Endorsement.objects.filter(created_at__gte=since, page__isnull=False).values_list(
                "page", flat=True
            )
        case IndexSource.COMMENT:
            rows = Comment.objects.order_by("-pk")  # type: ignore[assignment]
            useful = Endorsement.objects.filter(created_at__gte=since, comment__isnull=False)  # type: ignore[assignment]
            useful = useful.values_list("comment", flat=True)
        case _:
            return set(Question.objects.order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])
    endorsed = useful.order_by("-created_at", "-pk")[:ROUND]
    return {*rows.values_list("pk", flat=True)[:AT_ONCE], *(key for key in endorsed if key)}


def _next_of(source: IndexSource) -> set[int]:
    """The next stretch of the slow round; behind the last it begins again."""
    walk, _made = SyncProgress.objects.get_or_create(source=source)
    keys, after = stretch(source, walk.after, ROUND)
    SyncProgress.objects.filter(pk=walk.pk).update(after=after)
    return set(keys)


def stale(source: IndexSource, keys: list[int]) -> list[int]:
    """Returns the keys of texts that are missing from the index, outdated in it, or wrongly in it
    know.
    """
    found: list[int] = []
    facts = attrgetter(*FACTS)
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        entries = IndexEntry.objects.filter(source=source, object_id__in=some).only("object_id", "language", *FACTS)
        known = {(entry.object_id, entry.language, facts(entry)) for entry in entries}
        now = {(text.object_id, text.language, facts(text)) for text in ADAPTERS[source].texts(some)}
        changed = {key for key, _language, _facts in known ^ now}
        found += [key for key in some if key in changed]
    return found
