"""Who found what useful, or agrees with it."""
