"""Chains as files: out as XLSX, DOCX, PDF and JSON, and in from an office's own table."""
