"""Shapes and parameters of convolutional networks, exactly, without a deep-learning framework."""

__version__ = "0.1.0"
