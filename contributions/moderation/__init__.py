"""Keeping order: what is logged, what was looked at, floods, stopped accounts, taking back what a person did."""
