"""Helpers without an app of their own: they import nothing of ours but each other."""
