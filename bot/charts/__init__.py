"""PNG plots; the only room that knows matplotlib, and it imports it when the first chart is drawn."""
