"""The map of the window: an offline page in its own scheme, or a list where it cannot run."""
