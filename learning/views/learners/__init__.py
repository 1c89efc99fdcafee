"""The screens of learners: the courses, a course, its lessons and items, the result, the certificate. Nothing is cached."""
