"""Pages for the browser: the player, the index of a folder, voices side by side."""
