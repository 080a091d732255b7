"""What the page of an engagement shows besides its head: one module for each part."""
