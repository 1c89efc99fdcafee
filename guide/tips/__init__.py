"""The tips: the working copy of the guide's numbered places, their board, and how a text becomes one."""
