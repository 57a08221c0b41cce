"""Supervision (电子监察、督办): reads clocks, cases and their facts, says what is late and who answers for it, and moves no case."""
