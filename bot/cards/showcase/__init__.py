"""Example data of the cards, one module per kind, for the gallery and its golden files; the cards' `examples()` use it."""
