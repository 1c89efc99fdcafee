"""The pieces of a Word document: its styles, its fields, and how the HTML of a text becomes paragraphs."""
