"""What a learner gets who has passed: a certificate to print, and the credential of an Open Badge."""
