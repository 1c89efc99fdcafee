"""The wiki's pages: their titles, revisions, links, moves and hidings."""
