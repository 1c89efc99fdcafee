"""Makes every form of the edition in preparation for its editors alone, so that they see them before anybody else does.

Nothing of it is a row: a preview is a folder under EDITIONS_ROOT, which no public address reaches, and what has become of it
stands in a file there, `state.json`.
"""
