"""Copies that come back: looked at, previewed in sentences, taken, and taken back.

A screen or a command goes this way::

    here = here_of(file, ledger)                  # on the writer's thread
    ret = look_at(path, here)                     # off it: a helper process reads the file
    shown = preview_of(ret, here, pack, now)      # pure; what is chosen is ``shown.chosen``
    taken = take(file, here_of(file, ledger), ret, chosen, actor, pack)   # on the writer's thread
    ledger.unite(taken.changes)
    ret.close()

Modules: ``look`` (reading), ``take`` (taking), ``later`` (what came after a signature), ``undo``
(imports, and what stands in the way of undoing one), ``as_json`` (for programs).
"""
