"""Helpers of all apps. They import nothing of ours but each other."""
