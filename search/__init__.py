"""One box over pages, contributions, comments, questions and tips: `search.finding.find` is the way in."""
