"""Model packages on disk: which there are, adding and downloading them, what they cost."""
