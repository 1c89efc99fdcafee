"""What people ask, in one line; who asks the same; which pages answer it."""
