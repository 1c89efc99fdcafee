"""What people ask, in one line; who asks the same; which pages answer it.

`models` has the verbs, `grouping` locks and counts a group of duplicates, `matching` says what is nearly the same,
`csv_import` and `judging` read a list, `imports` stores it until it is confirmed. The tag `{% questions_to_answer %}`
offers what waits for an answer wherever somebody has two minutes. See docs/topics/questions-and-readers.md.
"""
