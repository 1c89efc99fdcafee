"""Pictures and PDF files that people send: taken in, made harmless, kept, found again, served to those who may see them."""
