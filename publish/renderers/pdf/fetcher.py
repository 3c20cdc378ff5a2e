"""The only way to a file that WeasyPrint is given: assets and prepared fonts, by name, from memory.

Its own fetcher reads file: and http: and follows redirects; ours knows two schemes and nothing else.
"""

from collections.abc import Mapping

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from publish.model import Asset
from publish.plugins import Context


class EditionFetcher(URLFetcher):
    """Answers `asset:SHA256` with the bytes of an asset, `font:NAME` with a prepared font.

    Any other address ends the rendering: it means that something of a capture got past the model.
    """

    def __init__(self, assets: Mapping[str, Asset], fonts: Mapping[str, bytes], context: Context) -> None:
        super().__init__(allowed_protocols=("asset", "font"), allow_redirects=False)  # type: ignore[no-untyped-call]
        self._assets = assets
        self._fonts = fonts
        self._context = context

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The bytes behind an address of ours; FatalURLFetchingError for any other."""
        if asset := self._assets.get(url):
            data = self._context.read(asset)
            return URLFetcherResponse(url, data, {"Content-Type": asset.media_type})
        if url.startswith("font:") and (font := self._fonts.get(url.removeprefix("font:"))):
            return URLFetcherResponse(url, font, {"Content-Type": "font/otf"})
        raise FatalURLFetchingError(f"“{url}” is no asset of the edition")
