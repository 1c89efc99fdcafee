"""The screens on which editors make courses: their list, a course, its texts, its preview, its versions."""
