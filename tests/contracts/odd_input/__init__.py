"""Whatever is sent to whatever address has an answer: all of these tests stand in one world."""
