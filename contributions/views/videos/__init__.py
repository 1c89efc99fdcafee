"""The screen of a video: what is said and asked under it, and the pages and tips to which it leads."""
