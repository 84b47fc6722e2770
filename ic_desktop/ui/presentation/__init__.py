"""The feedback session on the big screen: slides, presenter's notes, and what is said to them."""
