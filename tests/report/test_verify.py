"""Verifying: facts for facts, plain words, and nothing that was touched ever looks good."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import signing_cases as cases

from faults.report import forging, hostile_pdf
from ic_desktop import i18n
from ic_desktop.report import certificate as certificates
from ic_desktop.report import container, keyfile, sign, trust
from ic_desktop.report.facts import Doubt, Outcome, Problem, ProjectFacts, Seal, Verification
from ic_desktop.report.trust import How, TrustList
from ic_desktop.report.verify import from_json, verify

NOBODY = TrustList()


def _texts(found: Verification, *levels: str) -> str:
    return "\n".join(one.text for one in found.sentences() if one.level in levels)


def _refused(data: bytes, trusting: TrustList | None = None) -> Verification:
    """Verify what must not look good in any way, and return what was found."""
    found = verify(data, trusting or cases.sample().known)
    assert not forging.looks_good(found), found
    assert found.sentences()[0].level in ("bad", "doubt")
    return found


def test_a_whole_report_of_a_known_signer() -> None:
    sample = cases.sample()
    found = verify(sample.signed, sample.known)
    assert found.verdict is Outcome.KNOWN
    assert found.holds
    assert found.doubts() == ()
    assert found.drawn_by_us
    (facts,) = found.signatures
    assert facts.form == "ours"
    assert facts.certified == "no-changes"
    assert facts.names_certificate
    assert facts.covers_whole_file
    assert facts.self_made
    assert facts.valid_then
    assert (facts.signer, facts.organisation) == ("Ada Example", "Fictional example")
    assert (facts.digest, facts.bytes_after, facts.unsigned_attributes) == ("sha256", 0, 0)
    assert abs(datetime.fromisoformat(facts.claimed_time) - datetime.now(UTC)) < timedelta(hours=1)
    first = found.sentences()[0]
    assert first.level == "good"
    assert "Ada Example, whom you know" in first.text
    assert sample.signer.fingerprint_grouped in _texts(found, "note")
    assert "you met" in _texts(found, "good")


def test_an_unknown_signer_never_looks_like_a_known_one() -> None:
    sample = cases.sample()
    found = verify(sample.signed, NOBODY)
    assert found.verdict is Outcome.UNKNOWN
    assert found.sentences()[0].level == "doubt"
    assert "whom you know" not in _texts(found, "good", "note", "doubt", "bad")
    assert "You do not know this signer" in _texts(found, "doubt")


def test_a_fingerprint_seen_in_a_report_only_does_not_count() -> None:
    sample = cases.sample()
    (entry,) = sample.known.entries
    seen = TrustList((replace(entry, how=How.REPORT),))
    assert verify(sample.signed, seen).verdict is Outcome.UNKNOWN


@pytest.mark.parametrize("name", ["Ada Example", "ADA  EXAMPLE", "Ada Exаmple", "Example, Ada"])
def test_another_identity_of_a_known_name_is_warned_of(name: str, tmp_path: Path) -> None:
    own = cases.certificate(name, cases.p256())
    signed = cases.signed_by(keyfile.KeyMaterial(cases.p256(), own, ()), tmp_path)
    found = verify(signed, cases.sample().known)
    assert found.verdict is Outcome.NAMESAKE
    assert not found.holds
    assert found.sentences()[0].level == "bad"
    assert "This is not that one" in _texts(found, "bad")
    assert cases.sample().signer.fingerprint_grouped in _texts(found, "bad")
    assert _texts(found, "good") == ""


def test_two_known_identities_of_one_name_are_told_apart() -> None:
    sample = cases.sample()
    other = cases.certificate("Ada Example", cases.p256())
    entry = trust.known_from_pem(certificates.to_pem(other).encode(), How.WEB_SITE)
    found = verify(sample.signed, sample.known.add(entry))
    assert found.verdict is Outcome.KNOWN
    warned = _texts(found, "doubt")
    assert "You know another identity called Ada Example" in warned
    assert certificates.grouped(entry.fingerprint) in warned


def test_a_flipped_bit_anywhere_is_never_good() -> None:
    assert forging.flips_anywhere(cases.sample(), 60).failures == ()


def test_a_flipped_bit_in_the_container_is_never_good() -> None:
    assert forging.flips_in_container_verified(cases.sample(), 80).failures == ()


def test_appended_or_missing_bytes_are_never_good() -> None:
    assert forging.appended(cases.sample()).failures == ()


def test_incremental_updates_and_rewritten_byte_ranges_are_never_good() -> None:
    assert forging.incremental_updates(cases.sample()).failures == ()


def test_what_was_added_is_said() -> None:
    sample = cases.sample()
    found = _refused(sample.signed + b"%junk\n")
    assert found.verdict is Outcome.CHANGED
    assert found.last.bytes_after == 6
    assert "6 bytes were added" in _texts(found, "bad")
    assert found.sentences()[0].text == "The file was changed after it was signed."


def test_an_added_signature_field_is_seen() -> None:
    changed = forging.updated(cases.sample().signed, forging._empty_field)
    found = _refused(changed)
    assert found.verdict is Outcome.CHANGED
    assert found.empty_fields == 1
    assert Doubt.EMPTY_FIELD in found.doubts()


def test_a_changed_page_is_changed() -> None:
    sample = cases.sample()
    at = sample.signed.index(b"/MediaBox [ 0 0 595 842 ]")
    found = _refused(forging.flipped(sample.signed, at + 13, 0))
    assert found.verdict is Outcome.CHANGED
    assert found.last.known is None
    assert "proves nothing" in _texts(found, "note")


def test_another_signers_signature_over_the_same_bytes_is_theirs_alone() -> None:
    sample = cases.sample()
    other = keyfile.KeyMaterial(cases.p256(), cases.certificate("Mallory", cases.p256()), ())
    found = verify(cases.forged_by(sample.signed, other), sample.known)
    assert found.verdict is Outcome.UNKNOWN
    assert found.last.signer == "Mallory"
    same = keyfile.KeyMaterial(cases.p256(), cases.certificate("Ada Example", cases.p256()), ())
    found = verify(cases.forged_by(sample.signed, same), sample.known)
    assert found.verdict is Outcome.NAMESAKE


def test_a_signature_from_another_report_does_not_fit(tmp_path: Path) -> None:
    sample = cases.sample()
    other = sign.sign(
        forging.unsigned_pdf(pages=2),
        sample.signer,
        cases.PASSPHRASE,
        cases.MARK,
        cases.PLACE,
    )
    found = _refused(cases.with_cms(sample.signed, cases.held_cms(other)))
    assert found.verdict is Outcome.CHANGED
    assert found.last.known is None


@pytest.mark.parametrize(
    "forge",
    [cases.other_s, cases.with_unsigned_attribute, cases.with_extra_certificate],
)
def test_a_touched_container_is_doubtful_though_the_maths_hold(
    forge: Callable[[bytes], bytes],
) -> None:
    found = _refused(forge(cases.sample().signed))
    assert found.verdict is Outcome.DOUBTFUL
    assert found.last.intact
    assert Doubt.CONTAINER in found.doubts()


def test_lower_case_digits_and_padding_are_doubtful() -> None:
    signed = cases.sample().signed
    gap = container.find_gap(signed)
    lower = signed[: gap.start] + signed[gap.start : gap.end].lower() + signed[gap.end :]
    assert _refused(lower).doubts() == (Doubt.CONTAINER,)
    padded = signed[: gap.end - 2] + b"1" + signed[gap.end - 1 :]
    assert Doubt.CONTAINER in _refused(padded).doubts()


def test_two_signers_in_one_container_cannot_be_read() -> None:
    found = _refused(cases.with_two_signers(cases.sample().signed))
    assert found.verdict is Outcome.UNREADABLE


def test_sha1_is_refused(tmp_path: Path) -> None:
    own = keyfile.KeyMaterial(
        cases.rsa_key(), cases.certificate("Old Example", cases.rsa_key()), ()
    )
    signed = cases.with_sha1(cases.signed_by(own, tmp_path), own)
    found = _refused(signed)
    assert found.last.intact
    assert not found.last.digest_acceptable
    assert {Doubt.WEAK_DIGEST, Doubt.NO_CERTIFICATE_NAMED, Doubt.CONTAINER} <= set(found.doubts())
    assert "SHA1" in _texts(found, "doubt")


@pytest.mark.parametrize(
    ("begins", "doubt"),
    [(-1000, Doubt.NOT_VALID_THEN), (10, Doubt.NOT_VALID_THEN)],
)
def test_a_certificate_that_was_not_valid_then(begins: int, doubt: Doubt, tmp_path: Path) -> None:
    moment = datetime.now(UTC) + timedelta(days=begins)
    own = cases.certificate("A", cases.p256(), begins=moment)
    found = _refused(cases.signed_by(keyfile.KeyMaterial(cases.p256(), own, ()), tmp_path))
    assert found.doubts() == (doubt,)


def test_a_weak_key_and_a_wrong_purpose(tmp_path: Path) -> None:
    weak = cases.rsa_key(1024)
    own = cases.certificate("A", weak, signing=False)
    found = _refused(cases.signed_by(keyfile.KeyMaterial(weak, own, ()), tmp_path))
    assert set(found.doubts()) == {Doubt.WEAK_KEY, Doubt.NOT_FOR_SIGNING}


def test_an_issuer_that_is_not_shown(tmp_path: Path) -> None:
    whole = cases.chain()
    alone = keyfile.KeyMaterial(whole.key, whole.certificate, ())
    found = _refused(cases.signed_by(alone, tmp_path))
    assert found.doubts() == (Doubt.BROKEN_CHAIN,)
    shown = verify(cases.signed_by(whole, tmp_path), NOBODY)
    assert shown.verdict is Outcome.UNKNOWN
    assert not shown.last.self_made
    assert "issued by Middle Example" in _texts(shown, "note")


def test_a_signature_without_certification() -> None:
    own = keyfile.KeyMaterial(cases.p256(), cases.certificate("A", cases.p256()), ())
    ours = cases.signed_elsewhere(forging.unsigned_pdf(), own)
    found = _refused(ours)
    assert {Doubt.NOT_CERTIFIED, Doubt.CONTAINER} <= set(found.doubts())


def test_another_programs_signature_is_judged_by_general_rules() -> None:
    own = keyfile.KeyMaterial(cases.p256(), cases.certificate("A", cases.p256()), ())
    source = forging.unsigned_pdf(creator="Another program")
    found = verify(cases.signed_elsewhere(source, own), NOBODY)
    assert found.verdict is Outcome.UNKNOWN
    assert not found.drawn_by_us
    assert found.last.form == "tidy"
    assert found.last.certified == "none"
    assert "does not say that this program made it" in _texts(found, "note")


def test_several_signatures_are_for_a_person_to_judge(tmp_path: Path) -> None:
    from pyhanko.sign.fields import MDPPerm

    own = keyfile.KeyMaterial(cases.p256(), cases.certificate("A", cases.p256()), ())
    source = forging.unsigned_pdf(creator="Another program")
    once = cases.signed_elsewhere(source, own, certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    assert verify(once, NOBODY).last.certified == "filling-in"
    twice = cases.signed_elsewhere(once, own, field_name="Second")
    found = _refused(twice)
    assert found.verdict is Outcome.DOUBTFUL
    assert Doubt.SEVERAL in found.doubts()
    first, second = found.signatures
    assert (first.field, second.field) == ("Other", "Second")
    assert first.intact
    assert not first.covers_whole_file
    assert first.bytes_after > 0
    assert second.covers_whole_file


def test_another_signature_on_top_of_ours_is_not_good() -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    class Blind(signers.PdfSigner):
        """A signer that does not care about the certification that forbids it."""

        def _enforce_certification_constraints(self, reader: object) -> None:
            return

    own = keyfile.KeyMaterial(cases.p256(), cases.certificate("Mallory", cases.p256()), ())
    metadata = signers.PdfSignatureMetadata(field_name="Second")
    writer = IncrementalPdfFileWriter(BytesIO(cases.sample().signed))
    signed = Blind(metadata, sign._signer(own)).sign_pdf(writer).getvalue()
    found = _refused(signed)
    assert len(found.signatures) == 2
    assert Doubt.SEVERAL in found.doubts()


def test_a_gap_that_is_wider_than_the_container_is_not_covered(tmp_path: Path) -> None:
    """A signer of bad faith leaves out more than the digits, to change it later."""
    sample = cases.sample()
    gap = container.find_gap(sample.signed)
    digits = bytearray(sample.signed)
    digits[gap.end - 200 : gap.end - 1] = b">/Later (changed at will)<" + b"0" * 173
    found = _refused(bytes(digits))
    assert found.verdict in (Outcome.CHANGED, Outcome.UNREADABLE)


def test_a_shadow_document_is_found() -> None:
    """The classic: another page tree waits in the file until a new trailer points to it."""
    sample = cases.sample()
    start = len(sample.signed)
    other = (
        b"90 0 obj\n<< /Type /Catalog /Pages 91 0 R >>\nendobj\n"
        b"91 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    )
    second = start + other.index(b"91 0 obj")
    table = start + len(other)
    previous = int(sample.signed.split(b"startxref\n")[-1].split(b"\n")[0])
    tail = b"xref\n90 2\n%010d 00000 n \n%010d 00000 n \n" % (start, second)
    trailer = b"trailer\n<< /Size 92 /Root 90 0 R /Prev %d >>\n" % previous
    end = b"startxref\n%d\n%%%%EOF\n" % table
    _refused(sample.signed + other + tail + trailer + end)


def test_a_file_without_a_signature_says_so() -> None:
    found = _refused(cases.sample().source)
    assert found.verdict is Outcome.NOT_SIGNED
    assert "not signed" in found.sentences()[0].text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.NOT_A_PDF),
        (b"GIF89a", Problem.NOT_A_PDF),
        (b"%PDF-1.7\n", Problem.DAMAGED),
        (b"%PDF-1.7\n" + b"<<" * 50_000, Problem.DAMAGED),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, problem: Problem) -> None:
    found = _refused(data)
    assert found.verdict is Outcome.UNREADABLE
    assert found.problem is problem


def test_a_missing_and_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verify(tmp_path / "gone.pdf", NOBODY).problem is Problem.MISSING
    assert verify(tmp_path, NOBODY).problem is Problem.MISSING
    monkeypatch.setattr("ic_desktop.report.inspection.LARGEST_PDF", 100)
    path = tmp_path / "large.pdf"
    path.write_bytes(cases.sample().signed)
    assert verify(path, NOBODY).problem is Problem.TOO_LARGE


@pytest.mark.parametrize(
    ("name", "data"),
    [
        one
        for one in hostile_pdf.hostile_pdfs()
        if len(one[1]) < 350_000 and "million" not in one[0]
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_hostile_files_are_survived(name: str, data: bytes) -> None:
    assert _refused(data).verdict in (Outcome.UNREADABLE, Outcome.NOT_SIGNED)


def test_mutants_are_survived() -> None:
    for _name, data in hostile_pdf.mutated(cases.sample().signed, 40):
        _refused(data)


def test_it_matches_the_project_that_sealed_it(tmp_path: Path) -> None:
    sample = cases.sample()
    sha256 = verify(sample.signed, sample.known).sha256
    seal = Seal(sha256, "ab" * 32, "Self-assessment 2026")
    other = Seal("0" * 64, "cd" * 32, "Another")
    found = verify(sample.signed, sample.known, ProjectFacts("p1", (other, seal)))
    assert found.seal == seal
    assert found.holds
    assert "Self-assessment 2026" in _texts(found, "good")
    found = verify(sample.signed, sample.known, ProjectFacts("p2", (other,)))
    assert found.verdict is Outcome.KNOWN
    assert not found.holds
    assert "not one of the reports" in _texts(found, "bad")
    found = verify(sample.signed + b" ", sample.known, ProjectFacts("p1", (seal,)))
    assert found.seal is None


def test_facts_travel_as_plain_data(tmp_path: Path) -> None:
    sample = cases.sample()
    project = ProjectFacts("p1", (Seal("0" * 64, "cd" * 32, "A"),))
    for data in (sample.signed, sample.signed + b" ", sample.source, b""):
        found = verify(data, sample.known, project)
        plain = json.loads(json.dumps(found.as_json()))
        assert from_json(plain) == found
        assert plain["verdict"] == found.verdict.value
        assert plain["sentences"][0]["text"] == found.sentences()[0].text


def test_texts_of_a_certificate_cannot_steer_the_screen(tmp_path: Path) -> None:
    own = cases.certificate("Ada\u202eelpmaxE\nYou know this signer", cases.p256())
    found = verify(
        cases.signed_by(keyfile.KeyMaterial(cases.p256(), own, ()), tmp_path), cases.sample().known
    )
    assert all("\n" not in one.text and "\u202e" not in one.text for one in found.sentences())


def test_sentences_are_spoken_in_the_language_of_the_interface(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = verify(cases.sample().source, NOBODY)
    loud = i18n.Catalogue("en")
    monkeypatch.setattr(loud, "gettext", str.upper)
    monkeypatch.setattr(i18n, "_current", [loud])
    assert found.sentences()[0].text.isupper()


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from ic_desktop.report import verify, sign, identity, trust, container, stamp;"
        "print([m for m in ('pyhanko', 'cryptography', 'reportlab', 'asn1crypto', 'PIL')"
        " if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_pdfsig_agrees_that_it_is_valid_and_that_it_was_changed(
    need_tool: Callable[[str], str], tmp_path: Path
) -> None:
    tool, sample = need_tool("pdfsig"), cases.sample()
    path = tmp_path / "r.pdf"
    for data, valid in ((sample.signed, True), (_one_digit_off(sample.signed), False)):
        path.write_bytes(data)
        said = subprocess.run([tool, str(path)], capture_output=True, text=True, check=False).stdout
        assert ("Signature is Valid" in said) is valid
        assert verify(path, sample.known).holds is valid
    assert shutil.which("pdfsig") == tool


def _one_digit_off(signed: bytes) -> bytes:
    return signed.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 595 843 ]", 1)
