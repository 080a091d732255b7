"""What needs the whole portal: stories in a browser, accessibility, hostile input, faults."""
