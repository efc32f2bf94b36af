"""What an album knows that one picture cannot say: places carried along time, names and files."""
