"""Settings, urls, and the loading of the county."""
