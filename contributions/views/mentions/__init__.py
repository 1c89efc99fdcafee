"""Who can be mentioned, while it is typed."""
