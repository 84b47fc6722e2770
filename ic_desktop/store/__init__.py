"""The project file: everything between a change in memory and bytes on a disk.

- *form*: ``schema`` (the statements that are the format), ``manifest`` (what holds a file
  together, and whose it is), ``header``
- *one open file*: ``project_file`` (what others use), ``opening``, ``creating``, ``transactions``
  (every write), ``reading``, ``writing``, ``rows`` (the projection), ``imports``
- *documents*: ``attaching``, ``attachments``
- *what can happen to a file*: ``lock``, ``places``, ``checking``, ``salvage``, ``copying``,
  ``backups``, ``erasing``
- *files of unknown origin*: ``guard``, ``inspection`` and ``adopting`` (in the helper process),
  ``stranger`` (the way there)
- *the edges*: ``database`` (the only connection), ``edge`` (a user's trouble or our fault),
  ``durable`` (files that are there whole), ``installation`` (this installation's secret)
"""
