"""Measurements of the program, each beside a floor taken in the same run.

A machine's seconds say little, so what counts is the ratio: our start to the start of a bare
window, our edit to a bare commit. Each measurement is one function in a small file of its own that
takes a :class:`bench.model.Setting` and returns rows; ``bench/__main__.py`` lists them in order.
"""
