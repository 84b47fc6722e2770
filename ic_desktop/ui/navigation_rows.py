"""The rows of the navigation, made of sections and entries."""

from collections.abc import Sequence

from ic_desktop.ui.navigation import Entry
from ic_desktop.ui.widgets.nav import NavItem


def nav_items(sections: Sequence[tuple[str, Sequence[Entry]]]) -> list[NavItem]:
    """Return the rows of the navigation: sections of a heading ("" for none) and entries."""
    items = []
    for heading, entries in sections:
        if heading:
            items.append(NavItem(heading, heading, heading=True))
        for entry in entries:
            tone = "warn" if entry.wants_attention else ""
            items.append(NavItem(entry.place, entry.name, entry.mark, entry.badge, tone))
    return items
