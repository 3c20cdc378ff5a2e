"""Themes: one file of tokens, resolved once, compiled to CSS and to Word styles alike."""
