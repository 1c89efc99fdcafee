"""What gets this project running on a fresh machine: `make run` and `make test`.

Everything that runs before the virtual environment exists (find_python, environment) uses the standard library
alone and keeps to what old Pythons read, so that it can say what is missing.
"""
