"""The documents of a project's backups, kept once for all of them.

Those of a plain project are plain files, named by their SHA-256. Those of a protected one stand
together in one protected file that the project's key opens: neither their bytes nor their hashes
can be read without the passphrase.
"""

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from ic_desktop import errors
from ic_desktop.store import attachments, header, reading, schema
from ic_desktop.store.adopting import copy_document, name_document
from ic_desktop.store.attachments import Asked
from ic_desktop.store.cipher import Key, Secret
from ic_desktop.store.database import Database
from ic_desktop.store.manifest import Sums
from ic_desktop.store.reading import Attachment
from ic_desktop.store.sql import delete

VAULT: Final = ".vault"
"""How the names of the files end that hold the documents of protected projects."""

Told = Callable[[int], None]
"""Is told how many bytes of a document are done; may raise Cancelled."""


def kept_documents(folder: Path, key: Secret) -> "Kept":
    """Return where the backups of a folder keep the documents of a project with this key."""
    return Vault(folder, key) if isinstance(key, Key) else Plain(folder)


class Plain:
    """Plain files in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "documents"

    def path(self, sha256: str) -> Path:
        """Return where a document is kept, if it is."""
        return self._folder / sha256

    def names(self) -> set[str]:
        """Return the SHA-256 of all that are there, in hex."""
        there = self._folder.iterdir() if self._folder.is_dir() else ()
        return {path.name for path in there if not path.name.startswith(".")}

    def keep(self, database: Database, document: Attachment, told: Told, cancelled: Asked) -> None:
        """Copy a document from a project; raises DocumentDamaged, DiskFull, Cancelled."""
        self._folder.mkdir(exist_ok=True)
        to = self.path(document.sha256.hex())
        attachments.export(database, document, to, lambda done, _size: told(done), cancelled)

    def put_back(self, database: Database, document: Attachment) -> bool:
        """Write a document's chunks into a project; False if they are not what they were."""
        return put_file_back(database, document, self.path(document.sha256.hex()))

    def drop(self, names: Set[str]) -> None:
        """Remove documents."""
        for name in names & self.names():
            self.path(name).unlink(missing_ok=True)

    def clear_unfinished(self) -> None:
        """Remove what a crash left of a document in the making."""
        for unfinished in self._folder.glob(".*"):
            unfinished.unlink(missing_ok=True)


class Vault:
    """One protected file; its name tells which key opens it, by its salt."""

    def __init__(self, folder: Path, key: Key) -> None:
        self._path = folder / f"{key.salt.hex()}{VAULT}"
        self._key = key

    def names(self) -> set[str]:
        """Return the SHA-256 of all that are there, in hex."""
        if not self._path.exists():
            return set()
        with self.opened() as vault:
            return {document.sha256.hex() for document in reading.read_attachments(vault)}

    def keep(self, database: Database, document: Attachment, told: Told, cancelled: Asked) -> None:
        """Copy a document from a project; raises DocumentDamaged, DiskFull, Cancelled."""

        def tell(done: int) -> None:
            told(done)
            attachments.stop_if(cancelled)

        with self.opened() as vault, _making(vault) as number:
            if not copy_document(database, vault, document, number, tell):
                raise errors.DocumentDamaged(document.sha256.hex(), 0)
            _name(vault, document, number)

    def keep_file(self, path: Path, document: Attachment) -> bool:
        """Take in a document that was kept as a plain file; False if it is not what it was."""
        with self.opened() as vault, _making(vault) as number:
            whole = put_file_back(vault, replace(document, number=number), path)
            if whole:
                _name(vault, document, number)
            return whole

    def put_back(self, database: Database, document: Attachment) -> bool:
        """Write a document's chunks into a project; False if they are not what they were."""
        if not self._path.exists():
            return False
        try:
            with self.opened() as vault:
                kept = attachments.find(vault, document.sha256.hex())
                if kept is None or kept.chunks != document.chunks:
                    return False
                return copy_document(vault, database, kept, document.number, _ignore)
        except errors.DamagedProject:
            return False

    def drop(self, names: Set[str]) -> None:
        """Remove documents, and the file with the last of them."""
        if not self._path.exists():
            return
        with self.opened() as vault:
            documents = reading.read_attachments(vault)
            gone = [document for document in documents if document.sha256.hex() in names]
            for document in gone:
                _drop(vault, document.number)
        if len(gone) == len(documents):
            self._path.unlink(missing_ok=True)

    def clear_unfinished(self) -> None:
        """Remove what a crash left of a document in the making: opening does."""
        if self._path.exists():
            with self.opened():
                return

    @contextmanager
    def opened(self) -> Iterator[Database]:
        """The file, made if there is none; raises what opening a project's file raises."""
        if not self._path.exists():
            self._path.touch(mode=0o600)
        vault = Database.open(self._path, "rwc", self._key)
        try:
            if not list(vault.read("SELECT name FROM sqlite_schema LIMIT 1")):
                with vault.writing():
                    for statement in (schema.ATTACHMENTS, schema.CHUNK_DATA, schema.UNSETTLED):
                        vault.sql(statement)
            attachments.sweep(vault)
            yield vault
        finally:
            vault.close()


def put_file_back(database: Database, document: Attachment, kept: Path) -> bool:
    """Write a document's chunks from a plain file; False if that is not what it was."""
    try:
        with kept.open("rb", buffering=0) as stream:
            found = attachments.write_chunks(
                database,
                document.number,
                stream,
                document.size,
                attachments.ignore,
                attachments.never,
            )
    except (OSError, errors.DocumentChanging):
        return False
    return found.chunks == document.chunks


@contextmanager
def _making(vault: Database) -> Iterator[int]:
    """Give a number to a new document; nothing of it is left unless it was named."""
    number = attachments.next_number(vault)
    with vault.writing():
        attachments.note_unsettled(vault, number)
    try:
        yield number
    finally:
        attachments.sweep(vault)


def _name(vault: Database, document: Attachment, number: int) -> None:
    with vault.writing():
        name_document(vault, Sums(b""), document, number)


def _drop(vault: Database, number: int) -> None:
    with vault.writing():
        attachments.note_unsettled(vault, number)
        vault.execute(delete(schema.attachments).where(schema.attachments.c.number == number))
    attachments.sweep(vault)


def forget_vaults(folder: Path, salts: Set[bytes]) -> None:
    """Remove the files of all keys but those with these salts: nothing names what they hold."""
    for path in folder.glob(f"*{VAULT}"):
        if path.name.removesuffix(VAULT) not in {salt.hex() for salt in salts}:
            path.unlink(missing_ok=True)
            header.journal_path(path).unlink(missing_ok=True)


def _ignore(_done: int) -> None:
    """Nobody wants to know how far it is."""


Kept = Plain | Vault
