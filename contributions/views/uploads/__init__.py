"""The screens of pictures and files, and the files themselves."""
