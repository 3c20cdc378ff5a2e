"""Lines: measured with the fonts that draw them, broken by the rules of each script and set full."""
