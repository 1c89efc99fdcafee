"""What holds for the forms of every app: a day that makes sense, a row that nobody has changed meanwhile."""
