"""What knows nothing of the product: Markdown, forms, words of a language, files, the database, caching and paging."""
