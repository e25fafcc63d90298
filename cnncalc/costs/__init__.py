"""What a computed network costs by the rules of others: operations and parameters."""
