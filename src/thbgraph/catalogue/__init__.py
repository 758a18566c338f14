"""The stored queries: one `.rq` file each, with a header that says what it answers and what it takes.

queries/README.md is the contract. Nothing is imported here, for a stored query from the shell pays for every
module that it loads: take what you need from the modules themselves.

    query       a stored query read from its file: header, parameters, columns, text
    header      the strict reader of the YAML in the `#+` lines
    folder      the queries of a folder, by name
    binding     what a caller gave, turned into RDF terms
    dates       dates as people write them
    block       the one VALUES block through which the terms enter
    check       what a stored query must be, for tests and for those who write one
"""
