"""What can go wrong, one class a cause.

Every message says what happened and what to do about it, in the interface language; the class
makes its own message, so that the place that raises says only what it knows. Anything that is
not an :class:`IcError` is a fault of the program and is logged and reported as such.
"""

from ic_desktop.i18n import _


class IcError(Exception):
    """A cause that a user can understand: ``what`` happened and the ``remedy``, whole sentences."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


# The project: changes and state


class NotACanonicalValue(IcError):
    """A value that a change cannot hold: a float, a lone surrogate, a number over 53 bits, ..."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            _("This value cannot be kept in the project ({detail}).").format(detail=detail),
            _("Please enter it as plain text."),
        )


class BrokenChange(IcError):
    """A change whose hash, commitment or shape does not hold."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            _("An entry in the project file does not match its check sum ({detail}).").format(
                detail=detail
            ),
            _("Open the newest backup, or save what is whole to a new file."),
        )
