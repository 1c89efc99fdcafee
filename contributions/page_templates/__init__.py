"""The template that new pages start from, written by the editors."""
