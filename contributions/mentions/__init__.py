"""Who is mentioned in a text: found by name while one types, stored by an opaque name, shown as she goes by now.

An @ in a box asks /people/. What is saved goes through `notation` (`@user.name` becomes `@[alias]`), forms show it
back, and `markup.render(people=…)` shows the name of today. `store` writes down who is mentioned with each revision, and has
texts rendered anew when a name changes. See docs/topics/comments-and-passages.md.
"""
