"""One form per page."""
