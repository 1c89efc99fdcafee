"""What answers requests, a folder a subject: addresses, forms, views. All else stands below and knows nothing of it."""
