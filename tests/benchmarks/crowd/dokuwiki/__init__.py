"""DokuWiki from Debian's package, filled with our own texts and asked for the same: what a crowd is compared with."""
