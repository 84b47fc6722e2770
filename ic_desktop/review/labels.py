"""Words for the codes that screens, previews and reports show, translated where they are shown."""

from ic_desktop.i18n import N_, Catalogue

VERDICTS = {
    "in-place": N_("In place"),
    "partly": N_("Partly in place"),
    "not-in-place": N_("Not in place"),
    "not-applicable": N_("Not applicable"),
    "not-judged": N_("Not judged"),
}
ANSWERS = {
    "yes": N_("Yes"),
    "partly": N_("Partly"),
    "no": N_("No"),
    "enough": N_("Enough"),
    "some-gaps": N_("Some gaps"),
    "not-addressed": N_("Not addressed"),
    "dont-know": N_("Don’t know"),
    "": N_("Not answered"),
}
ANSWER_SIGNS = {
    "yes": "in-place",
    "enough": "in-place",
    "partly": "partly",
    "some-gaps": "partly",
    "no": "not-in-place",
    "not-addressed": "not-in-place",
    "dont-know": "to-ask",
    "": "not-judged",
}
"""The drawn sign that stands before an answer."""

CONFIDENCES = {
    "low": N_("low confidence"),
    "medium": N_("medium confidence"),
    "high": N_("high confidence"),
}
STANCES = {
    "supports": N_("Supports"),
    "contradicts": N_("Contradicts"),
    "background": N_("Background"),
}
KINDS = {
    "document": N_("Document"),
    "picture": N_("Picture"),
    "link": N_("Link"),
    "figure": N_("Figure"),
    "observation": N_("Observation"),
    "statement": N_("Statement"),
    "minutes": N_("Minutes"),
    "briefing": N_("Briefing"),
    "annual-report": N_("Annual report"),
    "monitoring-data": N_("Monitoring data"),
    "press-release": N_("Press release"),
    "survey": N_("Survey"),
    "other": N_("Other document"),
}
"""Types of evidence, and kinds of documents."""

CONFIDENTIALITIES = {
    "public": N_("public"),
    "internal": N_("internal"),
    "confidential": N_("confidential"),
}
DIRECTIONS = {
    "helps": N_("helps"),
    "hinders": N_("hinders"),
    "mixed": N_("helps and hinders"),
}
STRENGTHS = {
    "slight": N_("slightly"),
    "moderate": N_("moderately"),
    "strong": N_("strongly"),
}
REVIEW_KINDS = {
    "self-assessment": N_("Self-assessment"),
    "peer-review": N_("Peer review"),
    "repeat": N_("Repeat of an earlier review"),
}
SESSION_KINDS = {
    "interview": N_("Interview"),
    "focus-group": N_("Focus group"),
    "site-visit": N_("Site visit"),
    "feedback": N_("Feedback session"),
    "follow-up": N_("Follow-up visit"),
}
FORMS = {
    "quotation": N_("quotation"),
    "paraphrase": N_("paraphrase"),
    "interpreter": N_("through an interpreter"),
    "remark": N_("the reviewer’s own remark"),
}
ATTRIBUTIONS = {
    "name": N_("by name"),
    "role": N_("by role"),
    "category": N_("by category"),
    "none": N_("not at all"),
}
CONSENTS = {
    "given": N_("given"),
    "refused": N_("refused"),
    "withdrawn": N_("withdrawn"),
}
CONSENT_WAYS = {
    "written": N_("in writing"),
    "spoken": N_("spoken"),
    "recorded": N_("on a recording"),
}
PARTS = {
    "asks": N_("asks"),
    "answers": N_("answers"),
    "interprets": N_("interprets"),
    "observes": N_("observes"),
}
PRIORITIES = {
    "high": N_("high priority"),
    "medium": N_("medium priority"),
    "low": N_("low priority"),
}
REPLIES = {
    "accepted": N_("Accepted"),
    "partly": N_("Accepted in part"),
    "not-accepted": N_("Not accepted"),
    "": N_("No reply yet"),
}
PROGRESS = {
    "not-started": N_("Not started"),
    "under-way": N_("Under way"),
    "done": N_("Done"),
    "dropped": N_("Dropped"),
}
COMMENT_ANSWERS = {
    "corrected": N_("Corrected"),
    "partly": N_("Corrected in part"),
    "not-corrected": N_("Not corrected"),
    "": N_("Not answered yet"),
}


def word(words: Catalogue, labels: dict[str, str], code: str) -> str:
    """Return the word for a code; one that this version does not know stands as it is."""
    return words.gettext(labels.get(code, code))
