"""The one order in which the rules are applied, and why it is this one.

Metadata that stands around the article is read off first, while its neighbours still prove what it is (the
account's name in the platform's tail proves the byline). Then the borders are drawn, the outermost first.
Pictures are sorted once the borders have taken theirs, and structure is made of what is left.
"""

from publish.cleaning.account_name import account_name
from publish.cleaning.archive_lines import archive_lines
from publish.cleaning.border_pictures import border_pictures
from publish.cleaning.byline import byline
from publish.cleaning.captions import captions
from publish.cleaning.comments import comments
from publish.cleaning.contents_list import contents_list
from publish.cleaning.cover_image import cover_image
from publish.cleaning.credits import credit_lines
from publish.cleaning.disclaimers import disclaimers
from publish.cleaning.editor_notes import editor_notes
from publish.cleaning.emptiness import emptiness
from publish.cleaning.ending import ending
from publish.cleaning.headings import heading_levels, headings
from publish.cleaning.interjections import interjections
from publish.cleaning.keeper_notes import keeper_notes
from publish.cleaning.learned import learned
from publish.cleaning.metadata_rows import metadata_rows
from publish.cleaning.opening import opening
from publish.cleaning.page_chrome import page_chrome
from publish.cleaning.pictures import dividers, linked_pictures, placeholders
from publish.cleaning.platform_tail import platform_tail
from publish.cleaning.related import related
from publish.cleaning.repost_header import repost_header
from publish.cleaning.source_name import source_name
from publish.cleaning.title_once import title_once
from publish.plugins import Cleaner

RULES: tuple[Cleaner, ...] = (
    # around the article
    archive_lines,
    page_chrome,
    title_once,
    cover_image,
    metadata_rows,
    platform_tail,
    byline,
    repost_header,
    account_name,
    source_name,
    # its borders
    keeper_notes,
    comments,
    contents_list,
    related,
    interjections,
    opening,
    ending,
    disclaimers,
    learned,  # not before all others are at rest: see `clean`
    # its pictures
    placeholders,
    linked_pictures,
    dividers,
    border_pictures,
    # its structure
    emptiness,
    captions,
    headings,
    heading_levels,
    credit_lines,
    editor_notes,
)
"""The rules that come with publish, in order."""
