"""The page that people read: one HTML file, offline."""
