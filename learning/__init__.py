"""The guide as a course: editors make it from an edition, colleagues learn with it, other learning systems take it in.

Its texts are written and translated below, in `guide.course_texts`. `courses` publishes them as versions that never change;
`document` is what a version says in a language, complete and by itself; `grading` says whether a response to an item is right;
`items` are their forms and feedback; `attempts` are the ways of learners through a version; `certificates` what they get at
the end.
"""
