"""Web addresses that evidence names: which of them may be opened, and where they lead."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_UNFIT = re.compile(r"[\s\x00-\x20\x7f<>\"\\^`{|}]")
_HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?![0-9]+(/|$))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in the form in which it is opened.

    ``host`` is where it leads, in the ASCII form in which no letter passes for another; ``user``
    is what stands before an @, which is often there to deceive.
    """

    url: str
    host: str
    user: str


def web_address(text: str) -> Address | None:
    """Return the address if it is one of the web (http or https), None for anything else.

    An address without a scheme, as people type it, is taken as https.
    """
    typed = text.strip()
    if not typed or _UNFIT.search(typed):
        return None
    if not _HAS_SCHEME.match(typed):
        typed = f"https://{typed.removeprefix('//')}"
    try:
        parts = urlsplit(typed)
        host = _ascii_host(parts.hostname or "")
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    user = parts.netloc.rpartition("@")[0]
    rest = parts._replace(netloc=f"{user}@{place}" if user else place, scheme=parts.scheme.lower())
    return Address(rest.geturl(), host, user)


def _ascii_host(host: str) -> str:
    """Return a host in ASCII; raises ValueError for what cannot be one."""
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    made = host.rstrip(".").encode("idna").decode("ascii") if host else ""
    if made and not re.fullmatch(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?", made, re.IGNORECASE):
        raise ValueError(host)
    return made if "." in made or made == "localhost" else ""
