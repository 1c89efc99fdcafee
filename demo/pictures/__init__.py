"""The pictures of the demo, drawn when it is loaded: flat shapes in the colours and papers of the house."""
