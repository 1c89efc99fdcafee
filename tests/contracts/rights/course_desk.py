"""Courses at the desk of editors."""

from tests.contracts.rights.roles import EDITORS

GET: dict[str, set[str]] = {
    "learning:courses_at_the_desk": EDITORS,
    "learning:course_at_the_desk": EDITORS,
    "learning:course_settings": EDITORS,
    "learning:lesson_new": EDITORS,
    "learning:course_preview": EDITORS,
    "learning:course_preview_picture": EDITORS,
    "learning:course_publish": EDITORS,
    "learning:course_version": EDITORS,
    "learning:text": EDITORS,
    "learning:lesson_content": EDITORS,
    "learning:item_new": EDITORS,
    "learning:text_history": EDITORS,
    "learning:text_revision": EDITORS,
    "learning:text_diff": EDITORS,
    "learning:text_revert": EDITORS,
    "learning:text_undo": EDITORS,
    "learning:text_remark": EDITORS,
    "learning:text_remark_answer": EDITORS,
}

# Answered to POST alone; for the others, whoever may GET the form may also send it.
POST: dict[str, set[str]] = {
    "learning:course_close": EDITORS,
    "learning:course_read": EDITORS,
    "learning:text_presence": EDITORS,
    "learning:text_preview": EDITORS,
    "learning:text_shift": EDITORS,
    "learning:text_remove": EDITORS,
    "learning:text_confirm": EDITORS,
}
