"""Atom feeds of what happens in the wiki, and the tokens that open private ones.

`entries` gathers what a feed holds, `atom` makes Atom of it; the view checks the token and answers 304 where nothing
has changed. See docs/topics/notifications.md.
"""
