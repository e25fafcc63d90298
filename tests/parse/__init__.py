"""Tests of the readers: text to Spec."""
