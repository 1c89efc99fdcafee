"""The questions of a published course for other systems: a QTI 3.0 package and a Moodle question file, a language each.

`exported_questions` says what is asked, `qti_items` and `qti_package` write QTI, `moodle_quiz` writes Moodle's XML. They read
`learning.document.Course` alone, and know neither models nor HTTP.
"""
