"""What a key factor's page shows, worked out without a screen."""

from ic_desktop.benchmark import library
from ic_desktop.benchmark.load import pack_hash
from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef, Review, review
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State
from ic_desktop.review import edits
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.view import FactorView, FactorViews

PACK = "promoting-cultural-diversity"


class Case:
    """A review in memory."""

    def __init__(self) -> None:
        self.pack: Pack = library.pack(PACK)
        self.editor = Editor(State(), Actor(new_id(), new_id()))
        reference = PackRef(PACK, self.pack.version, pack_hash(library.bundle_of(PACK)))
        self.review_id = edits.start_project(self.editor, new_id(), city="Musterau", pack=reference)
        self.views = FactorViews()

    @property
    def review(self) -> Review:
        """The review."""
        found = review(self.editor.state, self.review_id)
        assert found is not None
        return found

    def answer(self, question: str, **values: str) -> None:
        """Answer a question of factor 7."""
        named = {name.replace("_", "-"): value for name, value in values.items()}
        edits.answer(self.editor, self.review_id, "7", question, named)

    def piece(self, question: str, stance: str = "supports", *, page: str = "") -> str:
        """Add evidence tied to a question, or to a factor."""
        made = edits.add_evidence(self.editor, {"title": f"Piece on {question}"})
        self.tie(made, question, stance, page)
        return made

    def tie(self, piece: str, question: str, stance: str = "supports", page: str = "") -> str:
        """Tie a piece to a question ("7.1") or to a factor ("7")."""
        factor, dot, _number = question.partition(".")
        spot = question if dot else ""
        where = (self.review_id, piece, factor, spot)
        return edits.link(self.editor, *where, stance=stance, page=page)

    def view(self) -> FactorView:
        """Return what the page of factor 7 shows."""
        factor = self.pack.factor("7")
        return self.views.of(self.editor.state, self.pack, self.review, factor, CITY)

    def summary(self) -> str:
        """Return the line under the statement."""
        return " · ".join(part.text for part in words.summary(self.view(), str))


def test_the_summary_counts_answers_and_evidence() -> None:
    case = Case()
    case.answer("7.1", value="enough")
    case.answer("7.2", value="dont-know")
    case.piece("7.1")
    case.piece("7", "contradicts")
    expected = "1 of 4 questions answered · 1 to ask · 2 pieces of evidence, 1 against"
    assert case.summary() == expected


def test_the_summary_names_the_one_to_ask_and_the_first_date() -> None:
    case = Case()
    case.answer("7.2", value="dont-know", ask_whom="Personnel", ask_by="2026-12-01")
    case.answer("7.3", value="dont-know", ask_whom=" Personnel ", ask_by="2026-11-30")
    assert "2 to ask Personnel by 2026-11-30" in case.summary()
    case.answer("7.4", value="dont-know", ask_whom="Mayor")
    assert "3 to ask by 2026-11-30" in case.summary()


def test_pieces_are_listed_once_with_all_that_they_say_here() -> None:
    case = Case()
    piece = case.piece("7.3", page="14")
    case.tie(piece, "7.1", "contradicts", "§ 2")
    case.tie(piece, "7")
    case.tie(piece, "9.1")
    (held,) = case.view().pieces
    assert [link.question for link in held.links] == ["", "7.1", "7.3"]
    assert held.stances == ("contradicts", "supports")
    assert held.used_in == 2
    assert words.piece_line(held) == "Document · § 2 · p. 14 · 7.1, 7.3 · used in 2 factors"


def test_what_follows_from_links_alone_is_kept_until_one_changes() -> None:
    case = Case()
    case.piece("7.1")
    before = case.view()
    case.answer("7.1", value="enough")
    after = case.view()
    assert after.pieces is before.pieces
    assert after.questions[0].cited is before.questions[0].cited
    assert after.questions[1] == before.questions[1]
    assert after.questions[0] != before.questions[0]
    case.piece("7.1")
    assert len(case.view().pieces) == 2


def test_evidence_of_another_factor_is_not_shown() -> None:
    case = Case()
    case.piece("8.1")
    view = case.view()
    assert view.pieces == ()
    assert not view.counted.any


def test_a_factor_that_does_not_apply_needs_a_reason() -> None:
    case = Case()
    edits.judge(case.editor, case.review_id, "7", {"value": "not-applicable"})
    assert "needs a reason" in case.summary()
    edits.judge(case.editor, case.review_id, "7", {"reason": "No staff."})
    assert "needs a reason" not in case.summary()
