"""The hall at the desk: the clerk's panel, numbers at the window, records, and the manager's day."""
