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
    if name == "report":
        from ic_desktop.ui.pages.report import ReportPage

        return ReportPage
    return _page_of_copies(name) or _page_of_visit(name) or _page_of_conclusions(name)


def _page_of_copies(name: str) -> "_OfProject | None":
    if name == "copies":
        from ic_desktop.ui.pages.copies import CopiesPage

        return CopiesPage
    if name == "merge":
        from ic_desktop.ui.pages.merge import MergePage

        return MergePage
    if name == "settle":
        from ic_desktop.ui.pages.settle import SettlePage

        return SettlePage
    return None


def _page_of_visit(name: str) -> "_OfProject | None":
    if name == "people":
        from ic_desktop.ui.pages.people import PeoplePage

        return PeoplePage
    if name == "visit":
        from ic_desktop.ui.pages.visit import VisitPage

        return VisitPage
    if name == "capture":
        from ic_desktop.ui.pages.capture import CapturePage

        return CapturePage
    if name == "evening":
        from ic_desktop.ui.pages.evening import EveningPage

        return EveningPage
    return None


def _page_of_conclusions(name: str) -> "_OfProject":
    if name == "matrix":
        from ic_desktop.ui.pages.matrix import MatrixPage

        return MatrixPage
    if name == "consensus":
        from ic_desktop.ui.pages.consensus import ConsensusPage

        return ConsensusPage
    if name == "conclusions":
        from ic_desktop.ui.pages.conclusions import ConclusionsPage

        return ConclusionsPage
    assert name == "feedback", f"there is no page {name}"
    from ic_desktop.ui.pages.feedback import FeedbackPage

    return FeedbackPage
