"""Files that could run something, and names that can be written anywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.review.files import (
    LONGEST_NAME,
    Risk,
    checksum_line,
    free_name,
    is_disguised,
    name_key,
    risk_of,
    safe_name,
    warning_of,
)

RUNS = ("exe", "bat", "cmd", "com", "scr", "pif", "msi", "js", "vbs", "ps1", "jar", "app", "sh")
LEADS = ("lnk", "url", "scf", "desktop", "webloc", "slk", "library-ms")


@pytest.mark.parametrize(
    "name",
    [
        "minutes.pdf",
        "Report 2025.docx",
        "photo.JPG",
        "table.xlsx",
        "notes.txt",
        "data.csv",
        "README",
    ],
)
def test_ordinary_documents_open_without_a_word(name: str) -> None:
    assert risk_of(name, b"%PDF-1.7 and so on") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((f"a.{e}", "runs") for e in RUNS),
        *((f"a.{e}", "leads") for e in LEADS),
        *((f"a.{e}", "macros") for e in ["docm", "xlsm", "pptm", "dotm", "xlsb", "doc", "xls"]),
        *((f"a.{e}", "web") for e in ["html", "htm", "svg", "xhtml"]),
        ("A.EXE", "runs"),
        ("a.exe. ", "runs"),
        ("a.ＥＸＥ", "runs"),
        ("folder\\b.bat", "runs"),
    ],
)
def test_what_can_run_is_known_by_its_name(name: str, kind: str) -> None:
    found = risk_of(name)
    assert found is not None
    assert found.kind == kind
    assert not found.disguised


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("minutes.pdf.exe", "runs"),
        ("minutes.docx.js", "runs"),
        ("minutes.pdf .lnk", "leads"),
        ("minutes\u202efdp.exe", "runs"),
        ("minutes" + " " * 60 + ".exe", "runs"),
        ("minutes.pdf" + " " * 60 + ".scr", "runs"),
        ("min\u200butes.xlsm", "macros"),
        ("exe.min\u202efdp", "name"),
    ],
)
def test_a_name_that_hides_what_it_is_is_told(name: str, kind: str) -> None:
    assert is_disguised(name)
    assert risk_of(name) == Risk(kind, True)


@pytest.mark.parametrize("name", ["minutes.2025.pdf", "a.b.c.docx", "Report v1.2.xlsx", "x  y.pdf"])
def test_dots_and_spaces_alone_hide_nothing(name: str) -> None:
    assert not is_disguised(name)
    assert risk_of(name) is None


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"MZ\x90\x00", "runs"),
        (b"\x7fELF\x02", "runs"),
        (b"\xcf\xfa\xed\xfe", "runs"),
        (b"#!/bin/sh\n", "runs"),
        (b"\xef\xbb\xbf  @echo off\r\n", "runs"),
        (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "leads"),
        (b"[InternetShortcut]\r\nURL=file:///x", "leads"),
        (b"\r\n<!DOCTYPE html><html>", "web"),
        (b'<?xml version="1.0"?><svg xmlns="x">', "web"),
    ],
)
def test_the_first_bytes_tell_what_a_harmless_name_hides(head: bytes, kind: str) -> None:
    assert risk_of("minutes.pdf", head) == Risk(kind, True)


def test_a_program_in_the_name_of_an_old_office_file_is_a_program() -> None:
    assert risk_of("minutes.doc", b"MZ\x90") == Risk("runs", True)


def test_an_old_office_file_is_no_disguise_whatever_its_name() -> None:
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert risk_of("minutes.doc", office) == Risk("macros", False)
    assert risk_of("minutes", office) == Risk("macros", False)


def test_every_risk_is_said_in_words() -> None:
    said = {warning_of(Risk(kind, False)) for kind in ("runs", "leads", "macros", "web", "name")}
    assert len(said) == 5
    assert warning_of(Risk("runs", True)) != warning_of(Risk("runs", False))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("Straße & Café 12 %.pdf", "Straße & Café 12 %.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\evil.bat", "evil.bat"),
        ("C:\\autoexec.bat", "autoexec.bat"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("LPT².txt", "_LPT².txt"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("minutes\u202efdp.exe", "minutesfdp.exe"),
        ("a\nb\tc.pdf", "a_b_c.pdf"),
        (".bashrc", "bashrc"),
        ("-rf.pdf", "_-rf.pdf"),
        ("trailing. . ", "trailing"),
        ("...", "document"),
        ("", "document"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_a_safe_name_is_one_that_every_system_takes(name: str) -> None:
    made = safe_name(name)
    assert made
    assert made == safe_name(made)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e\u2066-\u2069]', made)
    assert not made.startswith((".", " ", "-"))
    assert not made.endswith((".", " "))
    assert len(made) <= LONGEST_NAME + 1
    assert len(made.encode()) <= 255
    assert made.split(".")[0].strip().casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(st.lists(st.text(max_size=140), max_size=8))
def test_free_names_are_never_the_same_for_any_system(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        made = free_name(safe_name(name), taken)
        assert name_key(made) not in taken
        assert len(made.encode()) <= 255
        taken.add(name_key(made))


def test_a_free_name_keeps_its_extension() -> None:
    assert free_name("A.pdf", {name_key("a.PDF")}) == "A (2).pdf"
    assert free_name("A", {name_key("a"), name_key("A (2)")}) == "A (3)"


def test_a_line_of_check_sums_is_what_sha256sum_reads() -> None:
    assert checksum_line("ab" * 32, "x y.pdf") == "ab" * 32 + "  x y.pdf\n"
