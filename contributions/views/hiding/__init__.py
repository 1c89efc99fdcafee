"""Screens on which editors hide words and show them again."""
