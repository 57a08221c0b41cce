"""Business date, working days, deadlines and their clocks."""
