// Writes the names of the tasks that Gymnasium has too, one a line.
#include <iostream>

#include "envs/task.h"

int main() {
  for (const gaitbench::Task& task : gaitbench::Tasks()) {
    if (task.version >= 4) std::cout << task.name << "\n";
  }
}
