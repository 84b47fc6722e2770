"""The kit that pages are built from. Import each class from its module; this is the overview.

What holds for all: ``name`` is the accessible name and comes first; ``set_...`` by program tells
nothing, signals follow a person alone; sizes are in units (:func:`ic_desktop.ui.theme.unit`, 8
pixels that grow with the text); colours come from tokens at the moment of painting; a change of
theme or text size shows at once. Looks stand in ``resources/styles/app.qss`` by class name: no
widget has a style sheet of its own. Run ``tests/ui/gallery.py`` to see everything.

Build from the top down and give every widget its parent when it is made: a page of six question
cards is then shown in half the time, for Qt works out fonts and styles of a whole subtree each time
it is moved. End a scrolled column with ``add_stretch()``. Thousands of rows belong into CardList or
Table. Inside a card that takes drops, call ``setAcceptDrops(False)`` on its text fields.

ic_desktop.ui.theme
    Theme(app, choice="system", text_size=100): made once; .set(choice=, text_size=), .changed
    tokens(), colour("accent"), unit(2), font("strong"), line_height("small")
ic_desktop.ui.icons
    icon("document", tone="ink", size=0) -> QIcon; paint_icon(painter, name, rect, colour); DRAWINGS
marks
    word("partly"), tone(code), mark_colour(code), mark_icon(code), paint_mark(painter, code, rect)
labels
    Words, Title, Heading, Strong, Muted, Small, Figure, FieldLabel: (text, parent, *, wrap=True,
    tone="", selectable=False), .set_tone; Section, Eyebrow (capitals); Tag(text, tone=);
    Badge(text, tone=).set_count; MarkLabel(code, text=None).set_mark; Elided(text).set_text;
    restyle(widget) after a property that the style sheet knows changed
surfaces
    Panel(direction="column"|"row", margins=(l, t, r, b), gap=1, tone=""): .body (the layout),
    .add(*items, stretch=0), .add_gap, .add_stretch, .clear; Card(title="") with .set_marked;
    Rule(); Foldable(title, build, open_now=False): .toggled, .set_open, .is_open, .content;
    PageScroll(content): .reveal(widget); clear_layout(layout)
spread
    Spread(aside_share=0.34): .room (parent for the main part), .show_parts(main, head=None,
    aside=None), .reveal(widget), .view; head and aside stay in view while there is room, and join
    what scrolls where the window is small or the text large
flow
    FlowLayout(parent, gap=0.75): lines that wrap
buttons
    Button, PrimaryButton, LinkButton(text, icon_name="", icon_right=False, clicked=None);
    IconButton(icon_name, name, tone="muted", shortcut="", small=False, clicked=None).set_icon
choices
    ChoiceRow(name, [(code, word)]), VerdictPicker(name=""): .value(), .set_value(code | None),
    .set_read_only(bool), .focus_chosen(), signal chosen(str), "" when the choice is taken back;
    ChoiceRow.set_options(options, name=None) for use with another question
text
    GrowingText(name, placeholder="", least=1, most=14, quiet=False), Line(name, placeholder=""):
    .text(), .set_text, signals typed(str) at each key press, left(str); Line.entered(str);
    SearchField(name, placeholder="", rest=120): searched(str), moved(int)
dates
    DateField(name, value="", partial=False): .value() ISO or "", .set_value, .problem(),
    signal changed(str); date_words(iso, locale) for showing
forms
    field(label, widget, help_text="") -> QWidget; Picker(name, [(code, word)], value="",
    marks=False): chosen(str), .value(), .set_value, .set_options; Check(text, value=False):
    ticked(bool), .set_value
chips
    Chip(text, icon_name="document", removable=False, detail="", most=44): opened(), removed()
notices
    Notice(text, tone="info"|"warn"|"error", remedy="", closable=True): .add_action(text, call),
    .say(text, remedy=, tone=), closed(); Notice.of_error(IcError); Banner(text, tone=)
    .add_action; Hint(title, text, button="", icon_name=""): acted(); SavedState: .saving(),
    .saved("14:02"), .failed(reason), .read_only(); Busy(text, cancellable=True): .set_text,
    .set_progress(done, total, detail=""), cancelled(); announce(widget, text)
drops
    DropZone(name, text="", folder="", compact=False): taken(Dropped), .choose(), .paste();
    accept_drops(widget, take); Dropped(files, links, picture); clipboard(); read_mime(mime)
nav
    NavList(name): .set_items([NavItem(key, text, mark="", badge="", tone="", level=0,
    heading=False, spoken="")]), .set_mark, .set_badge, .set_current(key), .current(),
    chosen(key); keys are any hashable value
lists
    CardList(name, fit_rows=0): .set_items([CardItem(key, title, detail="", mark="", note="",
    icon_name="", group="")]), .set_current, .current(), opened(key), removed(key),
    selected(key), menu_wanted(key, QPoint); thousands of cards without a widget for any
table
    Table(name, [Column(title, stretch=False, width=0, number=False, sortable=True)], fit=False):
    .set_rows([Row(key, (Cell(text, mark="", bar=0.0, tone="", sort=None, strong=False,
    tooltip="", spoken=""), ...))]), .sort_by(column), .sort_menu(), opened(key), selected(key),
    menu_wanted(key, QPoint)
transcript
    Transcript(name, letters=(time, who, made), ruled=True, least=3): .set_rows([Row(key, text,
    time="", who="", tags=((mark, word), ...), note="", tone="muted", mark="", spoken_mark="",
    quiet=False)], to_end=False), .set_current, .current(), opened(key), selected(key),
    typed(str); rows that wrap, without a widget for any
palette
    Palette(search, parent): search(words) -> [CardItem]; .popup(words=""), chosen(key)
dialogs
    ask(parent, title, text, [(code, words)]) -> code; ask_reason(parent, title, text, button="",
    suggestions=()) -> str; error_dialog(parent, error, log_file=None); Dialog for others
"""
