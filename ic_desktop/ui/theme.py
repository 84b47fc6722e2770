"""How the program looks: colours by name, one typeface, a rhythm of 8 pixels, light and dark.

:class:`Theme` is made once, by what composes the application. Everything that paints asks
:func:`tokens`, :func:`font` and :func:`unit` at the moment of painting, so a change of theme or
text size shows at once. Sizes follow the text: nothing that holds words has a fixed height.
"""

from dataclasses import dataclass, fields
from functools import cache
from string import Template
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from ic_desktop.paths import resources_dir

Choice = Literal["system", "light", "dark"]
FontRole = Literal["body", "strong", "small", "small-strong", "heading", "title", "figure"]

FAMILY: Final = "Source Sans 3"
FACES: Final = ("Regular", "Semibold", "Bold", "It")
GROWTH: Final = 1.2
"""How much larger than the system's text ours is: Source Sans 3 is drawn small."""


# Nobody compares or prints one: what is not generated does not delay the start.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tokens:
    """Colours as "#rrggbb", named for their use.

    Text (``ink``, ``muted``, ``accent``, ``warn``, ``contra``, ``support``) reads on ``paper``,
    ``column``, ``surface``, ``hover`` and its own ``*_soft`` with a contrast of 4.5 : 1 or more;
    ``edge``, ``focus`` and the marks stand out from all of them with 3 : 1. ``outline`` goes
    round buttons, which their words show; ``line`` only divides.
    """

    dark: bool
    paper: str
    column: str
    surface: str
    hover: str
    ink: str
    muted: str
    line: str
    outline: str
    edge: str
    focus: str
    accent: str
    accent_ink: str
    accent_hover: str
    accent_soft: str
    warn: str
    warn_soft: str
    contra: str
    contra_soft: str
    support: str
    in_place: str
    partly: str
    not_in_place: str
    not_applicable: str
    not_judged: str

    def colour(self, name: str) -> QColor:
        """Return a token as a colour; "" is the ink."""
        return QColor(getattr(self, (name or "ink").replace("-", "_")))


LIGHT: Final = Tokens(
    dark=False,
    paper="#f4f3ef",
    column="#faf9f6",
    surface="#ffffff",
    hover="#efede7",
    ink="#1f2328",
    muted="#5a6067",
    line="#dcdad3",
    outline="#bcbab2",
    edge="#8a8a83",
    focus="#0f766c",
    accent="#0b5c55",
    accent_ink="#ffffff",
    accent_hover="#0a4c47",
    accent_soft="#e4efec",
    warn="#8a5300",
    warn_soft="#fbf0dc",
    contra="#a23b14",
    contra_soft="#fae8e1",
    support="#0b5c55",
    in_place="#0b5c55",
    partly="#0b5c55",
    not_in_place="#a23b14",
    not_applicable="#5a6067",
    not_judged="#6b7077",
)
DARK: Final = Tokens(
    dark=True,
    paper="#15191a",
    column="#1a1f20",
    surface="#212728",
    hover="#2b3233",
    ink="#ecebe6",
    muted="#aab0b0",
    line="#363e3f",
    outline="#566062",
    edge="#7f8a8a",
    focus="#8fe0d4",
    accent="#6cc5b8",
    accent_ink="#0d2320",
    accent_hover="#86d6ca",
    accent_soft="#1f3a36",
    warn="#f0b45c",
    warn_soft="#3a2f1b",
    contra="#f29a76",
    contra_soft="#40271e",
    support="#6cc5b8",
    in_place="#6cc5b8",
    partly="#6cc5b8",
    not_in_place="#f29a76",
    not_applicable="#aab0b0",
    not_judged="#97a0a0",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Look:
    """What is shown now: colours, text size in percent, body text in points, one unit in pixels."""

    tokens: Tokens
    text_size: int = 100
    points: float = 10.8
    unit: float = 8.0
    family: str = ""


_ROLES: Final[dict[FontRole, tuple[float, int]]] = {
    "body": (1.0, 400),
    "strong": (1.0, 600),
    "small": (0.9, 400),
    "small-strong": (0.86, 600),
    "heading": (1.15, 600),
    "title": (1.45, 600),
    "figure": (1.7, 600),
}

_look: list[Look] = [Look(LIGHT)]


def look() -> Look:
    """Return what is shown now."""
    return _look[0]


def tokens() -> Tokens:
    """Return the colours of now."""
    return _look[0].tokens


def colour(name: str) -> QColor:
    """Return a colour of now by its token's name; dashes are as good as underscores."""
    return _look[0].tokens.colour(name)


def unit(steps: float = 1) -> int:
    """Return whole pixels of a number of 8-pixel steps; a step grows with the text, at half pace.

    At 200 % text a step is 12 pixels: margins that doubled would leave no room for the words.
    """
    return round(_look[0].unit * steps)


def font(role: FontRole = "body") -> QFont:
    """Return the font of a role at the present text size; not to be changed by the caller."""
    return _font(_look[0], role)


def line_height(role: FontRole = "body") -> int:
    """Return the height of one line of a role, in pixels."""
    return _line_height(_look[0], role)


@cache
def _font(shown: Look, role: FontRole) -> QFont:
    size, weight = _ROLES[role]
    made = QFont(shown.family) if shown.family else QFont()
    made.setPointSizeF(shown.points * size)
    made.setWeight(QFont.Weight(weight))
    return made


@cache
def _line_height(shown: Look, role: FontRole) -> int:
    return QFontMetrics(_font(shown, role)).height()


class Theme(QObject):
    """Keeps the application's look: the user's choice, the system's dark or light, the text size.

    Made once, before the first widget. ``changed`` follows every change, after all widgets have
    the new font and colours.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system", text_size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._system = _system_points()
        self._family = _load_family()
        self._template = Template((resources_dir() / "styles" / "app.qss").read_text("utf-8"))
        app.setStyle("Fusion")
        self._show(choice, text_size)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def choice(self) -> str:
        """The user's choice: "system", "light" or "dark"."""
        return self._choice

    def set(self, choice: str | None = None, text_size: int | None = None) -> None:
        """Change the choice, the text size (percent), or both."""
        self._show(choice or self._choice, text_size or look().text_size)
        self.changed.emit()

    def _show(self, choice: str, text_size: int) -> None:
        self._choice = choice
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints = self._app.styleHints()
        hints.setColorScheme(wanted.get(choice, Qt.ColorScheme.Unknown))
        is_dark = choice == "dark" or (
            choice != "light" and hints.colorScheme() == Qt.ColorScheme.Dark
        )
        points = self._system * GROWTH * text_size / 100
        _look[:] = [
            Look(
                tokens=DARK if is_dark else LIGHT,
                text_size=text_size,
                points=points,
                unit=8 * (1 + (points / 10.8 - 1) / 2),
                family=self._family,
            )
        ]
        self._app.setFont(font())
        self._app.setPalette(palette(tokens()))
        self._app.setStyleSheet(self._template.substitute(style_values()))

    def _follow(self) -> None:
        """Take over the system's change between light and dark."""
        is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._choice == "system" and is_dark != tokens().dark:
            self._show("system", look().text_size)
            self.changed.emit()


def _system_points() -> float:
    """Return the system's text size in points, never under a readable one."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    points = system.pointSizeF()
    if points <= 0:  # it is given in pixels; to know its points, Qt has to load the typeface
        points = QFontInfo(system).pointSizeF()
    return max(9.0, points)


def _load_family() -> str:
    """Load the typeface and return its name, "" (the system's) where its files are missing."""
    folder = resources_dir() / "fonts"
    loaded = [
        QFontDatabase.addApplicationFont(str(path))
        for face in FACES
        if (path := folder / f"SourceSans3-{face}.ttf").is_file()
    ]
    return FAMILY if loaded and min(loaded) >= 0 else ""


def style_values() -> dict[str, str]:
    """Return what ``app.qss`` names: colours, text sizes in points, distances in pixels."""
    shown = look()
    colours = {f.name: str(getattr(shown.tokens, f.name)) for f in fields(shown.tokens)}
    sizes = {
        f"font_{role.replace('-', '_')}": f"{shown.points * size:.2f}pt"
        for role, (size, _) in _ROLES.items()
    }
    steps = {"quarter": 0.25, "half": 0.5, "three": 0.75, "one": 1, "onehalf": 1.5, "two": 2}
    gaps = {name: f"{unit(step)}px" for name, step in steps.items()}
    # A focused control has a border of two pixels instead of one, and must not grow by it.
    less = {f"{name}_less": f"{max(0, unit(step) - 1)}px" for name, step in steps.items()}
    return colours | sizes | gaps | less


def palette(colours: Tokens) -> QPalette:
    """Return Qt's palette for a set of colours, for everything that no style sheet names."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, token in {
        role.Window: colours.paper,
        role.WindowText: colours.ink,
        role.Base: colours.surface,
        role.AlternateBase: colours.column,
        role.Text: colours.ink,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.ink,
        role.BrightText: colours.contra,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.ink,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.accent_ink,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.edge,
        role.Shadow: colours.line,
    }.items():
        made.setColor(name, QColor(token))
    off = QPalette.ColorGroup.Disabled
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(off, name, QColor(colours.muted))
    made.setColor(off, role.Base, QColor(colours.column))
    made.setColor(off, role.Highlight, QColor(colours.line))
    return made
