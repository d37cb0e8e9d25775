// Writes the names of the tasks, one a line.
#include <iostream>

#include "envs/task.h"

int main() {
  for (const gaitbench::Task& task : gaitbench::Tasks()) std::cout << task.name << "\n";
}
