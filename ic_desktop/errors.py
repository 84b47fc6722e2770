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


# Identities, signatures and their verification


class IdentityNeedsName(IcError):
    """An identity without a name of a person or body."""

    def __init__(self) -> None:
        super().__init__(
            _("An identity needs the name of the person who signs."),
            _("Enter a name of at most 64 characters."),
        )


class PassphraseTooShort(IcError):
    """A passphrase that would not protect the key."""

    def __init__(self, least: int) -> None:
        super().__init__(
            _("This passphrase is too short to protect the key."),
            _("Choose one of at least {count} characters, for example four words.").format(
                count=least
            ),
        )


class WrongPassphrase(IcError):
    """A key file that the passphrase does not open."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("The passphrase does not open “{file}”.").format(file=file),
            _("Type it again; mind capital letters and the keyboard's language."),
        )


class NotAKeyFile(IcError):
    """A file that is no PKCS#12 container, or one that cannot be used."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is not a key file that this program can read.").format(file=file),
            _("Choose a file that ends in .p12 or .pfx, and ask its issuer if it is damaged."),
        )


class NoKeyInFile(IcError):
    """A PKCS#12 container without a private key and its certificate."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” holds no private key with its certificate.").format(file=file),
            _("Export the identity again where it came from, together with its private key."),
        )


class CertificateOutOfDate(IcError):
    """A certificate that is not valid today."""

    def __init__(self, name: str, begins: str, ends: str) -> None:
        super().__init__(
            _("The certificate of {name} is valid from {begins} to {ends}, not today.").format(
                name=name, begins=begins, ends=ends
            ),
            _("Use a current certificate, or check the date of this computer."),
        )


class WeakKey(IcError):
    """A key or a certificate whose method is outdated or not supported; ``method`` names it."""

    def __init__(self, method: str) -> None:
        super().__init__(
            _("The key uses a method that is too weak or not supported: {method}.").format(
                method=method
            ),
            _("Use an RSA key of at least 2048 bits or a P-256, P-384 or P-521 key."),
        )


class CertificateNotForSigning(IcError):
    """A certificate that was issued for something else."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The certificate of {name} was not issued for signing documents.").format(name=name),
            _("Ask its issuer for a certificate for signatures, or make an identity here."),
        )


class NotACertificate(IcError):
    """A file or a text that holds no X.509 certificate."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” holds no certificate.").format(file=file),
            _("Ask the signer for their certificate, a file that ends in .pem, .crt or .cer."),
        )


class NoSuchIdentity(IcError):
    """The key file of an identity is gone."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("The key file “{file}” is not there any more.").format(file=file),
            _("Import it again from your backup, or make a new identity."),
        )


class CannotSign(IcError):
    """A PDF that cannot take our signature; ``detail`` is one whole sentence."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            _("The report cannot be signed: {detail}").format(detail=detail),
            _("Make the report again from the project and sign that."),
        )


class SigningCancelled(IcError):
    """The user cancelled; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Signing was cancelled; nothing was written."), _("Sign again when you are ready.")
        )


class BrokenTrustList(IcError):
    """The list of known signers cannot be read."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("The list of known signers, “{file}”, cannot be read.").format(file=file),
            _("Put back a copy of it, or rename it and add the signers again."),
        )


class FileNotWritten(IcError):
    """A file could not be written; ``detail`` is what the system says."""

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(
            _("“{file}” could not be written: {detail}.").format(file=file, detail=detail),
            _("Check that the folder exists, is not full and may be written to."),
        )


# Looking at documents


class CannotPreview(IcError):
    """A document that cannot be shown: "pdf", "picture" (damaged), "large" or "kind" (not shown)."""

    def __init__(self, reason: str) -> None:
        reasons = {
            "pdf": _("This PDF cannot be read; it may be damaged or need a password."),
            "picture": _("This picture cannot be read; it may be damaged."),
            "large": _("This picture is too large to be shown here."),
            "kind": _("This kind of document is not shown here."),
        }
        super().__init__(
            reasons[reason], _("The file itself is kept as it is: export it or open it elsewhere.")
        )


# The screen


class NotSavedUnexpectedly(IcError):
    """Saving failed for a cause that nobody foresaw; ``detail`` is its technical name."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            _("Something unexpected kept the program from saving ({detail}).").format(
                detail=detail
            ),
            _(
                "Your work is kept in this window and saving is tried again. If this goes on, "
                "save a copy elsewhere and send us the log file."
            ),
        )


class ProjectIsReadOnly(IcError):
    """Someone edits a project that is open for reading only."""

    def __init__(self) -> None:
        super().__init__(
            _("This project is open for reading only."),
            _("Save a copy of it and work in the copy."),
        )


# Composing and drawing a report


class NoSuchReview(IcError):
    """A report was asked for of a review that the project does not hold."""

    def __init__(self) -> None:
        super().__init__(
            _("This project holds no such review."),
            _("Choose one of the reviews that the overview lists."),
        )


class ReportCancelled(IcError):
    """The user cancelled the making of a report; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("The report was cancelled; nothing was written."), _("Make it again when you like.")
        )


# Editing a review


class SealedReview(IcError):
    """A judgement, or evidence that it cites, was to be changed after the report was signed."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("The review “{title}” was signed, so its judgements cannot be changed.").format(
                title=title
            ),
            _("Start a new revision of it first; what was signed stays as it was."),
        )


class ReasonMissing(IcError):
    """Evidence was to be removed without saying why."""

    def __init__(self) -> None:
        super().__init__(
            _("Evidence is not removed without a reason."),
            _("Say in a few words why it goes; the record of it stays."),
        )
