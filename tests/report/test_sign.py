"""Signing: what comes out is valid for others, of one form, and whole or not there."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import signing_cases as cases

from faults.report import forging
from ic_desktop import errors
from ic_desktop.i18n import catalogue
from ic_desktop.report import container, identity, keyfile, sign, stamp
from ic_desktop.report.facts import Outcome
from ic_desktop.report.verify import verify


def _pdfsig(tool: str, signed: bytes, folder: Path) -> str:
    path = folder / "signed.pdf"
    path.write_bytes(signed)
    done = subprocess.run([tool, str(path)], capture_output=True, text=True, check=False)
    return done.stdout


def _is_valid(said: str) -> bool:
    whole = "Total document signed" in said and "Not total" not in said
    return whole and "Signature is Valid" in said and "ETSI.CAdES.detached" in said


def test_pdfsig_finds_it_valid(need_tool: Callable[[str], str], tmp_path: Path) -> None:
    said = _pdfsig(need_tool("pdfsig"), cases.sample().signed, tmp_path)
    assert _is_valid(said), said
    assert "Signer Certificate Common Name: Ada Example" in said
    assert "SHA-256" in said


def test_a_signer_with_a_chain(need_tool: Callable[[str], str], tmp_path: Path) -> None:
    path = cases.p12(tmp_path / "berta.p12", cases.chain())
    who = identity.from_file(path, cases.PASSPHRASE)
    signed = sign.sign(forging.unsigned_pdf(), who, cases.PASSPHRASE, cases.MARK, cases.PLACE)
    assert len(container.check(signed).issuers) == 2
    assert _is_valid(_pdfsig(need_tool("pdfsig"), signed, tmp_path))


def test_an_incomplete_chain_is_left_out(tmp_path: Path) -> None:
    whole = cases.chain()
    part = keyfile.KeyMaterial(whole.key, whole.certificate, whole.others[:1])
    assert container.check(cases.signed_by(part, tmp_path)).issuers == ()


def test_the_container_has_one_size_and_the_source_stays_as_it_was() -> None:
    sample = cases.sample()
    gap = container.find_gap(sample.signed)
    assert gap.end - gap.start == container.GAP
    assert sample.signed.startswith(sample.source)


def test_it_is_certified_against_any_change_and_metadata_stay() -> None:
    with (
        pikepdf.open(BytesIO(cases.sample().signed)) as signed,
        pikepdf.open(BytesIO(cases.sample().source)) as source,
    ):
        signature = signed.Root.Perms.DocMDP
        assert int(signature.Reference[0].TransformParams.P) == 1
        assert signature == signed.Root.AcroForm.Fields[0].V
        assert signed.trailer.Info == source.trailer.Info
        assert len(signed.Root.AcroForm.Fields) == 1


def test_the_stamp_embeds_its_fonts_and_says_fictional(
    need_tool: Callable[[str], str], tmp_path: Path
) -> None:
    drawn = stamp.draw(stamp.Stamp(("Αθήνα София Łódź", "x" * 300), fictional=True), 200, 60)
    assert b"Helvetica" not in drawn
    path = tmp_path / "stamp.pdf"
    path.write_bytes(drawn)
    done = subprocess.run(
        [need_tool("pdftotext"), "-layout", str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Fictional example" in done.stdout
    assert "Αθήνα София Łódź" in done.stdout
    plain = stamp.draw(stamp.Stamp(("A",), fictional=False), 200, 60)
    path.write_bytes(plain)
    again = subprocess.run(
        [need_tool("pdftotext"), str(path), "-"], capture_output=True, text=True, check=True
    )
    assert "Fictional" not in again.stdout


def test_the_usual_stamp_names_signer_time_and_fingerprint() -> None:
    signer = cases.sample().signer
    moment = datetime(2026, 11, 22, 18, 58, tzinfo=UTC)
    usual = stamp.stamp_for(signer, moment, catalogue("en"), fictional=True)
    text = " ".join(usual.lines)
    assert "Ada Example" in text
    assert "2026-11-22 18:58" in text
    assert signer.fingerprint_grouped in text
    assert usual.fictional


def test_a_field_prepared_in_the_report_is_used() -> None:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    def prepare(writer: object) -> None:
        append_signature_field(writer, SigFieldSpec("Signature", box=(100, 100, 300, 180)))

    source = forging.updated(forging.unsigned_pdf(), prepare)
    signer = cases.sample().signer
    signed = sign.sign(source, signer, cases.PASSPHRASE, cases.MARK, cases.PLACE)
    with pikepdf.open(BytesIO(signed)) as pdf:
        assert [int(n) for n in pdf.Root.AcroForm.Fields[0].Rect] == [100, 100, 300, 180]
        assert len(pdf.Root.AcroForm.Fields) == 1


def test_progress_is_told_and_each_step_can_be_cancelled(tmp_path: Path) -> None:
    sample, told = cases.sample(), []
    arguments = (sample.source, sample.signer, cases.PASSPHRASE, cases.MARK, cases.PLACE)
    sign.sign(*arguments, on_progress=lambda share, what: told.append((share, what)))
    shares = [share for share, _what in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(what for _share, what in told)
    target = tmp_path / "out.pdf"
    source = tmp_path / "in.pdf"
    source.write_bytes(sample.source)
    for stop_at in (1, 3, 5):
        asked = iter(range(1, 100))
        with pytest.raises(errors.SigningCancelled):
            sign.sign_file(
                source,
                target,
                *arguments[1:],
                cancelled=lambda asked=asked, stop_at=stop_at: next(asked) >= stop_at,
            )
    assert sorted(tmp_path.iterdir()) == [source]


def test_a_signed_file_is_written_whole(tmp_path: Path) -> None:
    sample = cases.sample()
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(sample.source)
    signed = sign.sign_file(
        source, target, sample.signer, cases.PASSPHRASE, cases.MARK, cases.PLACE, reason="Issue"
    )
    assert target.read_bytes() == signed
    assert sorted(tmp_path.iterdir()) == [source, target]


def test_the_wrong_passphrase_writes_nothing(tmp_path: Path) -> None:
    sample = cases.sample()
    source = tmp_path / "in.pdf"
    source.write_bytes(sample.source)
    with pytest.raises(errors.WrongPassphrase):
        sign.sign_file(
            source, tmp_path / "out.pdf", sample.signer, "wrong words", cases.MARK, cases.PLACE
        )
    assert list(tmp_path.iterdir()) == [source]


def _encrypted() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(cases.sample().source)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="", R=6))
    return out.getvalue()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (lambda: b"", "not a whole PDF"),
        (lambda: cases.sample().source[:-200], "not a whole PDF"),
        (lambda: cases.sample().signed, "signed already"),
        (_encrypted, "password"),
    ],
)
def test_what_cannot_be_signed(source: Callable[[], bytes], reason: str) -> None:
    sample = cases.sample()
    with pytest.raises(errors.CannotSign, match=reason):
        sign.sign(source(), sample.signer, cases.PASSPHRASE, cases.MARK, cases.PLACE)


@pytest.mark.parametrize(
    "place", [sign.Place((0, 0, 5, 5)), sign.Place((72, 72, 300, 140), page=99)]
)
def test_a_stamp_needs_a_place(place: sign.Place) -> None:
    sample = cases.sample()
    with pytest.raises(errors.CannotSign):
        sign.sign(sample.source, sample.signer, cases.PASSPHRASE, cases.MARK, place)


def test_an_expired_identity_cannot_sign(tmp_path: Path) -> None:
    past = datetime.now(UTC) - timedelta(days=1000)
    own = cases.certificate("A", cases.p256(), begins=past)
    path = cases.p12(tmp_path / "old.p12", keyfile.KeyMaterial(cases.p256(), own, ()))
    who = identity._described(own, path)
    with pytest.raises(errors.CertificateOutOfDate):
        sign.sign(cases.sample().source, who, cases.PASSPHRASE, cases.MARK, cases.PLACE)


def test_another_key_in_the_file_is_noticed(tmp_path: Path) -> None:
    signer = cases.sample().signer
    other = cases.p12(tmp_path / "other.p12", cases.chain())
    from dataclasses import replace

    with pytest.raises(errors.CannotSign, match="another identity"):
        sign.sign(
            cases.sample().source,
            replace(signer, path=other),
            cases.PASSPHRASE,
            cases.MARK,
            cases.PLACE,
        )


@pytest.mark.parametrize("streams", ["generate", "disable"])
def test_a_report_saved_by_another_writer_is_signed_in_the_same_form(
    streams: str, need_tool: Callable[[str], str], tmp_path: Path
) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(cases.sample().source)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode[streams])
    sample = forging.make_sample(out.getvalue())
    found = verify(sample.signed, sample.known)
    assert (found.verdict, found.drawn_by_us) == (Outcome.KNOWN, True)
    assert _is_valid(_pdfsig(need_tool("pdfsig"), sample.signed, tmp_path))
    assert forging.incremental_updates(sample).failures == ()


@pytest.mark.parametrize("also", [False, True])
def test_a_signature_that_nobody_could_verify_is_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, also: bool
) -> None:
    """A name with a sign by which readers cannot compare it: refused twice over."""
    with monkeypatch.context() as patched:
        patched.setattr("ic_desktop.report.certificate._is_comparable", lambda _one: True)
        who = identity.make("Mayor \N{GRINNING FACE}", cases.PASSPHRASE, into=tmp_path)
    if also:
        monkeypatch.setattr("ic_desktop.report.certificate._is_comparable", lambda _one: True)
    with pytest.raises(errors.CannotSign if also else errors.NameNotComparable):
        sign.sign(forging.unsigned_pdf(), who, cases.PASSPHRASE, cases.MARK, cases.PLACE)
