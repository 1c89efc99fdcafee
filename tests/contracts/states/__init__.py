"""The demo, driven on by its own verbs through the states that its things can be in, and asked for in each of them."""
