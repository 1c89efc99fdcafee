"""What the screens about the revisions of a text show: a history, a revision, a comparison, a conflict, a preview.

They know neither pages nor tips: whatever is Revisioned is shown with the same templates (in templates/parts/: history/,
diff/, conflict/, editor/preview.html), each with the object that is made here.

Pages, tips, sections and the page template are edited by one class, `Editing`: a subclass says what is a text's own. It
offers the drafts that wait (`resuming`), merges the one that `?draft=` names with what was saved since the version that
it began with, stores what meets a conflict as a draft that leads back to the conflict, and says who else is writing
(`presence`).
"""

from contributions.revision_views.comparison import Comparison, Fact, comparison_of, may_be_one_step
from contributions.revision_views.conflicts import ConflictScreen, conflict_again, conflict_of, undo_conflict_of
from contributions.revision_views.editing import Editing, wants_preview
from contributions.revision_views.forms import RestoreForm, RevisionForm, SummaryField, TextForm
from contributions.revision_views.history import History, history_of
from contributions.revision_views.preview import Preview, preview_of
from contributions.revision_views.restore import REVERT, UNDO, RestoreScreen, announce_restored, restore_screen_of
from contributions.revision_views.revision import RevisionScreen, revision_or_404, revision_screen_of, version_in
from contributions.revision_views.save_messages import announce_saved

__all__ = [
    "REVERT",
    "UNDO",
    "Comparison",
    "ConflictScreen",
    "Editing",
    "Fact",
    "History",
    "Preview",
    "RestoreForm",
    "RestoreScreen",
    "RevisionForm",
    "RevisionScreen",
    "SummaryField",
    "TextForm",
    "announce_restored",
    "announce_saved",
    "comparison_of",
    "conflict_again",
    "conflict_of",
    "history_of",
    "may_be_one_step",
    "preview_of",
    "restore_screen_of",
    "revision_or_404",
    "revision_screen_of",
    "undo_conflict_of",
    "version_in",
    "wants_preview",
]
