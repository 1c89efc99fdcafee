"""The template that new pages start from, kept by the editors."""
