"""Facts about an article: its title, its authors, its day, and where each was found.

    origins.py   a fact and the place it was found in, set in one act     dates.py   days, made ISO 8601
    names.py     the names in a line of authors                           titles.py  what is not the title
    interface.py the words of official accounts' own pages

Readers and cleaning rules both find facts; here is what they must agree on. Functions of strings, but for
`origins`, which writes a fact into an Article.
"""
