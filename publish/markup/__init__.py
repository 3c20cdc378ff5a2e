"""The one Article → XHTML writer that PDF, EPUB and HTML share."""
