"""The screens of candidates: nominated, on the board of their theme, voted on; and how the choice was made, for everybody."""
