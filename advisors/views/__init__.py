"""Views: find, check the form, act, redirect."""
