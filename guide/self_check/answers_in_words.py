"""What a version of the self-check says besides its words, in a line that two versions can be compared by."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.words.text_lists import side_by_side
from guide.self_check_parts import CheckQuestion, SelfCheckParts
from guide.tips.models import Tip


def answers_in_words(stored: dict[str, Any] | None) -> str:
    """Returns, question by question, the safe answer, the tip and the kinds."""
    parts = SelfCheckParts.from_json(stored)
    titles = dict(Tip.objects.filter(pk__in={one.tip for one in parts.questions}).values_list("pk", "title"))
    return "\n".join(_line(number, one, parts, titles) for number, one in enumerate(parts.questions, 1))


def _line(number: int, one: CheckQuestion, parts: SelfCheckParts, titles: dict[int, str]) -> str:
    answer = pgettext("answer", "Yes") if one.is_yes_safe else pgettext("answer", "No")
    kinds = [parts.kinds[kind - 1] for kind in one.kinds] or [_("every kind")]
    said = side_by_side(filter(None, (answer, titles.get(one.tip, ""), *kinds)))
    return _("%(number)s: %(said)s") % {"number": number, "said": said}
