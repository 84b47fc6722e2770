"""The result of the bundled benchmarks stands on one page, in every language of reports."""

import pypdfium2
import pytest

from ic_desktop.benchmark import library
from ic_desktop.i18n import LANGUAGES, catalogue
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef
from ic_desktop.project.state import State
from ic_desktop.report.build import build_draft
from ic_desktop.review import edits
from ic_desktop.review.labels import VERDICTS


def assessed(pack_id: str, language: str) -> bytes:
    """Return the draft report on a review in which every key factor is partly in place."""
    pack = library.pack(pack_id, language)
    editor = Editor(State(), Actor(new_id(), new_id()))
    ref = PackRef(pack.id, pack.version, pack.hash)
    review = edits.start_project(
        editor, new_id(), city="Mühlstadt", country="DE", pack=ref, title="2026"
    )
    for factor in pack.factors:
        edits.judge(editor, review, factor.id, {"value": "partly"})
    return build_draft(editor.state, pack, review, language)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("pack_id", [info.id for info in library.bundled()])
def test_the_result_stands_on_one_page(pack_id: str, language: str) -> None:
    words = catalogue(language)
    made = pypdfium2.PdfDocument(assessed(pack_id, language))
    try:
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in made]
    finally:
        made.close()
    heading = words.gettext("The result on one page")
    (page,) = [text for text in pages[2:] if heading in text]
    assert words.gettext("By role in the Integrating Cities Charter") in page
    assert page.count(words.gettext(VERDICTS["partly"])) == 1 + len(library.pack(pack_id).factors)
    for role in library.pack(pack_id, language).roles:
        assert role.title in page
