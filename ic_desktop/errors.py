"""What can go wrong, one class a cause.

Every message says what happened and what to do about it, in the interface language; the class
makes its own message, so that the place that raises says only what it knows. Anything that is
not an :class:`IcError` is a fault of the program and is logged and reported as such.
"""

from typing import TYPE_CHECKING

from ic_desktop.i18n import _, current

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


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


class NameNotComparable(IcError):
    """A name with signs by which certificates cannot be compared (RFC 4518): emoji and the like."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The name “{name}” has a sign that a certificate cannot hold.").format(name=name),
            _("Write it in letters, digits and usual punctuation, without emoji."),
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


class CannotUse(IcError):
    """The system refuses a file or folder that was named; ``detail`` is what the system says."""

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(
            _("“{file}” cannot be used: {detail}.").format(file=file, detail=detail),
            _("Check the name, and that you may read and write there."),
        )


# Looking at documents


class CannotPreview(IcError):
    """A document that cannot be shown: "pdf", "picture" (damaged), "large" or "kind" (not shown).

    "time" and "ended": looking at it took too long, or broke down.
    """

    def __init__(self, reason: str) -> None:
        reasons = {
            "pdf": _("This PDF cannot be read; it may be damaged or need a password."),
            "picture": _("This picture cannot be read; it may be damaged."),
            "large": _("This picture is too large to be shown here."),
            "kind": _("This kind of document is not shown here."),
            "time": _("This document takes too long to be shown here."),
            "ended": _("This document cannot be shown here: reading it broke down."),
        }
        super().__init__(
            reasons[reason], _("The file itself is kept as it is: export it or open it elsewhere.")
        )
        self.reason = reason


# The screen


class TakingOutNow(IcError):
    """What came in is being taken out again; what is changed meanwhile might rest on it."""

    def __init__(self) -> None:
        super().__init__(
            _("Nothing can be changed while what came in is taken out again."),
            _("It takes a moment. Do it again then."),
        )


class TakingInFailed(IcError):
    """Looking at a copy, or taking it in, failed for a cause that nobody foresaw; ``detail`` is
    its technical name."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            _("Something unexpected happened to the copy that came back ({detail}).").format(
                detail=detail
            ),
            _("The project is whole. Look at the copy again; if this goes on, send us the log."),
        )


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


class NoPeerReview(IcError):
    """Slides were asked for of a project without a peer review."""

    def __init__(self) -> None:
        super().__init__(
            _("This project holds no peer review, and only that has slides."),
            _("Add a peer review on the page “City and review”."),
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


class OutsideHandOut(IcError):
    """In a copy made for one person something was to be changed that it was not made for."""

    def __init__(self) -> None:
        super().__init__(
            _("This copy was made for a part of the work, and this does not belong to it."),
            _("Write it as a remark where you may, or ask who sent you the copy."),
        )


class ReasonMissing(IcError):
    """Evidence was to be removed without saying why."""

    def __init__(self) -> None:
        super().__init__(
            _("Evidence is not removed without a reason."),
            _("Say in a few words why it goes; the record of it stays."),
        )


# The project file


class FileNotFound(IcError):
    """A file that is not there."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is not there.").format(file=file),
            _("Check the name, or whether the drive or the network folder is connected."),
        )


class FileExists(IcError):
    """A file that would be overwritten."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is there already and is not overwritten.").format(file=file),
            _("Choose another name."),
        )


class NotAProject(IcError):
    """A file of some other kind."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is not an Integrating Cities project.").format(file=file),
            _("Choose a file that ends in .icproj."),
        )


class NeedsPassphrase(IcError):
    """A protected project that was to be opened without its passphrase."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is protected with a passphrase.").format(file=file),
            _("Enter the passphrase; whoever gave you the file knows it."),
        )


class WrongProjectPassphrase(WrongPassphrase):
    """A project that the passphrase does not open; nothing tells such a file from rubbish."""

    def __init__(self, file: str) -> None:
        IcError.__init__(
            self,
            _("The passphrase does not open “{file}”, or the file is damaged.").format(file=file),
            _("Type it again; mind capital letters and the keyboard's language."),
        )


class LockedByOther(IcError):
    """Someone has the project open: ``who``, on which computer (``where``), ``since`` when.

    ``is_own`` says that it is the same person on the same computer.
    """

    def __init__(self, who: str, where: str, since: str, *, is_own: bool = False) -> None:
        what = _("This project is open already: by {who} on the computer {where} since {since}.")
        remedy = _("Open it for reading only, or ask for it to be closed there.")
        if is_own:
            what = _(
                "This project is open already, in another window on this computer, since {since}."
            )
            remedy = _("Go on in that window or close it, or open the project for reading only.")
        super().__init__(what.format(who=who, where=where, since=since), remedy)
        self.who = who
        self.where = where
        self.since = since


class NewerFormat(IcError):
    """A file of a later version's format that this version cannot even read."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” was made by a newer version of this program.").format(file=file),
            _("Install the newer version to open it; nothing was changed in the file."),
        )


class DamagedProject(IcError):
    """A project file that is not whole.

    ``damage`` names what was found; ``backup`` is the newest backup (path and when it was made),
    None if there is none.
    """

    damage: tuple[str, ...] = ()
    backup: "tuple[Path, datetime] | None" = None

    def __init__(
        self, file: str, damage: tuple[str, ...], backup: "tuple[Path, datetime] | None"
    ) -> None:
        found = "; ".join(damage[:3])
        what = _("“{file}” is damaged ({found}).").format(file=file, found=found)
        if backup is None:
            remedy = _("Save what is whole to a new file.")
        else:
            remedy = _("Save what is whole to a new file, or open the backup of {when}.").format(
                when=current().moment(backup[1])
            )
        super().__init__(what, remedy)
        self.damage = damage
        self.backup = backup


class TornCopy(DamagedProject):
    """A copy that was taken while the file was being written: parts of it are older than others."""

    def __init__(self, file: str, backup: "tuple[Path, datetime] | None" = None) -> None:
        super().__init__(file, (_("its parts do not fit together"),), backup)
        self.what = _(
            "“{file}” is not whole: it was copied while it was being saved, or part of it was lost."
        ).format(file=file)
        self.remedy = f"{_('Copy it again while nobody works in it.')} {self.remedy}"


class StrangersFile(IcError):
    """A project that this installation did not write: it takes the guarded route."""

    def __init__(self, file: str, project_id: str = "") -> None:
        super().__init__(
            _("“{file}” comes from another computer.").format(file=file),
            _("It is checked before it is opened."),
        )
        self.project_id = project_id


class RefusedProject(IcError):
    """A project of unknown origin that does not have the form of one; ``detail`` is a sentence."""

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(
            _("“{file}” is not opened: {detail}").format(file=file, detail=detail),
            _("Ask the sender to save a copy of the project anew and to send that."),
        )


class DiskFull(IcError):
    """No room on the drive; ``needed`` bytes if that is known."""

    def __init__(self, folder: str, needed: int = 0) -> None:
        super().__init__(
            _("There is no room left on the drive of “{folder}”.").format(folder=folder),
            _("Free at least {size} MB there; nothing is lost meanwhile.").format(
                size=max(16, -(-needed // 1_000_000))
            ),
        )


class ErasureUnfinished(DiskFull):
    """What was erased is gone from the project, but there is no room to write the file anew."""

    def __init__(self, folder: str, needed: int = 0) -> None:
        super().__init__(folder, needed)
        self.what = _(
            "What you erased is taken out, but there is no room on the drive of “{folder}” to "
            "write the file anew, so traces of it may still be in the file."
        ).format(folder=folder)
        self.remedy = _("{remedy} Then open the project again: the rest is done by itself.").format(
            remedy=self.remedy
        )


class FolderNotWritable(IcError):
    """A folder in which nothing can be written."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            _("Nothing can be written in the folder “{folder}”.").format(folder=folder),
            _("Save a copy of the project in a folder of your own, or open it for reading only."),
        )


class WriteProtected(IcError):
    """A file that may be read and not written."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is write-protected.").format(file=file),
            _("Open it for reading only, or copy it to a folder of your own."),
        )


class FileGone(IcError):
    """The drive or network folder of an open file is not there any more."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” cannot be reached any more.").format(file=file),
            _("Plug the drive in again, or restore the network; saving then goes on by itself."),
        )


class DriveFailed(IcError):
    """The drive reports an error; ``detail`` is its technical name."""

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(
            _("The drive reports an error with “{file}” ({detail}).").format(
                file=file, detail=detail
            ),
            _("Save a copy of the project on another drive."),
        )


class ChangedElsewhere(IcError):
    """Someone else wrote to a file that is open here."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” was changed by another program or computer.").format(file=file),
            _("Save your work as a copy, then open the file again."),
        )


class FileIsReadOnly(IcError):
    """A write to a project that is open for reading only."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is open for reading only.").format(file=file),
            _("Save a copy of it and work in the copy."),
        )


class DocumentDamaged(IcError):
    """A document in the project whose bytes are not what they were; ``name`` is its hash."""

    def __init__(self, name: str, chunk: int = -1) -> None:
        super().__init__(
            _("The document {name} in the project is damaged.").format(name=name),
            _("Add it again from where it came from, or take it from a backup."),
        )
        self.name = name
        self.chunk = chunk


class NoSuchDocument(IcError):
    """A document whose bytes are not in this copy of the project."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The document {name} is not in this copy of the project.").format(name=name),
            _("Add it again from where it came from, or take it from a backup."),
        )


class CannotReadDocument(IcError):
    """A document to be added that cannot be read; ``detail`` is what the system says."""

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(
            _("“{file}” cannot be read: {detail}.").format(file=file, detail=detail),
            _("Check that it is an ordinary file, still there, and may be read."),
        )


class DocumentChanging(IcError):
    """A document that changed while it was being added."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” changed while it was being added, so it was not added.").format(file=file),
            _("Save and close it in the other program, then add it again."),
        )


class DocumentTooLarge(IcError):
    """A document larger than a project can hold."""

    def __init__(self, file: str, most: int) -> None:
        super().__init__(
            _("“{file}” is too large: a document has at most {most} GB.").format(
                file=file, most=most // 2**30
            ),
            _("Add a shorter version of it, or a link to it."),
        )


class CannotUndoImport(IcError):
    """Later changes build on an import that was to be undone; ``changes`` are their ids."""

    def __init__(self, changes: tuple[str, ...]) -> None:
        super().__init__(
            _("This import cannot be undone: later changes build on it."),
            _("Undo those changes first."),
        )
        self.changes = changes


class Cancelled(IcError):
    """The user cancelled; nothing of it is left behind."""

    def __init__(self) -> None:
        super().__init__(_("This was cancelled; nothing of it is left."), "")


class HelperFailed(IcError):
    """The process that looks at files of unknown origin ended without an answer."""

    def __init__(self, why: str) -> None:
        reasons = {
            "ended": _("The check of the file ended unexpectedly."),
            "memory": _("The file needs more memory than is allowed for it."),
            "time": _("The check of the file took longer than is allowed for it."),
        }
        super().__init__(
            reasons[why], _("The file is not opened. Ask its sender for another copy.")
        )


# Forms in Word and Excel


class NotAForm(IcError):
    """A file that is no form of ours, or one that cannot be read; ``detail`` is a sentence."""

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(
            _("“{file}” is not a form that can be taken back: {detail}").format(
                file=file, detail=detail
            ),
            _("Ask for the filled form as a .docx or .xlsx file, with its form code in it."),
        )


class FormOfNobody(IcError):
    """A form whose code belongs to no form that was made from this project."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is a form, but none that was made from this project.").format(file=file),
            _("Open the project that it was made from, or enter the answers by hand."),
        )


# Exchange as JSON


class NotAnExport(IcError):
    """A file that is no export of a project, or a broken one; ``detail`` is a sentence."""

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(
            _("“{file}” is not a project export that can be read: {detail}").format(
                file=file, detail=detail
            ),
            _("Export the project again and import that file."),
        )


class NewerExport(IcError):
    """An export in a later form than this version knows."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” was exported by a newer version of this program.").format(file=file),
            _("Install the newer version to import it."),
        )


class OtherProject(IcError):
    """An export of one project was to be imported into another."""

    def __init__(self, file: str, into: str) -> None:
        super().__init__(
            _("“{file}” belongs to another project than “{into}”.").format(file=file, into=into),
            _("Import it into a new file instead."),
        )


# Copies that come back


class NotThisProject(IcError):
    """A copy of another project was to be taken into this one."""

    def __init__(self, file: str, into: str) -> None:
        super().__init__(
            _("“{file}” is not a copy of “{into}”: it belongs to another project.").format(
                file=file, into=into
            ),
            _("Open the project that it belongs to, and take it in there."),
        )


class TheProjectItself(IcError):
    """The very file of the open project was to be taken into it."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is the project itself, not a copy of it.").format(file=file),
            _("Choose the copy that came back."),
        )


# Reports made in a process of their own


class ReportNotMade(IcError):
    """The process that makes reports broke down."""

    def __init__(self) -> None:
        super().__init__(
            _("The report could not be made: the work on it stopped unexpectedly."),
            _(
                "Nothing was changed. Close other programs and try again; if it stays so, send us "
                "the log file."
            ),
        )


class NotSealed(IcError):
    """A report was signed, but the project would not take the seal that belongs to it."""

    def __init__(self) -> None:
        super().__init__(
            _("The project could not take the signature, so the signed report was not kept."),
            _("Put right what stands in the way, then sign again."),
        )


class ChangedWhileSigning(IcError):
    """The review was edited after the report that is to be signed had been made."""

    def __init__(self) -> None:
        super().__init__(
            _("The review was changed while it was being signed, so it was not signed."),
            _("Wait until everything is saved and every document is added, then sign again."),
        )


# Evidence


class NoProgramOpens(IcError):
    """The system has no program for a file or an address."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("No program on this computer opens “{name}”.").format(name=name),
            _("Export it and open it with a program of your choice."),
        )


class NotAWebAddress(IcError):
    """An address that is not one of the web; nothing else is opened."""

    def __init__(self, address: str) -> None:
        super().__init__(
            _("“{address}” is not a web address.").format(address=address),
            _("Only addresses that begin with http:// or https:// are opened. Correct it first."),
        )


# The command line


class WrongUse(IcError):
    """A command was given something that it cannot work with; ``what`` is a sentence."""

    def __init__(self, what: str, command: str = "") -> None:
        help_of = f"ic-desktop {command} --help".replace("  ", " ")
        super().__init__(what, _("See “{command}”.").format(command=help_of))


class SignedAlready(IcError):
    """A review's present revision has its signature."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _("The review “{title}” is signed already.").format(title=title),
            _("Start a new revision of it in the program, then sign that."),
        )
