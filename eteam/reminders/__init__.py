"""Who is told of what and when: planned as rows, claimed by whoever is there, sent once.

`kinds`, `moments` and `folding` are pure. `planning` writes the rows, `claiming` takes one up and looks again whether
it still holds, `sending` carries it out. `about/` knows, for each subject, who is to be told and in which words.
"""
