"""What the organisation decides of its site: names, publisher, address, sender, who may read; one row, with history.

`current.current_settings()` reads it: at most one query a request. What a machine must know is in the environment.
"""
