"""Forms in Word and Excel for people who install nothing: written, filled in, and taken back.

What a form says of itself is believed in nothing but one thing: which record of ours it belongs
to, proved by a code that only the sender's key can make. Person, key factors and what the answers
build on come from that record.
"""
