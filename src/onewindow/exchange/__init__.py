"""What the county tells those it serves: one message for every event that concerns them, on their page and by SMS."""
