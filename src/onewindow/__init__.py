"""OneWindow: a county government run from its own gazette."""
