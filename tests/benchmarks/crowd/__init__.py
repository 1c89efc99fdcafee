"""What a crowd gets: 200 people at 1,000 pages with discussions, read and written at once, beside DokuWiki in the same run."""
