"""The guide: tips and sections that editors make of the wiki's texts, and the editions in which they go out. A package a noun.

`tips`, `sections` and `texts` are the working copies; `models` imports the models of all packages, for Django.
"""
