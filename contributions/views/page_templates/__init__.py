"""Screens of the page template."""
