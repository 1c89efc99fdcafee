"""The four films of the demo: drawn frame by frame, with music made by code; FFmpeg encodes them."""
