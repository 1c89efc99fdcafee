"""A filled campaign for `make run` and for tests, loaded through the same verbs that people use."""
