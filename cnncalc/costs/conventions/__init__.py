"""The conventions, a tool a file."""
