"""The screen of what is new."""
