"""Identities: made, imported, listed, and refused with a clear reason."""

import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import signing_cases as cases
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from ic_desktop import errors
from ic_desktop.report import certificate as certificates
from ic_desktop.report import identity, keyfile


def test_a_made_identity_is_kept_and_listed() -> None:
    made = identity.make("Zoë  Müller", cases.PASSPHRASE, "City of Łódź", "pl")
    assert identity.identities() == [made]
    assert (made.name, made.organisation, made.country) == ("Zoë Müller", "City of Łódź", "PL")
    assert made.self_made
    assert not made.expired
    assert made.not_after.year - datetime.now(UTC).year == 10
    loaded = x509.load_pem_x509_certificate(made.certificate.encode())
    assert loaded.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
    assert made.fingerprint == certificates.fingerprint(certificates.to_der(loaded))
    material = identity.open_key(made.path, cases.PASSPHRASE)
    assert isinstance(material.key, ec.EllipticCurvePrivateKey)
    assert material.key.curve.name == "secp256r1"
    identity.remove(made)
    assert identity.identities() == []
    assert list(identity.folder().iterdir()) == []


def test_the_key_file_takes_600000_rounds_throughout_and_is_private() -> None:
    made = identity.make("A", cases.PASSPHRASE)
    assert keyfile.rounds_in(made.path.read_bytes()) == [600_000] * 3
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_openssl_reads_the_key_file(need_tool: Callable[[str], str]) -> None:
    made = identity.make("Ångström", "Paßwort für Ü")
    command = [need_tool("openssl"), "pkcs12", "-info", "-noout", "-in", str(made.path)]
    done = subprocess.run(
        [*command, "-passin", "pass:Paßwort für Ü"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "MAC: sha256, Iteration 600000" in done.stderr
    assert done.stderr.count("PBES2, PBKDF2, AES-256-CBC, Iteration 600000") == 2
    wrong = subprocess.run([*command, "-passin", "pass:Passwort"], capture_output=True, check=False)
    assert wrong.returncode != 0


def test_a_passphrase_opens_however_the_keyboard_composes_its_letters() -> None:
    made = identity.make("A", "caf\u00e9 au lait")
    assert identity.open_key(made.path, "cafe\u0301 au lait").key is not None


@pytest.mark.parametrize("name", ["", "   ", "x" * 65])
def test_a_name_is_needed(name: str) -> None:
    with pytest.raises(errors.IdentityNeedsName):
        identity.make(name, cases.PASSPHRASE)


@pytest.mark.filterwarnings("ignore:Attribute's length must be")
def test_a_long_greek_name_has_the_room_of_a_latin_one() -> None:
    name, organisation = "Κ" * identity.LONGEST_NAME, "Д" * identity.LONGEST_NAME
    made = identity.make(name, cases.PASSPHRASE, organisation)
    assert (made.name, made.organisation) == (name, organisation)
    assert identity.from_file(made.path, cases.PASSPHRASE).name == name
    code = "from ic_desktop.report.identity import identities; print(len(identities()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.parametrize("name", ["Mayor \N{GRINNING FACE}", "\N{CYRILLIC LETTER PALOCHKA}\u04cf"])
def test_a_name_that_no_reader_could_compare_is_refused(name: str) -> None:
    with pytest.raises(errors.NameNotComparable):
        identity.make(name, cases.PASSPHRASE)
    with pytest.raises(errors.NameNotComparable):
        identity.make("A", cases.PASSPHRASE, name)
    assert identity.identities() == []


def test_what_is_invisible_in_a_name_is_left_out() -> None:
    made = identity.make("\u200fAn\u00adna\u202e\nMuster\0", cases.PASSPHRASE, "\ufeffCity")
    assert (made.name, made.organisation) == ("Anna Muster", "City")


@pytest.mark.parametrize("passphrase", ["a\0bcdefghijklm", "\ud800 and more words", "\0" * 12])
def test_a_passphrase_that_cannot_be_typed_is_refused(passphrase: str) -> None:
    made = identity.make("A", cases.PASSPHRASE)
    with pytest.raises(errors.PassphraseTooShort):
        identity.make("A", passphrase)
    with pytest.raises(errors.WrongPassphrase):
        identity.open_key(made.path, passphrase)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(errors.PassphraseTooShort):
        identity.make("A", "1234567")


def test_the_wrong_passphrase_is_named_as_such() -> None:
    made = identity.make("A", cases.PASSPHRASE)
    with pytest.raises(errors.WrongPassphrase):
        identity.open_key(made.path, "another passphrase")


def test_an_imported_identity_keeps_its_chain_under_our_rounds(tmp_path: Path) -> None:
    source = cases.p12(tmp_path / "berta.p12", cases.chain())
    imported = identity.import_p12(source, cases.PASSPHRASE)
    assert not imported.self_made
    assert keyfile.rounds_in(imported.path.read_bytes()) == [600_000] * 3
    kept = identity.open_key(imported.path, cases.PASSPHRASE)
    assert {one.subject for one in kept.others} == {one.subject for one in cases.chain().others}
    assert identity.from_file(source, cases.PASSPHRASE).fingerprint == imported.fingerprint


def _material(name: str = "A", **more: object) -> keyfile.KeyMaterial:
    return keyfile.KeyMaterial(cases.p256(), cases.certificate(name, cases.p256(), **more), ())


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    past = datetime.now(UTC) - timedelta(days=1000)
    source = cases.p12(tmp_path / "old.p12", _material(begins=past))
    with pytest.raises(errors.CertificateOutOfDate):
        identity.import_p12(source, cases.PASSPHRASE)


def test_a_certificate_for_something_else_is_refused(tmp_path: Path) -> None:
    source = cases.p12(tmp_path / "server.p12", _material(signing=False))
    with pytest.raises(errors.CertificateNotForSigning):
        identity.import_p12(source, cases.PASSPHRASE)


def test_weak_and_unknown_keys_are_refused(tmp_path: Path) -> None:
    small = cases.rsa_key(1024)
    weak = keyfile.KeyMaterial(small, cases.certificate("A", small), ())
    with pytest.raises(errors.WeakKey, match="RSA 1024"):
        identity.import_p12(cases.p12(tmp_path / "weak.p12", weak), cases.PASSPHRASE)
    odd = ed25519.Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "A")])
    begins = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject, subject, odd.public_key(), 1)
    dated = builder.not_valid_before(begins).not_valid_after(begins + timedelta(days=1))
    own = dated.sign(odd, None)
    path = cases.p12(tmp_path / "odd.p12", keyfile.KeyMaterial(odd, own, ()))
    with pytest.raises(errors.WeakKey, match="Ed25519"):
        identity.import_p12(path, cases.PASSPHRASE)


def test_a_file_without_a_key_is_refused(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    only = cases.certificate("A", cases.p256())
    encryption = BestAvailableEncryption(cases.PASSPHRASE.encode())
    data = pkcs12.serialize_key_and_certificates(None, None, None, [only], encryption)
    path = tmp_path / "certificates.p12"
    path.write_bytes(data)
    with pytest.raises(errors.NoKeyInFile):
        identity.import_p12(path, cases.PASSPHRASE)


@pytest.mark.parametrize("data", [b"", b"hello", b"0" * 2_000_000, b"\x30\x80" * 1000])
def test_what_is_no_key_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.p12"
    path.write_bytes(data)
    with pytest.raises(errors.NotAKeyFile):
        identity.import_p12(path, cases.PASSPHRASE)


def test_a_file_that_asks_for_endless_rounds_is_refused_at_once(tmp_path: Path) -> None:
    path = cases.p12(tmp_path / "slow.p12", _material())
    pfx = asn1_pkcs12.Pfx.load(path.read_bytes())
    pfx["mac_data"]["iterations"] = 2**31 - 1
    path.write_bytes(pfx.dump(force=True))
    with pytest.raises(errors.NotAKeyFile):
        identity.import_p12(path, cases.PASSPHRASE)


def test_a_missing_file_and_an_empty_passphrase(tmp_path: Path) -> None:
    with pytest.raises(errors.NoSuchIdentity):
        identity.open_key(tmp_path / "gone.p12", "")
    source = cases.p12(tmp_path / "open.p12", _material(), "")
    with pytest.raises(errors.PassphraseTooShort):
        identity.import_p12(source, "")


def test_a_broken_identity_does_not_hide_the_others() -> None:
    made = identity.make("A", cases.PASSPHRASE)
    (identity.folder() / "broken.p12").write_bytes(b"x")
    (identity.folder() / "broken.pem").write_bytes(b"x")
    (identity.folder() / "lonely.p12").write_bytes(b"x")
    assert identity.identities() == [made]


def test_the_exported_certificate_holds_no_key(tmp_path: Path) -> None:
    made = identity.make("A", cases.PASSPHRASE)
    identity.export_certificate(made, tmp_path / "a.pem")
    text = (tmp_path / "a.pem").read_text()
    assert text == made.certificate
    assert "PRIVATE" not in text
    with pytest.raises(errors.FileNotWritten):
        identity.export_certificate(made, tmp_path / "no such folder" / "a.pem")


def test_it_says_what_a_made_identity_is_and_what_readers_will_see(tmp_path: Path) -> None:
    made = identity.make("A", cases.PASSPHRASE)
    assert "does not prove who you are" in identity.what_it_proves(made)
    assert "identity is unknown" in identity.what_readers_see(made)
    issued = identity.from_file(cases.p12(tmp_path / "b.p12", cases.chain()), cases.PASSPHRASE)
    assert "does not prove who you are" not in identity.what_it_proves(issued)


def test_a_fingerprint_is_grouped_and_read_back_in_any_form() -> None:
    digits = "0123456789abcdef" * 4
    assert certificates.grouped(digits).startswith("0123 4567 89AB CDEF 0123")
    assert certificates.ungrouped(certificates.grouped(digits)) == digits
    assert certificates.ungrouped(":".join(digits[i : i + 2] for i in range(0, 64, 2))) == digits
    assert certificates.ungrouped("0123") == ""
    assert certificates.ungrouped("g" * 64) == ""
