"""The list of known signers: how each came counts, and the file is kept whole."""

import json
from datetime import UTC, datetime

import pytest
import signing_cases as cases

from ic_desktop import errors
from ic_desktop.report import certificate as certificates
from ic_desktop.report import identity, trust
from ic_desktop.report.trust import How, Known, TrustList

ADA = Known("a" * 64, "Ada Example", How.MET, "2026-11-22")
SEEN = Known("b" * 64, "Ada Example", How.REPORT, "2026-11-22")


def test_the_list_is_kept_and_read_again() -> None:
    assert trust.load() == TrustList()
    kept = TrustList().add(ADA, SEEN)
    trust.save(kept)
    assert trust.load() == kept
    trust.save(kept.remove(ADA.fingerprint))
    assert trust.load().entries == (SEEN,)


def test_only_what_came_another_way_than_in_a_report_counts() -> None:
    kept = TrustList().add(ADA, SEEN)
    assert kept.find(ADA.fingerprint) == ADA
    assert kept.find(SEEN.fingerprint) is None
    assert kept.find("c" * 64) is None
    assert kept.namesakes("ada example", ADA.fingerprint) == (SEEN,)
    assert kept.namesakes("Berta", "c" * 64) == ()


def test_a_new_entry_replaces_the_old_one() -> None:
    met = Known(SEEN.fingerprint, "Ada Example", How.PHONED, "2026-11-23")
    kept = TrustList((SEEN,)).add(met)
    assert kept.entries == (met,)
    assert kept.find(SEEN.fingerprint) == met


def test_an_entry_comes_from_a_certificate() -> None:
    own = cases.certificate("Ada\nExample", cases.p256())
    pem = certificates.to_pem(own).encode()
    when = datetime(2026, 11, 22, tzinfo=UTC)
    entry = trust.known_from_pem(pem, How.FILE, when=when)
    assert (entry.name, entry.how, entry.added) == ("Ada Example", How.FILE, "2026-11-22")
    assert trust.known_from_pem(certificates.to_der(own), How.FILE, when=when) == entry
    for rubbish in (b"", b"-----BEGIN CERTIFICATE-----\nx", b"\x30\x03\x02\x01\x01"):
        with pytest.raises(errors.NotACertificate):
            trust.known_from_pem(rubbish, How.FILE)


def test_own_identities_are_known() -> None:
    signer = cases.sample().signer
    (entry,) = trust.own([signer])
    assert (entry.fingerprint, entry.how) == (signer.fingerprint, How.OWN)
    assert entry.how.counts


def test_known_signers_are_the_list_and_oneself() -> None:
    trust.save(TrustList((ADA,)))
    mine = identity.make("Me", cases.PASSPHRASE)
    found = {one.fingerprint: one.how for one in trust.known_signers().entries}
    assert found == {ADA.fingerprint: How.MET, mine.fingerprint: How.OWN}
    assert trust.load() == TrustList((ADA,))


def test_every_way_has_words() -> None:
    assert len({how.words for how in How}) == len(How)


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"[]",
        b"{",
        b'{"format": 2, "signers": []}',
        b'{"format": 1}',
        b'{"format": 1, "signers": [{"fingerprint": "x"}]}',
        b"[" * 100_000,
        json.dumps(
            {
                "format": 1,
                "signers": [
                    {"fingerprint": "a" * 64, "name": "A", "how": "guessed", "added": "2026-01-01"}
                ],
            }
        ).encode(),
    ],
)
def test_a_broken_list_is_an_error_and_never_an_empty_list(held: bytes) -> None:
    trust.path().write_bytes(held)
    with pytest.raises(errors.BrokenTrustList):
        trust.load()
