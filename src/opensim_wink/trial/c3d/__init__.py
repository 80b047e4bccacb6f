"""Reading of C3D files."""
