"""What cnncalc says that units see."""
