"""From the wiki to a place: nominated, shortlisted, weighed, voted on; and how the choice was made, for everybody."""
