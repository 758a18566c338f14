"""Answers: rows of a query as Python values, and the forms in which they leave.

    terms       RDF terms as Python values
    rows        one row, its values converted when they are looked at
    answer      all rows, with the question, where they come from and how to cite them
    statements  a graph as an answer: CONSTRUCT, DESCRIBE, and the statements behind a stored query's rows
    source      the published graph that an answer was drawn from: version, content hash, documents
    formats     csv, tsv, json, markdown
    checking    the evidence behind the rows, checked against copies of the documents
    cards       rows one below the other, where a table would be too wide
    table       the table for the eye, with and without rich
    safe        text of the data that cannot steer a terminal

Nothing is imported here: a piped query loads only what it needs.
"""
