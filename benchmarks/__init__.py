"""What the program must do fast, each beside a floor measured in the same run."""
