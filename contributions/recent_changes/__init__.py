"""What is new in the whole wiki: versions of pages, what was said, questions, what the editors arranged, in one list."""
