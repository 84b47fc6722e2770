"""What follows from a state and a pack: pure functions, no Qt, no files."""
