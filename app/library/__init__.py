"""The photo library on SQLite: what files there are, what was found out of them, what was written."""
