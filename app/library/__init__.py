"""The photo library on SQLite: which files there are, and what was found out of them."""
