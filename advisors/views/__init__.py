"""Find, ask the form, act, go."""
