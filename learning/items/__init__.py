"""An item as a learner sees it, on the site and in packages: its form, what was sent with it, and its feedback.

`form_context` gives the context of `templates/learning/items/`, `posted_response` reads what such a form sends, and
`item_feedback` says of each part of a response whether it was right, and why.
"""
