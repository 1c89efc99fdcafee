"""Letters: what is told by e-mail, when, once."""
