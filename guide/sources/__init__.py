"""What a tip rests on: passages of pages, of what people said, of questions; and which sentence rests on which."""
