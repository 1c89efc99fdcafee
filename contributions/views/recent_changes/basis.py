"""What the list of what is new is made from: see contributions.views.list_cache."""

from __future__ import annotations

from collections.abc import Hashable

from django.db.models import Q

from accounts.models import User
from common.caching.lru import LRUCache
from common.database.queries import CompiledQuery
from contributions.comments.models import Comment
from contributions.views.list_cache import Basis, basis_of_news

REMEMBERED = 20_000
withdrawn: LRUCache[bool] = LRUCache(REMEMBERED)

_withdrawn_by = CompiledQuery(
    lambda person: (
        Comment.objects.filter(Q(is_hidden=True) | Q(withdrawn_at__isnull=False), author=person)
        .order_by()
        .only("pk")[:1]
    ),
    -7,
)


def basis_of_changes(reader: User) -> Basis | None:
    """As `basis_of_news`; whoever has withdrawn something, or had it hidden, alone sees it there. One query; two where
    something has changed.
    """
    basis = basis_of_news(reader, has_patrols=True)
    is_apart = basis is not None and _has_withdrawn(reader.pk, basis.versions)
    return basis._replace(owner=reader.pk) if basis and is_apart else basis


def _has_withdrawn(person: int, versions: Hashable) -> bool:
    """Whether a comment of hers is seen by no other reader; each change of one changes the versions."""
    key = (person, versions)
    known = withdrawn.get(key)
    if known is None:
        known = _withdrawn_by.first(person) is not None
        withdrawn.set(key, known)
    return known
