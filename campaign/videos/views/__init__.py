"""The list of videos, their files, and the form by which editors add and change one."""
