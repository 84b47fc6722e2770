"""One city's project: changes, and the state that follows from them."""
