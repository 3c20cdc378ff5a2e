"""Pictures: found beside their captures, prepared once, kept by the hash of their bytes."""

from publish.assets.store import AssetStore, collect

__all__ = ["AssetStore", "collect"]
