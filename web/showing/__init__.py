"""What templates may say: names, dates, states, places, the files that pages load."""
