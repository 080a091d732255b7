"""Pictures of a chain, drawn on the server as SVG. Pure: what a chain says in, boxes and lines out."""
