"""The screens of courses: at the desk, and for learners."""
