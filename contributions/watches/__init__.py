"""Following what one wants to hear about: pages, questions, threads, people."""
