"""What administrators see of courses, each in the module of its noun."""

from learning.statements import admin as statements

__all__ = ["statements"]
