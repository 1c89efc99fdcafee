"""Passages of pages: sentences that colleagues agree with, nuance and propose for the guide.

The script passages.js sends the selected words and what stands around them; `Passage.objects.at` finds them in the
page's rendered words, widens them to sentences, and makes or finds the row. An endorsement of the passage counts an
agreement, a comment on it says a nuance. `relocation` looks for passages again where the page has a newer version,
`views.passages.margin` gathers the notes of the margin; the answer to each act is the margin anew. See
docs/topics/comments-and-passages.md.
"""
