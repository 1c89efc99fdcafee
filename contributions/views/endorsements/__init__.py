"""Screens and buttons of what is found useful."""
