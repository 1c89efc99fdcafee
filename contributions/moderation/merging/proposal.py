"""The text that two pages would have together: proposed, to be read and changed before anything is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common import markup
from common.forms.render_refusals import refusal
from contributions.moderation.merging.errors import MergeConflict

if TYPE_CHECKING:
    from contributions.pages.models import Page


def proposal(source: Page, target: Page, *, source_version: int = 0, target_version: int = 0) -> str:
    """The text of `target` with what `source` says besides; of older versions where these are named.

    Raises ValidationError for a text that cannot be laid out, UnknownVersion.
    """
    texts = _body_at(target, target_version), _body_at(source, source_version)
    try:
        contents = target.render_text(texts[0]).contents, source.render_text(texts[1]).contents
    except markup.RenderRefused as refused:
        raise refusal(refused) from None
    return markup.join(texts[0], contents[0], texts[1], contents[1])


def brought_up(source: Page, target: Page, body: str, *, source_version: int, target_version: int) -> str:
    """What an editor made of an older proposal, with what others have saved in either page since.

    Raises ChangedMeanwhile where both changed one passage.
    """
    older = proposal(source, target, source_version=source_version, target_version=target_version)
    merge = markup.merge(older, markup.clean_text(body), proposal(source, target))
    if not merge.is_clean:
        raise MergeConflict(merge)
    return merge.text


def _body_at(page: Page, version: int) -> str:
    if version in {0, page.version}:
        return page.body
    return page.base(version).body
