"""The screens below /translation/: the table, a language, one text, its review, what is suggested, the files."""
