"""Which class stands for which page. A page's module is imported when it is first gone to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ic_desktop.ui.pages.page import Desk, Page

if TYPE_CHECKING:
    from ic_desktop.ui.workspace import Workspace

    _OfProject = Callable[[Desk, Workspace], Page]


def make_page(name: str, desk: Desk, workspace: "Workspace | None") -> Page:
    """Return a fresh page; ``workspace`` is needed by those of the open project."""
    free = _free_page(name)
    if free is not None:
        return free(desk)
    assert workspace is not None, f"the page {name} shows an open project"
    return _project_page(name)(desk, workspace)


def _free_page(name: str) -> Callable[[Desk], Page] | None:
    if name == "start":
        from ic_desktop.ui.pages.start import StartPage

        return StartPage
    if name == "wait":
        from ic_desktop.ui.pages.wait import WaitPage

        return WaitPage
    if name == "settings":
        from ic_desktop.ui.pages.settings import SettingsPage

        return SettingsPage
    if name == "help":
        from ic_desktop.ui.pages.help import HelpPage

        return HelpPage
    if name == "verify":
        from ic_desktop.ui.pages.verify import VerifyPage

        return VerifyPage
    return None


def _project_page(name: str) -> "_OfProject":
    if name == "overview":
        from ic_desktop.ui.pages.overview import OverviewPage

        return OverviewPage
    if name == "city":
        from ic_desktop.ui.pages.city import CityPage

        return CityPage
    if name == "factor":
        from ic_desktop.ui.pages.factor import FactorPage

        return FactorPage
    return _page_across_factors(name)


def _page_across_factors(name: str) -> "_OfProject":
    if name == "evidence":
        from ic_desktop.ui.pages.evidence import EvidencePage

        return EvidencePage
    if name == "context":
        from ic_desktop.ui.pages.context import ContextPage

        return ContextPage
    if name == "to-ask":
        from ic_desktop.ui.pages.to_ask import ToAskPage

        return ToAskPage
    if name == "results":
        from ic_desktop.ui.pages.results import ResultsPage

        return ResultsPage
    assert name == "report", f"there is no page {name}"
    from ic_desktop.ui.pages.report import ReportPage

    return ReportPage
