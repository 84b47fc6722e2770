"""No text of the program escapes translation, and no translation is missing, doubtful or stale."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import translations
from ic_desktop.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent

SHOWN: dict[str, tuple[int, ...]] = {
    "QLabel": (0,),
    "QPushButton": (0, 1),
    "QToolButton": (0,),
    "QCheckBox": (0,),
    "QRadioButton": (0,),
    "QCommandLinkButton": (0, 1),
    "QGroupBox": (0,),
    "QLineEdit": (0,),
    "QAction": (0, 1),
    "QMenu": (0,),
    "QDockWidget": (0,),
    "QListWidgetItem": (0,),
    "QTableWidgetItem": (0,),
    "QStandardItem": (0,),
    "QProgressDialog": (0, 1),
    "QMessageBox": (1, 2),
    "setText": (0,),
    "setInformativeText": (0,),
    "setDetailedText": (0,),
    "setPlainText": (0,),
    "setHtml": (0,),
    "setMarkdown": (0,),
    "setToolTip": (0,),
    "setStatusTip": (0,),
    "setWhatsThis": (0,),
    "setTitle": (0,),
    "setSubTitle": (0,),
    "setWindowTitle": (0,),
    "setPlaceholderText": (0,),
    "setAccessibleName": (0,),
    "setAccessibleDescription": (0,),
    "setLabelText": (0,),
    "setCancelButtonText": (0,),
    "setButtonText": (1,),
    "setTabText": (1,),
    "setTabToolTip": (1,),
    "setItemText": (1,),
    "setPrefix": (0,),
    "setSuffix": (0,),
    "addAction": (0, 1),
    "addMenu": (0, 1),
    "addSection": (0,),
    "addItem": (0,),
    "addItems": (0,),
    "insertItem": (1,),
    "addTab": (1,),
    "addRow": (0,),
    "addButton": (0,),
    "setHeaderLabels": (0,),
    "setHorizontalHeaderLabels": (0,),
    "setVerticalHeaderLabels": (0,),
    "showMessage": (0, 1),
    "information": (1, 2),
    "warning": (1, 2),
    "critical": (1, 2),
    "question": (1, 2),
    "about": (1, 2),
    "getText": (1, 2),
    "getOpenFileName": (1, 3),
    "getOpenFileNames": (1, 3),
    "getSaveFileName": (1, 3),
    "getExistingDirectory": (1,),
}
"""Calls that put words before a user, and which of their arguments do."""

SHOWN_BY_NAME = {"text", "title", "placeholderText", "toolTip", "accessibleName", "windowTitle"}
"""Keyword arguments that put words before a user in any of these calls."""

PROPER_NAMES = {"Integrating Cities Desktop", "EUPL-1.2", "PDF", "SHA-256"}
"""Words that are the same in every language."""

NOT_WORDS = re.compile(r"<[^<>]*>")
"""Marks of HTML."""


def test_each_language_of_the_program_has_a_catalogue() -> None:
    assert set(translations.languages()) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("language", translations.languages())
def test_every_text_is_translated(language: str) -> None:
    problems = sorted(translations.problems(language))
    assert not problems, f"{len(problems)} texts:\n" + "\n".join(problems[:40])


@pytest.mark.parametrize("language", translations.languages())
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    shipped = translations.TRANSLATIONS / f"{language}.mo"
    assert shipped.read_bytes() == translations.compiled(language), "run translations.py compile"


def hidden(tree: ast.AST) -> Iterator[int]:
    """Yield the lines in which a translating function gets another name, so that no text of its
    calls is found.
    """
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        translates = isinstance(node, ast.Attribute) and node.attr.endswith("gettext")
        if translates and id(node) not in called:
            yield node.lineno


def test_no_text_hides_behind_another_name_of_a_translating_function() -> None:
    found = []
    for path in sorted((ROOT / "ic_desktop").rglob("*.py")):
        if path.name != "i18n.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [f"{path.relative_to(ROOT)}:{line}" for line in hidden(tree)]
    assert not found, "\n".join(found)
    assert list(hidden(ast.parse("say = words.gettext\nsay('Hello')"))) == [1]
    assert not list(hidden(ast.parse("words.gettext('Hello')")))


def test_a_text_inside_a_text_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = """label = f"<b>{escape(words.gettext('Why it matters:'))}</b>"
# Translators: of a city
one = ngettext("{n} place", "{n} places", n)
two = pgettext("sign", "."), _(unknown), gettext()
"""
    (tmp_path / "ic_desktop").mkdir()
    (tmp_path / "ic_desktop" / "a.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "PACKAGE", tmp_path / "ic_desktop")
    found = {m.id: (m.context, m.auto_comments) for m in translations.extracted() if m.id}
    assert found == {
        "Why it matters:": (None, []),
        ("{n} place", "{n} places"): (None, ["of a city"]),
        ".": ("sign", []),
    }


def bare(node: ast.expr) -> str | None:
    """Return the words of an expression that no translation sees, or None.

    Looks through joining, formatting, conditions and lists; what a call of any other function
    gives is that function's business.
    """
    if isinstance(node, ast.Constant):
        text = NOT_WORDS.sub("", node.value) if isinstance(node.value, str) else ""
        return text if any(map(str.isalpha, text)) and text not in PROPER_NAMES else None
    return next((words for part in parts(node) if (words := bare(part))), None)


def parts(node: ast.expr) -> list[ast.expr]:
    """Return the parts of an expression that become part of its text."""
    match node:
        case ast.JoinedStr():
            return [part for part in node.values if isinstance(part, ast.Constant)]
        case ast.BinOp():
            return [node.left, node.right]
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.BoolOp():
            return node.values
        case ast.List() | ast.Tuple():
            return node.elts
        case ast.Call(func=ast.Attribute(attr="format" | "join", value=text)):
            return [text]
    return []


def untranslated(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and words of every text that is shown without having been translated."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
        if name not in SHOWN:
            continue
        shown = [call.args[i] for i in SHOWN[name] if i < len(call.args)]
        shown += [word.value for word in call.keywords if word.arg in SHOWN_BY_NAME]
        yield from ((call.lineno, words) for part in shown if (words := bare(part)))


def test_no_text_on_the_screen_escapes_translation() -> None:
    escaped = []
    for path in sorted((ROOT / "ic_desktop" / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        escaped += [f"{path.relative_to(ROOT)}:{at} {words!r}" for at, words in untranslated(tree)]
    assert not escaped, "\n".join(escaped)


@pytest.mark.parametrize(
    "line",
    [
        'QLabel("Hello")',
        'button.setText(f"{n} left")',
        'document.setHtml("<p>Hello</p>")',
        'box.setTitle("a" if x else _("b"))',
        'QLabel("{n} of {m}".format(n=1, m=2))',
        'QMessageBox.warning(self, _("Title"), "Text " + str(n))',
        'QPushButton(icon, "Go")',
        'table.setHorizontalHeaderLabels([_("a"), "b"])',
        'QAction(self, text="Open")',
    ],
)
def test_an_untranslated_text_is_seen(line: str) -> None:
    assert list(untranslated(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        'QLabel(_("Hello"))',
        'QLabel("●")',
        'label.setText(_("{n} left").format(n=n))',
        'combo.addItem(_("German"), "de")',
        'label.setText(f"{a} – {b}")',
        'label.setObjectName("title")',
        "document.setHtml(f\"<h2>{escape(_(words))}</h2><pre style='x'>{digits}</pre>\")",
    ],
)
def test_a_translated_text_passes(line: str) -> None:
    assert not list(untranslated(ast.parse(line)))
