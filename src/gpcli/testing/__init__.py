"""What the core tests packs with, for authors outside as well."""
