"""Finds what an address of the desk names."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from guide.editions import Edition
from guide.sections import SELF_CHECK_KEY, Section, split_key
from guide.tips.models import Tip


def get_tip(key: str) -> Tip:
    return get_object_or_404(Tip.objects.at(key).select_related("theme", "quoted_person"))


def get_section(key: str) -> Section:
    """The section that an address names; it is made, empty, where nobody has written it yet."""
    kind, position = split_key(key)
    if key == SELF_CHECK_KEY:
        return Section.objects.self_check()
    for section in Section.objects.in_order(with_removed=True):
        if (section.kind, section.position, section.key) == (kind, position, key):
            return section
    raise Http404


def edition_in_preparation(number: int) -> Edition:
    """The edition of this number, which is made when it is first asked for; raises Http404 for one that is out."""
    found = Edition.objects.in_preparation()
    if found.number != number:
        raise Http404
    return found
