"""What goes wrong with pictures."""


class ImageError(Exception):
    """A file that is no picture, is damaged, or is larger than we decode; the message says which."""
