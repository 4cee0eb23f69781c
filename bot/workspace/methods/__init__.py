"""The Web API: one module per family of methods; `table` lists them all."""
