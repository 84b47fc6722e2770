"""What was being typed when the program last ended becomes changes, each by who typed it."""

from typing import TYPE_CHECKING

from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.state import State

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile


def settle_drafts(file: "ProjectFile", state: State, actor: Actor) -> list[Change]:
    """Save every left-over draft as an action of its own and return the changes.

    A draft that does not tell who typed it counts as the actor's. ``state`` is what the file
    holds. All in one transaction.
    """
    drafts = file.drafts()
    changes: list[Change] = []
    for draft in drafts:
        who = Actor(draft.author or actor.author, draft.device or actor.device)
        editor = Editor(state, who)
        editor.set(draft.kind, draft.entity, draft.field, draft.value, draft.scope)
        changes += editor.changes
        state = editor.state
    if drafts:
        file.commit(changes, clear_drafts=[draft.key for draft in drafts])
    return changes
