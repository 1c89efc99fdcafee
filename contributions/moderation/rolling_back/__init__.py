"""Taking back everything that a person wrote in a period: looked up first, shown, and then done exactly as shown."""
