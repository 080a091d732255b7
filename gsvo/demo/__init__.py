"""Demo data: a cast, places and cases, made by the same acts as in life. Only with DEMO=1."""
