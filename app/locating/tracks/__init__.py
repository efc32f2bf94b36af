"""Where the photographer was, by recordings made on the way: tracks, clocks and time zones."""
