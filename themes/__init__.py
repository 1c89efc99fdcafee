"""Themes: the questions under which people write, each with a number, a colour and a motif."""
