"""What can be done to a signed report, and whether it is then ever reported as good."""

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from faults.model import Outcome
from faults.report.hostile_pdf import hostile_pdfs, mutated
from ic_desktop.report import container, facts, identity, sign, stamp, trust
from ic_desktop.report.verify import verify

PASSPHRASE = "correct horse battery"
LONGEST_LOOK = 5.0
"""Seconds that a look into a hostile file may take on a slow machine."""

GOOD = (facts.Outcome.KNOWN, facts.Outcome.UNKNOWN)
"""Outcomes of a file to which nothing was done."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A signed report, its unsigned source, who signed it, and a list that knows the signer."""

    source: bytes
    signed: bytes
    signer: identity.Identity
    known: trust.TrustList


def unsigned_pdf(pages: int = 3, creator: str = f"{facts.PROGRAM} 0") -> bytes:
    """Return a small report of several pages that says which program made it."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setCreator(creator)
    canvas.setTitle("Fictional example")
    for page in range(1, pages + 1):
        canvas.drawString(72, 720, f"Fictional example, page {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_sample(source: bytes | None = None, name: str = "Ada Example") -> Sample:
    """Return a report signed by an identity made for it in the user's folder of this process."""
    source = unsigned_pdf() if source is None else source
    signer = identity.make(name, PASSPHRASE, "Fictional example")
    mark = stamp.Stamp((f"Signed by {name}",), fictional=True)
    signed = sign.sign(source, signer, PASSPHRASE, mark, sign.Place((72, 72, 332, 142)))
    entry = trust.known_from_pem(signer.certificate.encode(), trust.How.MET)
    return Sample(source, signed, signer, trust.TrustList((entry,)))


def flipped(data: bytes, at: int, bit: int) -> bytes:
    """Return ``data`` with one bit changed."""
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed)


def looks_good(found: facts.Verification) -> bool:
    """Whether anything about a verification could be taken for good."""
    approved = any(one.level == "good" for one in found.sentences())
    return found.verdict in GOOD or found.holds or approved


def flips_anywhere(sample: Sample, trials: int, seed: int = 7) -> Outcome:
    """Change one random bit of the file, ``trials`` times."""
    draw = random.Random(seed)
    failures = []
    for _trial in range(trials):
        at, bit = draw.randrange(len(sample.signed)), draw.randrange(8)
        if looks_good(verify(flipped(sample.signed, at, bit), sample.known)):
            failures.append(f"byte {at}, bit {bit}")
    return Outcome(trials, tuple(failures))


def flips_in_container(sample: Sample, bits: Iterable[int], every: int = 1) -> Outcome:
    """Change each bit of ``bits`` in every n-th byte of the container, its brackets included.

    A report of ours is not good unless container.check() passes, which is what is asked here; a
    changed file that passed it would be verified as a whole.
    """
    gap, bits = container.find_gap(sample.signed), tuple(bits)
    failures, trials = [], 0
    changed = bytearray(sample.signed)
    for at in range(gap.start, gap.end, every):
        for bit in bits:
            trials += 1
            changed[at] ^= 1 << bit
            data = bytes(changed)
            changed[at] ^= 1 << bit
            if _passes(data) and looks_good(verify(data, sample.known)):
                failures.append(f"byte {at}, bit {bit}")
    return Outcome(trials, tuple(failures))


def _passes(data: bytes) -> bool:
    try:
        container.check(data)
    except container.NotOurForm:
        return False
    return True


def flips_in_container_verified(sample: Sample, trials: int, seed: int = 11) -> Outcome:
    """Change random bits of the container and verify the file as a whole."""
    draw, gap = random.Random(seed), container.find_gap(sample.signed)
    cms = gap.start + 1 + 2 * len(container.contents(sample.signed, gap))
    failures = []
    for trial in range(trials):
        end = cms if trial % 2 else gap.end
        at, bit = draw.randrange(gap.start, end), draw.randrange(8)
        if looks_good(verify(flipped(sample.signed, at, bit), sample.known)):
            failures.append(f"byte {at}, bit {bit}")
    return Outcome(trials, tuple(failures))


def appended(sample: Sample) -> Outcome:
    """Put bytes behind, before and in the middle of the file, or cut some off."""
    data = sample.signed
    middle = len(data) // 3
    tails = (b"\n", b" ", b"\0", b"%%EOF\n", b"%junk\n", sample.source, data, b"x" * 100_000)
    changed = [data + tail for tail in tails]
    changed += [b"\n" + data, b"%junk\n" + data, data[:middle] + b" " + data[middle:]]
    changed += [data[:-cut] for cut in (1, 2, 7, 100, len(data) // 2)]
    return _all_refused(sample, changed)


def updated(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a PDF with an incremental update made through pyHanko's writer."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _generic() -> Any:
    """Return pyHanko's PDF objects, which have no types."""
    from pyhanko.pdf_utils import generic

    return generic


def _content(writer: Any) -> None:
    generic = _generic()
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def _annotation(writer: Any) -> None:
    generic = _generic()
    name = generic.pdf_name
    box = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 300, 300)])
    note = {"/Type": name("/Annot"), "/Subtype": name("/FreeText"), "/Rect": box}
    held = {name(key): value for key, value in note.items()}
    held[name("/Contents")] = generic.pdf_string("changed")
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    notes = page.get("/Annots") or generic.ArrayObject()
    notes.append(writer.add_object(generic.DictionaryObject(held)))
    page["/Annots"] = notes
    writer.update_container(page)


def _metadata(writer: Any) -> None:
    writer.document_meta.title = "changed"
    writer.update_root()


def _script(writer: Any) -> None:
    generic = _generic()
    name = generic.pdf_name
    script = {name("/S"): name("/JavaScript"), name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root["/OpenAction"] = generic.DictionaryObject(script)
    writer.update_root()


def _empty_field(writer: Any) -> None:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    append_signature_field(writer, SigFieldSpec("Another"))


def _uncertified(writer: Any) -> None:
    del writer.root["/Perms"]
    writer.update_root()


def _signature_removed(writer: Any) -> None:
    del writer.root["/AcroForm"]
    writer.update_root()


def incremental_updates(sample: Sample) -> Outcome:
    """Update page content, an annotation, metadata, an action, a signature field, and so on."""
    changes = (
        _content,
        _annotation,
        _metadata,
        _script,
        _empty_field,
        _uncertified,
        _signature_removed,
        *(_range_of(sample.signed, *numbers) for numbers in _ranges(sample.signed)),
    )
    changed = [updated(sample.signed, change) for change in changes]
    return _all_refused(sample, changed)


def _ranges(data: bytes) -> list[tuple[int, ...]]:
    """Return byte ranges with gaps, overlaps, other beginnings, wrapping and absurd numbers."""
    gap = container.find_gap(data)
    first, second, rest = gap.start, gap.end, len(data) - gap.end
    huge = 2**63
    return [
        (0, first, second, rest),
        (1, first - 1, second, rest),
        (0, first, second, rest, 0, 0),
        (0, first),
        (0, first, first, rest),
        (0, first, second, -rest),
        (0, -1, second, rest),
        (0, first, second, huge),
        (huge, first, second, rest),
        (0, second, first, rest),
        (0, 0, 0, len(data)),
        (),
    ]


def _range_of(data: bytes, *numbers: int) -> Callable[[Any], None]:
    """Return an update that writes the signature again with another byte range."""
    generic = _generic()
    name = generic.pdf_name
    gap = container.find_gap(data)
    held = bytes.fromhex(data[gap.start + 1 : gap.end - 1].decode("ascii"))

    def change(writer: Any) -> None:
        signature = writer.root["/AcroForm"]["/Fields"][0].get_object()["/V"].get_object()
        spans = generic.ArrayObject([generic.NumberObject(number) for number in numbers])
        signature[name("/ByteRange")] = spans
        signature[name("/Contents")] = generic.ByteStringObject(held)
        writer.update_container(signature)

    return change


def _all_refused(sample: Sample, changed: list[bytes]) -> Outcome:
    outcomes = [verify(data, sample.known) for data in changed]
    wrong = [f"number {n}: {one.verdict}" for n, one in enumerate(outcomes) if looks_good(one)]
    return Outcome(len(changed), tuple(wrong))


def hostile_files(sample: Sample, mutants: int) -> Outcome:
    """Look into files made to crash, hang or swell a reader; each in bounded time, none good."""
    files = [*hostile_pdfs(), *mutated(sample.signed, mutants)]
    failures = []
    for name, data in files:
        began = time.perf_counter()
        found = verify(data, sample.known)
        took = time.perf_counter() - began
        if looks_good(found) or took > LONGEST_LOOK:
            failures.append(f"{name}: {found.verdict} after {took:.1f} s")
    return Outcome(len(files), tuple(failures))
