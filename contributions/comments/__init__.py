"""Talk: the few sentences that somebody says under a question or under a page, and what becomes of them."""
