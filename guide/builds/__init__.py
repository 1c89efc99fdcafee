"""Makes the files of an edition, each form of each language by itself, from what is frozen."""
