"""Each family of layers against literal expectations, and all of them against what they say."""
