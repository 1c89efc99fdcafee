"""Who has not begun a course, and the letter that reminds them; how many have is counted in `reporting.course_figures`."""
