"""What holds for each screen and form of the site: all of these tests stand in one world."""
