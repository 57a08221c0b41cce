"""Search: what a room wants found, its words folded, an index of character pairs on either database."""
