"""What the README claims, re-runnable: one script per claim."""
