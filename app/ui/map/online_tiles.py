"""Tiles from a server that the user consented to by name: the one way in which the map goes online.

The page itself stays as closed as ever. The app fetches the tiles, from exactly one host, and hands
them to the page through its own scheme.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from app.ui.map.scheme import Answer, Deliver, Request
from app.ui.map.tile_address import PLACEHOLDERS, check_template, host_of
from app.ui.map.tiles import TileSetup

_TILE = re.compile(r"(\d{1,2})/(\d{1,8})/(\d{1,8})")
_TIMEOUT_MS = 15_000
_LARGEST_TILE_BYTES = 4 * 1024 * 1024
_MAX_ZOOM = 19
USER_AGENT = "Meridian (desktop photo locator)"


class OnlineTiles(QObject):
    """Fetches picture tiles of one server. GUI thread; nothing waits.

    Raises:
        AppError: ``url_template`` is no https address with {z}, {x} and {y}.
    """

    def __init__(self, url_template: str, attribution: str, parent: QObject) -> None:
        super().__init__(parent)
        check_template(url_template)
        self._template = url_template
        self._network = QNetworkAccessManager(self)
        self._network.setTransferTimeout(_TIMEOUT_MS)
        # A server that sends elsewhere is not the one that was consented to.
        self._network.setRedirectPolicy(QNetworkRequest.RedirectPolicy.SameOriginRedirectPolicy)
        self.setup = TileSetup(
            form="raster",
            is_vector=False,
            min_zoom=0,
            max_zoom=_MAX_ZOOM,
            view_max_zoom=_MAX_ZOOM,
            attribution=attribution or host_of(url_template),
            version=f"{abs(hash(url_template)):x}",
        )

    def answer(self, request: Request, deliver: Deliver) -> None:
        """A route: the tile that the page asks for as zoom/column/row."""
        found = _TILE.fullmatch(request.path)
        if found is None:
            deliver(None)
            return
        address = self._template
        for placeholder, value in zip(PLACEHOLDERS, found.groups(), strict=True):
            address = address.replace(placeholder, value)
        wanted = QNetworkRequest(QUrl(address))
        wanted.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, USER_AGENT)
        reply = self._network.get(wanted)
        reply.finished.connect(lambda: deliver(_read(reply)))


def _read(reply: QNetworkReply) -> Answer | None:
    reply.deleteLater()
    mime = str(reply.header(QNetworkRequest.KnownHeaders.ContentTypeHeader) or "")
    body = bytes(reply.readAll().data())
    is_picture = mime.startswith("image/") and "svg" not in mime
    if reply.error() != QNetworkReply.NetworkError.NoError or not is_picture:
        return None
    return Answer(mime, body) if len(body) <= _LARGEST_TILE_BYTES else None
