"""Request ids, the access log, log formatters and what is redacted in them."""
