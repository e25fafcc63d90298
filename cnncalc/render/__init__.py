"""Reports and diagnostics as text: one rendering a file."""
