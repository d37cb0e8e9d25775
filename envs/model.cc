// From a task to its compiled mjModel.
#include <mujoco/mujoco.h>
#include <sys/mman.h>

#include <new>

#include "envs/model_text.h"
#include "envs/simulation.h"

namespace gaitbench {
namespace {

struct SpecDeleter {
  void operator()(mjSpec* spec) const { mj_deleteSpec(spec); }
};
using SpecPtr = std::unique_ptr<mjSpec, SpecDeleter>;

// MuJoCo's own handler writes each warning to the console and to a file in the working directory.
// Those of a compilation change nothing; a simulation's arrive in BatchedEnv::bad().
void SilenceWarnings() {
  mjLogConfig config = mju_getLogConfig();
  config.logto_console = config.logto_file = 0;
  mju_setLogConfig(config);
}

// Since 3.5.0 MuJoCo adds the margins of two geoms; before, it took the larger one. Our models have
// one margin for all, so half of it gives the old contacts.
void HalveMargins(mjSpec* spec) {
  for (mjsElement* element = mjs_firstElement(spec, mjOBJ_GEOM); element;
       element = mjs_nextElement(spec, element)) {
    mjs_asGeom(element)->margin /= 2;
  }
}

void SetFriction(mjSpec* spec, const GeomFriction& friction) {
  mjsElement* element = mjs_findElement(spec, mjOBJ_GEOM, std::string(friction.geom).c_str());
  if (!element) throw ConfigError("model", "no geom named " + std::string(friction.geom));
  mjs_asGeom(element)->friction[0] = friction.sliding;
}

// Where memory is short MuJoCo's own C++ runtime ends the process; this throws before it would.
void RequireMemory() {
  constexpr size_t kEnough = 32 << 20;  // several times what our models take
  void* memory =
      mmap(nullptr, kEnough, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, /*fd=*/-1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  munmap(memory, kEnough);
}

}  // namespace

void ModelDeleter::operator()(mjModel_* model) const { mj_deleteModel(model); }
void DataDeleter::operator()(mjData_* data) const { mj_deleteData(data); }

ModelPtr CompileModel(const Task& task) {
  RequireMemory();
  SilenceWarnings();
  char error[1000] = "";
  const std::string text(ModelText(task.model));
  SpecPtr spec(mj_parseXMLString(text.c_str(), nullptr, error, sizeof error));
  if (!spec) throw ConfigError(task.name, std::string("MuJoCo cannot read its model: ") + error);
  if (task.friction) SetFriction(spec.get(), *task.friction);
  if (task.options.legacy_contact_margin) HalveMargins(spec.get());
  ModelPtr model(mj_compile(spec.get(), nullptr));
  if (!model)
    throw ConfigError(task.name,
                      std::string("MuJoCo refuses its model: ") + mjs_getError(spec.get()));
  return model;
}

}  // namespace gaitbench
