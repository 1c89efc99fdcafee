"""What the screens about the revisions of a text show: a history, a revision, a comparison, a conflict, a preview.

They know neither pages nor tips: whatever is Revisioned is shown with the same templates (templates/parts/history.html,
revision.html, diff.html, conflict.html, preview.html, restore.html), each with the object that is made here.
"""

from contributions.revision_screens.comparing import Comparison, Fact, comparison_of
from contributions.revision_screens.conflicts import ConflictScreen, conflict_again, conflict_of, undo_conflict_of
from contributions.revision_screens.editing import Editing, wants_preview
from contributions.revision_screens.forms import CleanCharField, RestoreForm, RevisionForm, SummaryField, TextForm
from contributions.revision_screens.history import History, history_of
from contributions.revision_screens.previewing import Preview, preview_of
from contributions.revision_screens.reading import Reading, reading_of, revision_or_404, version_in
from contributions.revision_screens.restoring import REVERT, UNDO, Restoring, restoring_of, tell_restored
from contributions.revision_screens.saving import add_error, tell_outcome

__all__ = [
    "REVERT",
    "UNDO",
    "CleanCharField",
    "Comparison",
    "ConflictScreen",
    "Editing",
    "Fact",
    "History",
    "Preview",
    "Reading",
    "RestoreForm",
    "Restoring",
    "RevisionForm",
    "SummaryField",
    "TextForm",
    "add_error",
    "comparison_of",
    "conflict_again",
    "conflict_of",
    "history_of",
    "preview_of",
    "reading_of",
    "restoring_of",
    "revision_or_404",
    "tell_outcome",
    "tell_restored",
    "undo_conflict_of",
    "version_in",
    "wants_preview",
]
