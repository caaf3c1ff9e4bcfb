"""One document's record, for eyes: a terminal view (`terminal`) and a page (`html`).

Both take the plain record (`hasila.records`) and the text it was made from, and nothing else, so
they show a record read back from a file as well as a fresh one. In reading order: `marks` (what a
record marks in its text), `segments` (the text cut where marks begin and end), `visible`
(characters that can't be shown), `wording` (a value in signs and words), then the two views.
"""
