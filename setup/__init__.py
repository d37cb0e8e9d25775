"""What ./gaitbench does before the binary runs. Standard library only: it is here before anything is installed."""
