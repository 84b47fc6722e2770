"""What a tooltip shows: the words as they are."""


def plain(text: str) -> str:
    """Return a tooltip's text such that it is shown as typed.

    Qt takes what looks like HTML for HTML, and would fetch the pictures that it names: a project
    of someone else could have a file or a network share touched by being pointed at.
    """
    if "<" not in text:
        return text
    from html import escape

    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'
