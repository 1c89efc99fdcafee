"""One box over pages, contributions, comments, questions and tips: `search.searcher.find` is the way in."""
