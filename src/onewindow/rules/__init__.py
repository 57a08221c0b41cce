"""Facts, parameters, readings, rule books and their explanations."""
