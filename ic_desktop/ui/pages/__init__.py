"""The pages of the window, one module each. How to write one:

1. Subclass :class:`~ic_desktop.ui.pages.page.ProjectPage` (it shows the open project) or
   :class:`~ic_desktop.ui.pages.page.Page` (it needs none). The window makes a page when it is
   first gone to, with ``ProjectPage(desk, workspace)`` or ``Page(desk)``, and keeps it; call
   ``super().__init__`` and build the widgets once. Which class stands for which place is told in
   ``ic_desktop/ui/page_table.py``::

       class ContextPage(ProjectPage):
           help_topic = "context"                      # resources/help/<language>/context.md

           def __init__(self, desk, workspace, parent=None):
               super().__init__(desk, workspace, parent)
               ... build widgets, connect them to methods ...

           def show_place(self, place):                # always before the page appears
               ... fill the widgets from self.workspace.state ...

           def refresh(self, touched):                 # after an edit, while on the screen
               ... fill again what the touched (kind, id) entities show ...

2. Read ``workspace.state`` (immutable), ``workspace.pack``, ``workspace.factors`` (those in
   scope), ``workspace.review``, ``workspace.voice`` through the views of
   ``ic_desktop.project.entities`` and the functions of ``ic_desktop.review``. What a page decides
   is a function below ``ui``; a page lays out and shows.

3. Change a choice with ``workspace.edit(lambda editor: editor.set(kind, id, field, value,
   scope))`` (all of one call is one step of undo), or ``workspace.set(...)`` for one field. The
   scope of what belongs to a factor is ``workspace.factor_scope(factor_id)``. It is applied at
   once and ``refresh`` of the page on the screen is called within the edit: what takes longer
   than a few milliseconds there is best put off with a timer of 0 ms.

4. Change text while it is typed by binding the field: ``BoundText(workspace, line)`` from
   ``ic_desktop.ui.bound``, then ``.point(kind, id, field, scope)`` in ``show_place`` and
   ``.refresh()`` in ``refresh``; it never disturbs someone who types. Underneath are
   ``workspace.type_text(key, scope, text)``, ``workspace.settle(key)`` and ``workspace.text(...)``.

5. Files: ``workspace.attach(paths, factor=..., question=..., stance=..., then=...)``,
   ``workspace.attach_bytes(name, data, ...)`` for a pasted picture, ``workspace.with_file(work,
   title=..., done=...)`` for anything else that needs the file (export, read, check): ``work(file,
   task)`` runs on the writer thread with the ProjectFile; hand on ``task.report`` and
   ``task.is_cancelled``. Work that does not need the file goes to ``desk.background.do(work,
   done=..., failed=...)``. All callbacks come on the screen's thread. Never read a file, hash or
   import reportlab, pikepdf, SQLAlchemy, ... on the screen's thread.

6. Go elsewhere with ``desk.go(Place("factor", "7", "7.3"))`` (see ``ic_desktop.ui.navigation``);
   the page gets the place, spot included, in ``show_place``: scroll to the spot and focus it.
   ``desk.say(text)`` shows a short line, ``desk.tell(error)`` an IcError with its remedy.

7. ``workspace.can_judge`` False: the review is sealed or the file is read-only; disable what
   would be refused (an edit is refused anyway, and told).

8. ``bar_widget()`` may return a widget for the bar with Back and Next ("Come back to this").
   Every focusable widget has an accessible name; tab order follows reading order.
"""
