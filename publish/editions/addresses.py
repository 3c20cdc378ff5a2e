"""Which addresses lead to the same article, however they are spelled.

An address is passed on with what counts its readers, by other schemes and hosts, with and without a slash
at its end. What is left without that is its key: two addresses with one key lead to one article.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# What is added to an address to see where readers come from.
_TRACKING = re.compile(
    r"utm_.*|share.*|from|from_?source|from_wecom|(?:sub)?scene|chksm|isappinstalled|mpshare|nsukey|pass_ticket"
    r"|enterid|sessionid|srcid|uin|wx_header|clicktime|weread|spm|cmpid|ref_src|mc_[ce]id"
    r"|(?:fb|g|y|ms)clid|igshid",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|shtml|xhtml|php\d?|aspx?|jsp)$", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}

_WEIXIN = "mp.weixin.qq.com"
# An article of WeChat by account, message and place in it; older addresses have other names for them.
_WEIXIN_NAMES = (("__biz", "mid", "idx"), ("__biz", "appmsgid", "itemidx"))


@lru_cache(maxsize=4096)
def address_key(address: str) -> str:
    """What an address has in common with all others of the same article; empty for one that is no web page.

    The fragment does not count. An article of mp.weixin.qq.com is known by `__biz`, `mid` and `idx`, its
    short address (`/s/…`) by itself: which long one that stands for, only WeChat knows.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # brackets that are no IPv6 address, a port that is no number
        return ""
    scheme, host = parts.scheme.lower(), (parts.hostname or "").removeprefix("www.").rstrip(".")
    if scheme not in _PORTS or not host:
        return ""
    query = [(name.removeprefix("amp;"), value) for name, value in parse_qsl(parts.query, True)]
    if host == _WEIXIN and (key := _weixin_key(parts.path, dict(query))):
        return key
    if port and port != _PORTS[scheme]:
        host = f"{host}:{port}"
    path = _INDEX.sub("", quote(unquote(parts.path), errors="replace")).rstrip("/")
    kept = sorted(pair for pair in query if not _TRACKING.fullmatch(pair[0]))
    return f"{host}{path}?{urlencode(kept, errors='replace')}" if kept else f"{host}{path}"


def _weixin_key(path: str, query: dict[str, str]) -> str:
    if path.startswith("/s/"):
        return _WEIXIN + path.rstrip("/")
    for names in _WEIXIN_NAMES:
        if all(query.get(name) for name in names):
            return f"{_WEIXIN}/s?" + "&".join(query[name] for name in names)
    return ""
