"""Following, and the list of what one follows."""
