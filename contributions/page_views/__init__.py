"""How many people read a page, without anybody's being able to list who read what; and which pages are found useful."""
