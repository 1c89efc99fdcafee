"""What README.md says to try first, done on the loaded demo to the end of each step; then everybody looks at all there is."""
