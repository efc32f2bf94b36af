"""The right side of the window: one photo, where it was taken and why."""
