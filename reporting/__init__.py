"""The figures: read-only counts over everything."""
