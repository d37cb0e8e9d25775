"""Writes Vega, Vega-Lite and Vega-Embed as one C++ string: embed_bundle.py OUTPUT. Needs vl-convert-python."""
import sys

import vl_convert

VEGA_LITE = "6.4"  # the one made for the Vega in the bundle
bundle = vl_convert.javascript_bundle(vl_version=VEGA_LITE).replace("</script", "<\\/script")
assert ')bundle"' not in bundle
with open(sys.argv[1], "w") as file:
    file.write('#include "results/show/report_bundle.h"\n\nnamespace gaitbench {\n\n'
               'std::string_view ReportBundle() { return R"bundle(' + bundle + ')bundle"; }\n\n}  // namespace gaitbench\n')
