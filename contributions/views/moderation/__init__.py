"""The screens of keeping order."""
