"""What has become of the passages that tips rest on: reworded, changed, gone, contradicted; and what the editors answer."""
