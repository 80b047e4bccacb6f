"""Files, tables and pages that come out."""
