"""The editors' desk: what is to be read and decided, read in place, beside the board of places."""
