"""The screens of distribution: a channel's door for everybody, the editors' lists, an agency's own page."""
