"""Atom feeds of what happens in the wiki, and the tokens that open private ones."""
