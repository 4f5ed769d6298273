"""The board's doors: translate, make one call, translate back."""
