"""What is asked of the database without the ORM's words: queries compiled once, statements of every save, tasks."""
