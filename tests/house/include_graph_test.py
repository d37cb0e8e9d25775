"""The include graph of small trees with one mistake each."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import include_graph

LIBRARIES = "gaitbench_library(results_log FILES a.cc)\ngaitbench_library(results_compare FILES b.cc PUBLIC {})\n"


class IncludeGraph(unittest.TestCase):
    def complaints(self, files, links="gaitbench::results_log"):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in (files | {"results/CMakeLists.txt": LIBRARIES.format(links)}).items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            includes = list(include_graph.includes_of(root))
            return list(include_graph.complaints(includes, include_graph.linked_rooms(root)))

    def test_an_include_to_the_left_is_as_it_should_be(self):
        self.assertEqual(self.complaints({"results/log/a.h": "", "results/compare/b.h": '#include "results/log/a.h"\n'}), [])

    def test_an_include_to_the_right_is_named_with_its_line(self):
        self.assertEqual(
            self.complaints({"results/log/a.h": '\n#include "results/compare/b.h"\n', "results/compare/b.h": ""}),
            ["results/log/a.h:2: includes results/compare/b.h: results/compare is not left of results/log"])

    def test_an_include_that_is_not_linked(self):
        self.assertEqual(
            self.complaints({"results/log/a.h": "", "results/compare/b.h": '#include "results/log/a.h"\n'}, links=""),
            ["results/compare/b.h:1: includes results/log/a.h: CMake does not link results/compare to results/log"])

    def test_a_folder_that_is_no_room(self):
        found = self.complaints({"results/log/a.h": "", "results/misc/c.h": '#include "results/log/a.h"\n'})
        self.assertIn("a folder that is no room", found[0])

    def test_files_that_include_each_other(self):
        self.assertEqual(
            self.complaints({"results/log/a.h": '#include "results/log/b.h"\n',
                             "results/log/b.h": '#include "results/log/a.h"\n'}),
            ["in a circle: results/log/a.h -> results/log/b.h -> results/log/a.h"])


if __name__ == "__main__":
    unittest.main()
