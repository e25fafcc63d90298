"""PyTorch is asked the same questions. These tests need torch, and fail where it is missing."""
