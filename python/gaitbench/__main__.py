"""python -m gaitbench: the command."""
from gaitbench.program import main

main()
