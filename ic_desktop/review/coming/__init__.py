"""What comes back from other copies: what of it may be taken, and what it means in sentences.

Pure functions of our own changes, those that come, and our own record of who was given what.
"""
