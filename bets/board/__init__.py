"""The board page's read model: one object, which the page, its live fragment and the move dialogs render."""
