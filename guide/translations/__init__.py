"""The texts of the guide in other languages than its own, and what is said where one is missing or outdated."""
