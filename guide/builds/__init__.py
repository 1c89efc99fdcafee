"""Makes the files of an edition, each form of each language by itself, from what is frozen.

A task of the queue `files` for each; most forms are made in a process of their own (`subprocess`). A file is written
beside its place and renamed; its row (`EditionFile`) says what became of it. One that is missing is made again
(`recovery`). Files lie under DATA_DIR/editions/<number>/<language>/; `current` holds the number of the edition that
readers get, and moves when all files are there (`rollout`). See docs/topics/background-work.md.
"""
