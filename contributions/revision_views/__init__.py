"""What the screens about the revisions of a text show: a history, a revision, a comparison, a conflict, a preview.

They know neither pages nor tips: whatever is Revisioned is shown with the same templates (in templates/parts/: history/,
diff/, conflict/, editor/preview.html), each with the object that is made here.

`RevisionScreens` answers for all of them; a text's own subclass says what is around the screens and what else than words
two versions may differ in.

Pages, tips, sections and the page template are edited by one class, `Editing`: a subclass says what is a text's own. It
offers the drafts that wait (`resuming`), merges the one that `?draft=` names with what was saved since the version that
it began with, stores what meets a conflict as a draft that leads back to the conflict, and says who else is writing
(`presence`).
"""

from contributions.revision_views.comparison import Fact, comparison_of, may_be_one_step
from contributions.revision_views.editing import Editing, Preview, preview_of, wants_preview
from contributions.revision_views.revision import (
    RevisionForm,
    SummaryField,
    TextForm,
    history_of,
    revision_or_404,
    revision_screen_of,
    version_in,
)
from contributions.revision_views.screens import RevisionScreens

__all__ = [
    "Editing",
    "Fact",
    "Preview",
    "RevisionForm",
    "RevisionScreens",
    "SummaryField",
    "TextForm",
    "comparison_of",
    "history_of",
    "may_be_one_step",
    "preview_of",
    "revision_or_404",
    "revision_screen_of",
    "version_in",
    "wants_preview",
]
