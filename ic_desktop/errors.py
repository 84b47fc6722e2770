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


# Benchmark packs


class BrokenPack(IcError):
    """A benchmark pack that cannot be read; ``detail`` is one whole sentence about it."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            _("This benchmark pack cannot be used: {detail}").format(detail=detail),
            _("Get the pack again from where it came from, or have it checked."),
        )


class UnknownPack(IcError):
    """A benchmark pack was asked for that this program does not have."""

    def __init__(self, pack_id: str, known: str) -> None:
        super().__init__(
            _("There is no benchmark pack called “{pack}”.").format(pack=pack_id),
            _("Choose one of these: {known}.").format(known=known),
        )


class NotInPack(IcError):
    """A key factor, guide question or context factor that the benchmark does not have."""

    def __init__(self, title: str, item_id: str) -> None:
        super().__init__(
            _("The benchmark “{title}” has nothing numbered “{id}”.").format(
                title=title, id=item_id
            ),
            _("Look up the number in the list of key factors and guide questions."),
        )
