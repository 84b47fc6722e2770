"""The samples that come with the program, written as real project files.

*Copenhagen* holds what the toolkit says about the city, as evidence; every key factor is left
unjudged. *The sample municipality* is a finished self-assessment of a place that does not exist.
*The sample peer review* is the same municipality after a team has been there: its
self-assessment, and the peer review that followed.
Their words are in ``benchmark_data/samples``, one file a language over the English one.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ic_desktop.benchmark import library, load
from ic_desktop.errors import FileExists
from ic_desktop.i18n import N_, catalogue
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import AttachedFile, PackRef, reviews
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.samples.peer import PeerReview
from ic_desktop.samples.words import PEER_REVIEW, Words, document, read_peer_words, read_words

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile

COPENHAGEN: Final = "copenhagen"
MUNICIPALITY: Final = "sample-municipality"
SAMPLES: Final = (COPENHAGEN, MUNICIPALITY, PEER_REVIEW)
PACK: Final = "promoting-cultural-diversity"

_DEMO_SIGNER: Final = N_("Mayor of Exemplum (fictional example)")


def write_sample(name: str, path: Path, language: str = "en") -> Path:
    """Write a sample as a project file of its own and return its path.

    Raises FileExists if there is something at ``path``, and the store's errors.
    """
    file = _begin(name, path, language)
    file.close()
    return path


def write_demo(
    folder: Path, on_progress: Callable[[str], None] | None = None, language: str = "en"
) -> list[Path]:
    """Write all samples, and a signed report on the second with its signer's certificate.

    The signer's identity is made for this one signature and thrown away. Returns the five paths;
    raises FileExists before anything is written, and the errors of store and report.
    """
    tell = on_progress or (lambda what: None)
    folder.mkdir(parents=True, exist_ok=True)
    projects = [folder / f"{name}.icproj" for name in SAMPLES]
    report = folder / f"{MUNICIPALITY}.pdf"
    certificate = report.with_suffix(".pem")
    for path in (*projects, report, certificate):
        if path.exists():
            raise FileExists(str(path))
    for name, path in zip(SAMPLES, projects, strict=True):
        _begin(name, path, language).close()
        tell(str(path))
    _sign_demo(projects[SAMPLES.index(MUNICIPALITY)], report, certificate, language)
    tell(str(report))
    tell(str(certificate))
    return [*projects, report, certificate]


def _sign_demo(project: Path, report: Path, certificate: Path, language: str) -> None:
    from ic_desktop.report import identity
    from ic_desktop.report.atomic import write_atomically
    from ic_desktop.report.build import build_signed
    from ic_desktop.store.project_file import ProjectFile

    passphrase = new_id()
    with tempfile.TemporaryDirectory(prefix="ic-demo-") as private:
        name = catalogue(language).gettext(_DEMO_SIGNER)
        signer = identity.make(name, passphrase, "Exemplum", into=Path(private))
        file = ProjectFile.open(project)
        try:
            state = fold(file.changes())
            review_id = reviews(state)[0].id
            pack = library.pack(PACK, language)
            signed = build_signed(state, pack, review_id, language, signer, passphrase)
            write_atomically(report, signed.pdf)
            identity.export_certificate(signer, certificate)
            editor = Editor(state, Actor(new_id(), new_id()))
            signed.seal(editor, review_id)
            file.commit(editor.changes)
        finally:
            file.close()


def _begin(name: str, path: Path, language: str) -> "ProjectFile":
    from ic_desktop.store.project_file import ProjectFile

    words = read_words(MUNICIPALITY if name == PEER_REVIEW else name, language)
    bundle = library.bundle_of(PACK)
    pack = PackRef(PACK, library.pack(PACK).version, load.pack_hash(bundle))
    editor = Editor(State(), Actor(new_id(), new_id()))
    project_id = new_id()
    review_id = _begin_review(editor, project_id, pack, words)
    file = ProjectFile.create(
        path, project_id=project_id, changes=editor.changes, packs={pack.hash: bundle}
    )
    try:
        files = {piece["key"]: _attach(file, piece) for piece in words["evidence"]}
        fill = Editor(editor.state, Actor(new_id(), new_id()))
        pieces = _fill(fill, review_id, words, files)
        file.commit(fill.changes)
        if name == PEER_REVIEW:
            _review_by_peers(file, fill.state, review_id, pieces, language)
    except BaseException:
        file.close()
        path.unlink(missing_ok=True)
        raise
    return file


def _review_by_peers(
    file: "ProjectFile", state: State, review_id: str, pieces: dict[str, str], language: str
) -> None:
    """Add the peer review that followed the self-assessment."""
    words = read_peer_words(language)
    files = {key: file.attach(document(one["file"])) for key, one in words["evidence"].items()}
    made = PeerReview(state, library.pack(PACK), words, pieces)
    made.write(review_id, files)
    file.commit(made.changes)


def _begin_review(editor: Editor, project_id: str, pack: PackRef, words: Words) -> str:
    project, review = words["project"], words["review"]
    review_id = edits.start_project(
        editor,
        project_id,
        city=project["city"],
        country=project["country"],
        pack=pack,
        title=review["title"],
        kind=review["kind"],
        fictional=project["fictional"],
    )
    about = {key: project[key] for key in ("region", "population", "about", "contact")}
    edits.describe_city(editor, project_id, about)
    described = {key: review[key] for key in ("assessors", "period", "method")}
    edits.describe_review(editor, review_id, described)
    return review_id


def _attach(file: "ProjectFile", piece: Words) -> AttachedFile | None:
    name = piece.get("file")
    return file.attach(document(name)) if name else None


def _fill(
    editor: Editor, review_id: str, words: Words, files: dict[str, AttachedFile | None]
) -> dict[str, str]:
    """Enter a whole assessment; return the ids of its evidence by key."""
    made = {
        piece["key"]: _add_evidence(editor, review_id, piece, files[piece["key"]])
        for piece in words["evidence"]
    }
    for question, values in words.get("answers", {}).items():
        edits.answer(editor, review_id, question.split(".")[0], question, values)
    for factor, values in words.get("verdicts", {}).items():
        edits.judge(editor, review_id, factor, values)
    for context, values in words.get("context", {}).items():
        factors = values.pop("factors")
        edits.note_context(editor, review_id, context, values)
        for factor in factors:
            edits.tie_context(editor, review_id, context, factor)
    return made


def _add_evidence(editor: Editor, review_id: str, piece: Words, file: AttachedFile | None) -> str:
    plain = {k: v for k, v in piece.items() if k not in ("key", "file", "links")}
    evidence = edits.add_evidence(editor, plain, file)
    for link in piece["links"]:
        link_id = edits.link(
            editor,
            review_id,
            evidence,
            link["factor"],
            link["question"],
            stance=link["stance"],
            page=link["page"],
            passage=link["passage"],
        )
        if link.get("response"):
            edits.describe_link(editor, link_id, {"response": link["response"]})
    return evidence
