"""Small packs made for the tests of the benchmark wing."""

import json
from pathlib import Path
from typing import Any

STRUCTURE = """\
format = 1
id = "small"
version = "1.2.3"
licence = "EUPL-1.2"
base_language = "en"
groups = ["g1"]
context_factors = ["c1"]
footnotes = ["note"]
ours = ["actions"]

[source]
title = "A small toolkit"

[[roles]]
id = "buyer"
commitments = ["buyer.1"]

[[factors]]
id = "1"
number = 1
group = "g1"
phrased = "obstacle"
weight = 3
roles = ["buyer"]
examples = ["1.x1"]

[[factors.questions]]
id = "1.1"
answer_type = "yes-no"
prompts = ["1.1.1"]

[[factors.questions]]
id = "1.2"
answer_type = "extent"
weight = 2

[[factors]]
id = "2"
number = 2

[[factors.questions]]
id = "2.1"
answer_type = "extent"
"""

WORDS = """\
title = "Small {tag}"
standard = "The standard {tag}."
context_title = "Barriers {tag}"

[groups]
g1 = "Group {tag}"

[roles]
buyer = "Buyer {tag}"

[commitments]
"buyer.1" = "Buys well {tag}."

[context_factors.c1]
title = "Law {tag}"
description = "What the law allows {tag}."

[footnotes]
note = "A note {tag}."

[factors.1]
title = "First {tag}"
statement = "Nobody pays {tag}."

[factors.2]
title = "Second {tag}"
statement = "All is well {tag}."
rationale = "It matters {tag}."

[questions."1.1"]
text = "Is it so {tag}?"
why = "Because {tag}."
how = "Ask {tag}."

[questions."1.2"]
text = "How is it {tag}?"

[questions."2.1"]
text = "How much {tag}?"
action = "Do more {tag}"

[prompts]
"1.1.1" = "Such as this {tag}"

[examples."1.x1"]
city = "City {tag}"
text = "It did it {tag}."
"""


def words(tag: str) -> str:
    """The small pack's language file; ``tag`` marks each text."""
    return WORDS.replace("{tag}", tag)


def write(folder: Path, **files: str | bytes) -> Path:
    """Write the small pack in English and German; keyword arguments replace whole files."""
    folder.mkdir(parents=True, exist_ok=True)
    contents: dict[str, str | bytes] = {
        "pack": STRUCTURE,
        "en": words("in English"),
        "de": words("auf Deutsch"),
        **files,
    }
    for stem, text in contents.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{stem}.toml").write_bytes(data)
    return folder


def edited(text: str, old: str, new: str) -> str:
    """``text`` with the one place that reads ``old`` changed: a typo in a test fails loudly."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def document(bundle: bytes) -> dict[str, Any]:
    """The document in a bundle, to change and write back."""
    value: dict[str, Any] = json.loads(bundle)
    return value
