"""The signature container: one form, to the last digit of its padding."""

from collections.abc import Callable
from pathlib import Path

import pytest
import signing_cases as cases

from faults.report import forging
from ic_desktop.report import certificate as certificates
from ic_desktop.report import container, keyfile


def test_what_we_write_is_in_our_form() -> None:
    sample = cases.sample()
    held = container.check(sample.signed)
    assert certificates.fingerprint(held.signer) == sample.signer.fingerprint
    assert held.issuers == ()


@pytest.mark.parametrize("bit", [0, 5])
def test_a_changed_bit_at_any_byte_of_the_container_is_found(bit: int) -> None:
    result = forging.flips_in_container(cases.sample(), (bit,), every=3)
    assert result.rounds > 5000
    assert result.failures == ()


def test_every_bit_that_leaves_a_hex_digit_in_the_cms_is_found() -> None:
    signed = cases.sample().signed
    gap = container.find_gap(signed)
    end = gap.start + 1 + 2 * len(cases.held_cms(signed))
    trials = 0
    for at in range(gap.start + 1, end, 2):
        for bit in range(8):
            changed = forging.flipped(signed, at, bit)
            if changed[at] not in b"0123456789ABCDEF":
                continue
            trials += 1
            with pytest.raises(container.NotOurForm):
                container.check(changed)
    assert trials > 1000


def test_every_byte_of_a_chain_of_certificates_is_bound(tmp_path: Path) -> None:
    signed = cases.signed_by(cases.chain(), tmp_path)
    assert len(container.check(signed).issuers) == 2
    cms = cases.held_cms(signed)
    for at in range(0, len(cms), 3):
        changed = cases.with_cms(signed, forging.flipped(cms, at, at % 8))
        with pytest.raises(container.NotOurForm):
            container.check(changed)


FORGERIES = {
    "lower case": lambda signed: _in_gap(signed, bytes.lower),
    "a blank": lambda signed: _in_gap(signed, lambda digits: digits[:-1] + b" "),
    "padding not zero": lambda signed: _in_gap(signed, lambda digits: digits[:-1] + b"1"),
    "the other s": cases.other_s,
    "unsigned attribute": cases.with_unsigned_attribute,
    "two signers": cases.with_two_signers,
    "a stranger's certificate": cases.with_extra_certificate,
    "empty": lambda signed: cases.with_cms(signed, b""),
    "nothing but a sequence": lambda signed: cases.with_cms(signed, b"\x30\x00"),
}


def _in_gap(signed: bytes, change: Callable[[bytes], bytes]) -> bytes:
    gap = container.find_gap(signed)
    digits = change(signed[gap.start + 1 : gap.end - 1])
    return signed[: gap.start + 1] + digits + signed[gap.end - 1 :]


@pytest.mark.parametrize("name", FORGERIES)
def test_another_form_is_refused(name: str) -> None:
    changed = FORGERIES[name](cases.sample().signed)
    assert changed != cases.sample().signed
    assert len(changed) == len(cases.sample().signed)
    with pytest.raises(container.NotOurForm):
        container.check(changed)


def test_another_signer_over_the_same_bytes_is_in_our_form_but_is_another() -> None:
    sample = cases.sample()
    other = keyfile.KeyMaterial(cases.p256(), cases.certificate("Ada Example", cases.p256()), ())
    held = container.check(cases.forged_by(sample.signed, other))
    assert certificates.fingerprint(held.signer) != sample.signer.fingerprint


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\n/ByteRange [0 1 2 3]\n", bytes(20_000)])
def test_files_without_our_container(data: bytes) -> None:
    with pytest.raises(container.NotOurForm):
        container.check(data)


@pytest.mark.parametrize(
    ("found", "put"),
    [
        (b"\n%%EOF\n", b"\n%%EOF"),
        (b"\n%%EOF\n", b"\n%%EOF\n\n"),
        (b"/Type /Sig\n", b"/Type  /Sig\n"),
        (b"\n<<\n/Contents <", b"\n<< \n/Contents <"),
        (b"\n/ByteRange [0 ", b"\n/ByteRange [1 "),
    ],
)
def test_other_surroundings_are_refused(found: bytes, put: bytes) -> None:
    signed = cases.sample().signed
    at = signed.rindex(found)
    with pytest.raises(container.NotOurForm):
        container.check(signed[:at] + put + signed[at + len(found) :])
