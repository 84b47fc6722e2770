"""Names and kinds of files: which could run something when opened, and which names are safe.

A document in a project may come from anyone. A name is judged by its last extension, as every
system does, and the first bytes tell what a name hides.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal

from ic_desktop.i18n import _

RiskKind = Literal["runs", "leads", "macros", "web", "name"]
"""What opening a file could do: run a program; lead to a program or address elsewhere; run what is
built into a document; run scripts in a browser; "name": nothing known, but its name deceives."""

HEAD_BYTES: Final = 1024
"""How much of a file's beginning :func:`risk_of` looks at."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RUNS: Final = _words(
    """
    action ade adp apk app appimage application appref-ms appx bash bat bin chm class cmd com
    command cpl csh deb diagcab dll dmg elf exe flatpakref fish gadget hlp hta img inf ins iso isp
    jar jnlp js jse ksh mde mht mhtml mjs mobileconfig mpkg msc msi msix msp mst one osa osx out
    ocx phar php pif pkg pl prg ps1 ps1xml ps2 psd1 psm1 py pyc pyw pyz rb reg rpm run scpt scr sct
    sh shb shs snap sys tcl terminal tool vb vbe vbs vhd vhdx vxd wll workflow ws wsc wsf wsh xbap
    xll zsh
    """
)
_LEADS: Final = _words(
    """
    desktop fileloc inetloc iqy dqy oqy rqy library-ms lnk rdp scf search-ms searchconnector-ms
    settingcontent-ms slk theme themepack url webloc website
    """
)
_MACROS: Final = _words(
    """
    accda accdb accde doc docm dot dotm mda mdb odb pot potm ppa ppam pps ppsm ppt pptm sldm xla
    xlam xls xlsb xlsm xlt xltm xlw
    """
)
_WEB: Final = _words("htm html shtml svg svgz xht xhtm xhtml xml xsl xslt")
_PLAIN: Final = _words(
    "bmp csv doc docx gif jpeg jpg md mp3 mp4 odp ods odt pdf png ppt pptx rtf tif tiff txt "
    "webp xls xlsx zip"
)
"""Extensions that people take for a document; a dangerous one after them is a disguise."""

_STARTS: Final[tuple[tuple[bytes, RiskKind], ...]] = (
    (b"MZ", "runs"),
    (b"\x7fELF", "runs"),
    (b"\xfe\xed\xfa\xce", "runs"),
    (b"\xfe\xed\xfa\xcf", "runs"),
    (b"\xce\xfa\xed\xfe", "runs"),
    (b"\xcf\xfa\xed\xfe", "runs"),
    (b"\xca\xfe\xba\xbe", "runs"),
    (b"#!", "runs"),
    (b"!<arch>\ndebian", "runs"),
    (b"\xed\xab\xee\xdb", "runs"),
    (b"ITSF", "runs"),
    (b"REGEDIT4", "runs"),
    (b"Windows Registry Editor", "runs"),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "leads"),
    (b"[InternetShortcut]", "leads"),
    (b"[Desktop Entry]", "leads"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "macros"),
)
_WEB_START: Final = re.compile(rb"<(!doctype\s+html|html|head|body|script|svg)\b", re.IGNORECASE)
_BATCH_START: Final = re.compile(rb"@echo\s+off\b", re.IGNORECASE)
_STEERING: Final = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Invisible characters that turn the direction of a name or hide a part of it."""


@dataclass(frozen=True, slots=True)
class Risk:
    """Why a file is not opened without a word; ``disguised``: its name hides what it is."""

    kind: RiskKind
    disguised: bool


def risk_of(name: str, head: bytes = b"") -> Risk | None:
    """Return what opening a file could do, from its name and its first bytes; None: nothing known.

    None is no promise: a program that opens a document may have faults of its own.
    """
    by_name, by_bytes = _by_name(name), _by_bytes(head)
    hidden = is_disguised(name)
    if by_bytes is not None and by_bytes != by_name and by_name in (None, "macros", "web"):
        is_office = by_bytes == "macros"
        return Risk(by_bytes, hidden or not is_office)
    if by_name is not None:
        return Risk(by_name, hidden)
    return Risk("name", True) if hidden else None


def is_disguised(name: str) -> bool:
    """Tell whether a name makes a file look like something else.

    That is: characters that turn or hide parts of it, a dangerous extension after a harmless one
    ("minutes.pdf.exe"), or one pushed out of sight by spaces.
    """
    if _STEERING.search(name):
        return True
    parts = _shown(name).split(".")
    dangerous = _by_name(name) is not None
    after_plain = len(parts) > 2 and parts[-2].strip() in _PLAIN
    pushed = re.search(r"\s{4,}\.?[^.]*$", name.rstrip()) is not None
    return dangerous and (after_plain or pushed)


def warning_of(risk: Risk) -> str:
    """Return in plain words what opening the file could do."""
    sentences = {
        "runs": _("This file is a program or a script: opening it lets it do anything you can do."),
        "leads": _(
            "This file only leads elsewhere: to a program or an address that you don’t see."
        ),
        "macros": _(
            "Documents of this kind can hold macros, which are small programs that run on opening."
        ),
        "web": _("This is a web page: it can run scripts and tell others that it was opened."),
        "name": _("The name of this file holds invisible characters that change how it is read."),
    }
    words = sentences[risk.kind]
    if risk.disguised and risk.kind != "name":
        words += " " + _("Its name makes it look like something else.")
    return words


def _by_name(name: str) -> RiskKind | None:
    extension = PurePosixPath(_shown(name)).suffix[1:].strip()
    if extension in _RUNS:
        return "runs"
    if extension in _LEADS:
        return "leads"
    if extension in _MACROS:
        return "macros"
    return "web" if extension in _WEB else None


def _by_bytes(head: bytes) -> RiskKind | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, kind in _STARTS:
        if head.startswith(magic) or start.startswith(magic):
            return kind
    if _BATCH_START.match(start):
        return "runs"
    return "web" if start[:1] == b"<" and _WEB_START.search(start[:HEAD_BYTES]) else None


def _shown(name: str) -> str:
    """Return a name as the systems read it: without invisible signs, final dots and spaces."""
    visible = _STEERING.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return re.split(r"[/\\]", visible)[-1].rstrip(". ")


# Names that can be written anywhere

LONGEST_NAME: Final = 120
_FORBIDDEN: Final = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED: Final = re.compile(
    r"(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE
)


def safe_name(name: str, fallback: str = "document") -> str:
    """Return a file name that every system takes, that hides nothing and leads nowhere else."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join("" if _is_invisible(char) else char for char in last)
    plain = " ".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")
    stem, dot, extension = plain.rpartition(".")
    if not dot:
        stem, extension = plain, ""
    stem = stem.strip(". ") or fallback
    if _RESERVED.fullmatch(stem.split(".")[0].strip()) or stem.startswith(("-", "~")):
        stem = f"_{stem}"
    return _shortened(stem, f".{extension}" if extension.strip() else "")


def free_name(name: str, taken: Collection[str]) -> str:
    """Return ``name``, or ``name`` with a number, so that it is none of ``taken``.

    ``taken`` are keys from :func:`name_key`: systems differ in what they take for the same name.
    """
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    found, number = name, 1
    while name_key(found) in taken:
        number += 1
        found = _shortened(f"{stem[: LONGEST_NAME - 20]} ({number})", dot + extension)
    return found


def name_key(name: str) -> str:
    """Return what two names share that some system takes for the same."""
    return unicodedata.normalize("NFKC", name).casefold()


def checksum_line(sha256: str, name: str) -> str:
    """Return a line of a list of check sums, as ``sha256sum --check`` reads it."""
    return f"{sha256}  {name}\n"


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _shortened(stem: str, extension: str) -> str:
    """Cut a name to what every system takes: in characters, and in bytes of UTF-8."""
    extension = extension[:20]
    room = LONGEST_NAME - len(extension)
    stem = stem[:room].rstrip(". ")
    while len((stem + extension).encode()) > 240:
        stem = stem[:-1]
    return stem + extension
