"""Who is mentioned in a text: found by name while one types, kept by an opaque name, shown as she goes by now."""
