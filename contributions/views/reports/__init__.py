"""Screens of what readers report to the editors."""
