"""What each request passes: middleware, sessions, limits, language."""
