"""The buttons that stand beside texts, drawn in Python: each by one function, on a screen and as the answer to htmx."""
