"""What changes tokens: keyword-only, `by=` and `now=`, one transaction, lock first, one event last."""
