#!python
"""The command `gaitbench`: runs the program in the package without importing the package, which would take longer."""
import importlib.util
import pathlib
import runpy

package = pathlib.Path(importlib.util.find_spec("gaitbench").origin).parent
runpy.run_path(str(package / "program.py"), run_name="__main__")
