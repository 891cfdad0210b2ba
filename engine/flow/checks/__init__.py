"""What is wrong with an edition as a whole, once its files are read."""
