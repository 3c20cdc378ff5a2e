"""Why a reader leaves lines out: a sentence for each id it puts on a `Removal`.

Cleaning rules have their reasons with them (`plugins.Cleaner.reason`); readers are no rules and cannot be
left out, so theirs stand here. The ids are the names of what was met in the capture.
"""

REASONS: dict[str, str] = {
    "front-matter": "Fields at the top of the file; they are read as title, source, date and so on.",
    "markup": "Marks or tags without any text in them.",
    "link-definition": "The address of a link that is named elsewhere; it stands in that link now.",
    "comment": "A comment in the source, which no reader of the page ever saw.",
    "script": "A program of the page, which is no text.",
    "style": "The looks of the page, which are no text.",
    "hidden": "The page does not show it.",
    "form": "Buttons, menus and fields to be filled in.",
    "navigation": "The page's own menu.",
    "footer": "The foot of the page, the same under everything it shows.",
    "aside": "A box that the page itself marks as standing beside the article.",
    "page-furniture": "A part of the page that its name says is no text of the article: share bar, advert, "
    "newsletter, related links.",
    "cards": "A row of linked cards that lead to other articles.",
    "comments": "What readers of the page wrote under the article, and the rules for doing so.",
    "embedded": "Something to be played or loaded from elsewhere (a film, a sound, a card of the "
    "platform); an edition cannot hold it. The record has its title or address.",
    "line-numbers": "The numbers beside lines of code.",
    "drawn-formula": "The drawing of a formula, whose source stands beside it and was read.",
    "note-mark": "The way back from a note to its call; the note stands at its call now.",
    "notes-heading": "The heading of a list of notes, each of which stands at its call now.",
    "web-archive": "The packing of a web archive, and the pictures and style sheets packed with the page.",
    "outside-article": "It stands before or after the element of the page that holds the article.",
}
