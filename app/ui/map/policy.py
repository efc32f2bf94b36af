"""What the map page may do: run its own scripts and load its own data, and nothing else.

Three layers that know nothing of each other: the Content-Security-Policy of the page, an
interceptor that refuses every foreign address, and a profile without storage, plugins or files.
"""

from __future__ import annotations

import logging
from collections import deque

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from app.ui.map.scheme import SCHEME

_LOG = logging.getLogger(__name__)
_OWN_SCHEMES = (SCHEME.decode(), "data", "blob")
_REMEMBERED_REQUESTS = 2000


def page_policy(nonce: str) -> str:
    """The Content-Security-Policy of the page; ``nonce`` admits its inline script.

    The nonce must be in lower case: Qt changes the case of header values.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            # blob: pictures that a script cut out of a map file of the user's.
            "img-src 'self' blob:",
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class OwnSchemeOnly(QWebEngineUrlRequestInterceptor):
    """Refuses every request that is not for the page itself, and remembers all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: deque[str] = deque(maxlen=_REMEMBERED_REQUESTS)
        self.refused: deque[str] = deque(maxlen=_REMEMBERED_REQUESTS)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802 (Qt's name)
        """Called by Qt before every request."""
        address = info.requestUrl()
        text = address.toString()
        self.requests.append(text)
        if address.scheme() in _OWN_SCHEMES:
            return
        info.block(True)  # noqa: FBT003 (Qt's signature)
        self.refused.append(text)
        _LOG.warning("the map page asked for a foreign address, which was refused: %s", text)


class MapPage(QWebEnginePage):
    """A page that never leaves its own scheme and opens no windows."""

    def acceptNavigationRequest(  # noqa: N802 (Qt's name)
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, _is_main_frame: bool
    ) -> bool:
        """Whether the page may go to an address."""
        return QUrl(url).scheme() == SCHEME.decode()

    def javaScriptConsoleMessage(  # noqa: N802 (Qt's name)
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """What the page's scripts complain of goes to the log."""
        _LOG.warning("map page, %s line %d, %s: %s", source, line, level.name, message)


def harden(profile: QWebEngineProfile) -> None:
    """Switch off what the map does not need and what could reach outside."""
    attribute = QWebEngineSettings.WebAttribute
    settings = profile.settings()
    for unneeded in (
        attribute.PluginsEnabled,
        attribute.PdfViewerEnabled,
        attribute.LocalStorageEnabled,
        attribute.LocalContentCanAccessFileUrls,
        attribute.LocalContentCanAccessRemoteUrls,
        attribute.DnsPrefetchEnabled,
        attribute.HyperlinkAuditingEnabled,
        attribute.JavascriptCanOpenWindows,
        attribute.FullScreenSupportEnabled,
        attribute.ScreenCaptureEnabled,
        attribute.WebGLEnabled,
    ):
        settings.setAttribute(unneeded, False)  # noqa: FBT003 (Qt's signature)
