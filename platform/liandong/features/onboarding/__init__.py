"""A county by configuration: what it states, where each value comes from, what it stated before."""
