"""Trials of what must never happen: crashes, full disks, damage, torn copies, forgeries.

Each trial is one function in a small file of its own that takes a :class:`faults.model.Setting`
and returns an outcome; ``faults/__main__.py`` lists them in order.
"""
