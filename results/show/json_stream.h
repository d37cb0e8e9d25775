// A JSON document written part by part: what JsonText makes of the whole, without the whole.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "results/log/json_fields.h"

namespace gaitbench {

class JsonStream {
 public:
  explicit JsonStream(std::ostream& out) : out_(out), is_empty_({true}) { out_ << '{'; }

  void Open(const std::string& key);  // of an object
  void Write(const std::string& key, const nlohmann::ordered_json& value);
  void Close();  // the last object that was opened, at last the document

 private:
  void StartMember(const std::string& key);

  std::ostream& out_;
  std::vector<bool> is_empty_;  // of the open objects
};

}  // namespace gaitbench
