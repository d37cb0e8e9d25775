// Writes the report of the made-up runs to stdout, for the test in a browser.
#include <iostream>

#include "tests/results/report_logs.h"

int main() { std::cout << gaitbench::ExampleReport(); }
