// From a task to its compiled mjModel; tests/conformance/model_test.cc holds it against
// Gymnasium's.
#include <gtest/gtest.h>
#include <mujoco/mujoco.h>

#include "envs/simulation.h"

namespace gaitbench {
namespace {

TEST(TaskModelTest, LegacyContactMarginHalvesEveryMargin) {
  for (const char* name : {"Hopper-v4", "Humanoid-v4"}) {
    const ModelPtr model =
        CompileModel(ApplyOptions(FindTask(name), {{"legacy_contact_margin", true}}));
    for (int i = 0; i < model->ngeom; ++i) EXPECT_EQ(model->geom_margin[i], 0.0005) << name;
  }
}

double SlidingFriction(const Task& task, const char* geom) {
  const ModelPtr model = CompileModel(task);
  return model->geom_friction[3 * mj_name2id(model.get(), mjOBJ_GEOM, geom)];
}

TEST(TaskModelTest, ATasksFrictionStandsInsteadOfTheModels) {
  Task task = FindTask("Walker2d-v5");
  EXPECT_EQ(SlidingFriction(task, "foot_geom"), 1.9);
  EXPECT_EQ(SlidingFriction(task, "foot_left_geom"), 1.9);
  task.friction.reset();
  EXPECT_EQ(SlidingFriction(task, "foot_geom"), 0.9);
}

TEST(TaskModelTest, WhatMujocoRefusesIsAnErrorThatNamesTheTask) {
  const auto where = [](const Task& task) -> std::string {
    try {
      CompileModel(task);
    } catch (const ConfigError& error) {
      return error.where();
    }
    return "no error";
  };
  Task task = FindTask("Hopper-v5");
  task.friction = GeomFriction{"no_such_geom", 1};
  EXPECT_EQ(where(task), "model");
  task.model = "no_such_model";
  EXPECT_EQ(where(task), "Hopper-v5");
}

}  // namespace
}  // namespace gaitbench
