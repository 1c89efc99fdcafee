"""Answers with files: whole, 304 where the reader has it, or the part that was asked for; texts in their compressed variants.

`file_cache` has a file and its variants, `encodings` compresses, `file_responses` says what is answered, and
`django_responses` answers so within Django. What is asked for, by whom, and where it lies, is each caller's affair: the
guide's (guide/serving, which also answers ahead of Django) and that of videos.
"""
