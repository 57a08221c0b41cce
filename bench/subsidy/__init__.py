"""Eight rules of a subsidy over a million enterprises: ours, and what others and a careful hand make of the same."""
