"""The ways of learners through a version of a course: one answer an item, and the score at the end."""
