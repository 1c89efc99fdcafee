"""What is made once and kept: the words of a query, and a screen as everybody of one kind reads it. Knows no model."""
