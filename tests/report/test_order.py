"""Orders to the helper process: the same report as here, and nothing of the rest of the project."""

import json
from pathlib import Path

import pytest

from ic_desktop import errors, helper_client
from ic_desktop.benchmark import library, load
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef
from ic_desktop.project.state import State
from ic_desktop.report import identity, order
from ic_desktop.report.build import build_draft
from ic_desktop.report.facts import Outcome
from ic_desktop.report.trust import known_signers
from ic_desktop.review import edits

PACK = "promoting-cultural-diversity"
PASSPHRASE = "four words are good"


def small() -> tuple[State, str, bytes]:
    """Return a state with two reviews and unused evidence, the first review, and its pack."""
    bundle = library.bundle_of(PACK)
    pack = PackRef(PACK, "1", load.pack_hash(bundle))
    editor = Editor(State(), Actor(new_id(), new_id()))
    review = edits.start_project(editor, new_id(), city="Musterau", pack=pack, title="First")
    other = edits.add_review(editor, pack=pack, title="Second, not for this reader")
    edits.judge(editor, review, "1", {"value": "in-place", "reason": "The council decided it."})
    edits.judge(editor, other, "1", {"value": "partly", "reason": "Words of the other review"})
    edits.add_evidence(editor, {"type": "statement", "text": "Said in confidence, cited nowhere"})
    return editor.state, review, bundle


def ask(wanted: order.Order) -> order.Answer:
    answer: order.Answer = helper_client.ask("report", wanted, memory=order.MEMORY)
    return answer


def test_a_draft_is_the_same_in_both_processes() -> None:
    state, review, bundle = small()
    made = order.pdf_of(ask(order.draft_order(state, review, bundle, "en")))
    assert made == build_draft(state, load.from_bundle(bundle, "en"), review, "en")


def test_an_order_holds_what_the_report_rests_on_alone() -> None:
    state, review, bundle = small()
    wanted = json.dumps(order.draft_order(state, review, bundle, "en"), ensure_ascii=False)
    assert "The council decided it." in wanted
    assert "Words of the other review" not in wanted
    assert "Said in confidence" not in wanted


def test_signing_and_checking(tmp_path: Path) -> None:
    state, review, bundle = small()
    one = identity.make("Anna Muster", PASSPHRASE)
    draft = order.draft_order(state, review, bundle, "de")
    told: list[tuple[int, int]] = []
    answer = helper_client.ask(
        "report",
        order.signing_order(draft, one, PASSPHRASE),
        memory=order.MEMORY,
        on_progress=lambda done, whole: told.append((done, whole)),
    )
    signed = order.signed_of(answer)
    assert signed.fingerprint == one.fingerprint
    assert [done for done, _whole in told] == sorted(done for done, _whole in told)
    assert told[-1] == (1000, 1000)
    assert "passphrase" not in draft
    path = tmp_path / "report.pdf"
    path.write_bytes(signed.pdf)
    wanted = order.verifying_order(path, known_signers(), None)
    found = order.verification_of(helper_client.ask("verify-report", wanted))
    assert found.verdict is Outcome.KNOWN
    assert found.sha256 == signed.sha256


def test_a_wrong_passphrase_comes_back_as_that() -> None:
    state, review, bundle = small()
    one = identity.make("Anna Muster", PASSPHRASE)
    wanted = order.signing_order(order.draft_order(state, review, bundle, "en"), one, "wrong one")
    with pytest.raises(errors.WrongPassphrase) as caught:
        ask(wanted)
    assert "wrong one" not in str(caught.value)


def test_what_breaks_down_tells_no_words() -> None:
    state, review, bundle = small()
    one = identity.make("Anna Muster", PASSPHRASE)
    wanted = order.signing_order(order.draft_order(state, review, bundle, "en"), one, PASSPHRASE)
    wanted["changes"][0][0] = "not a header"
    with pytest.raises(errors.HelperFailed) as caught:
        ask(wanted)
    assert PASSPHRASE not in repr(caught.value.__notes__)
    assert "not a header" not in repr(caught.value.__notes__)


def test_cancelling_ends_the_work() -> None:
    state, review, bundle = small()
    begun: list[int] = []
    with pytest.raises(errors.Cancelled):
        helper_client.ask(
            "report",
            order.draft_order(state, review, bundle, "en"),
            on_progress=lambda done, _whole: begun.append(done),
            cancelled=lambda: bool(begun),
        )
    assert max(begun) < 1000
