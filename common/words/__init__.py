"""What a language writes in its own way: days and times (`dates`), digits, lists of things, names of languages.

Each is a module of functions, and a library of template tags of the same name. No catalogue can say these.
"""
