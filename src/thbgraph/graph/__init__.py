"""The store of the graph, what is inferred in it and how its content is hashed."""
