"""The staff pages, a module for each place at the desk."""
