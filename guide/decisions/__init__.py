"""What becomes of each page and of each contribution, who decided it and why, and what its author hears of it."""
