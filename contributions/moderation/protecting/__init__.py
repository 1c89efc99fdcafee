"""Protecting: a page that editors alone write, with a reason that everybody reads."""
