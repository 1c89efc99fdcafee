"""What leaves the site for other learning systems: files of questions, figures of completions."""
