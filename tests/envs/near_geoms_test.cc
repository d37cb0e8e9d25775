#include "envs/near_geoms.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "tests/envs/mujoco_data.h"

namespace gaitbench {
namespace {

// A model at given positions; MuJoCo's contacts and what NearGeoms says of them.
struct Scene {
  explicit Scene(ModelPtr compiled) : model(std::move(compiled)), data(mj_makeData(model.get())) {}

  static Scene FromText(const std::string& bodies) {
    const std::string text = "<mujoco><default><geom margin='0.01'/></default><worldbody>" +
                             bodies + "</worldbody></mujoco>";
    char error[1000] = "";
    mjSpec* spec = mj_parseXMLString(text.c_str(), nullptr, error, sizeof error);
    ModelPtr model(spec ? mj_compile(spec, nullptr) : nullptr);
    EXPECT_TRUE(model) << error;
    mj_deleteSpec(spec);
    return Scene(std::move(model));
  }

  void Look() {
    mj_kinematics(model.get(), data.get());
    mj_comPos(model.get(), data.get());
    mj_collision(model.get(), data.get());
    num_world = num_bodies = 0;
    for (int i = 0; i < data->ncon; ++i) {
      const bool with_world = model->geom_bodyid[data->contact[i].geom[0]] == 0;
      ++(with_world ? num_world : num_bodies);
    }
    const NearGeoms near(*model);
    may_touch_world = near.MayTouchWorld(*data);
    may_touch_each_other = near.MayTouchEachOther(*data);
  }

  ModelPtr model;
  DataPtr data;
  int num_world = 0, num_bodies = 0;
  bool may_touch_world = false, may_touch_each_other = false;
};

// Capsules of radius 0.1 along x and along y, one above the other, their margins together 0.02 m.
TEST(NearGeomsTest, CrossedCapsulesAreNearAtTheirRadiiAndMargins) {
  Scene scene = Scene::FromText(
      "<body><freejoint/><geom type='capsule' fromto='-1 0 0 1 0 0' size='0.1'/></body>"
      "<body><freejoint/><geom type='capsule' fromto='0 -1 0 0 1 0' size='0.1'/></body>");
  for (const double height : {0.0, 0.1, 0.2199, 0.2201, 0.5, 3.0}) {
    scene.data->qpos[9] = height;  // of the second, m
    scene.Look();
    EXPECT_EQ(scene.may_touch_each_other, height < 0.22) << height;
    EXPECT_EQ(scene.num_bodies > 0, height < 0.22) << height;
  }
}

// A ball that stands beyond the end of a capsule along x: the end counts, not the line.
TEST(NearGeomsTest, ACapsuleEnds) {
  Scene scene = Scene::FromText(
      "<body><freejoint/><geom type='capsule' fromto='-1 0 0 1 0 0' size='0.1'/></body>"
      "<body><freejoint/><geom size='0.1'/></body>");
  for (const double x : {1.0, 1.2199, 1.2201, 1.5}) {
    scene.data->qpos[7] = x;
    scene.Look();
    EXPECT_EQ(scene.may_touch_each_other, x < 1.22) << x;
    EXPECT_EQ(scene.num_bodies > 0, x < 1.22) << x;
  }
}

TEST(NearGeomsTest, ACapsuleStandsOnAPlaneByItsLowerEnd) {
  Scene scene = Scene::FromText(
      "<geom type='plane' size='1 1 1'/>"
      "<body><freejoint/><geom type='capsule' fromto='0 0 -0.5 0 0 0.5' size='0.1'/></body>");
  for (const double height : {0.1, 0.6199, 0.6201, 1.0}) {
    scene.data->qpos[2] = height;
    scene.Look();
    EXPECT_EQ(scene.may_touch_world, height < 0.62) << height;
    EXPECT_EQ(scene.num_world > 0, height < 0.62) << height;
  }
}

TEST(NearGeomsTest, SaysYesWhereInDoubt) {
  Scene scene = Scene::FromText(
      "<geom type='plane' size='1 1 1'/>"
      "<body pos='0 0 5'><freejoint/><geom size='0.1'/></body>"
      "<body pos='0 0 9'><freejoint/><geom size='0.1'/></body>");
  scene.Look();
  EXPECT_FALSE(scene.may_touch_each_other);
  EXPECT_FALSE(scene.may_touch_world);
  for (const double x : {1e10, static_cast<double>(NAN)}) {
    scene.data->qpos[0] = scene.data->qpos[7] = x;
    scene.Look();
    EXPECT_TRUE(scene.may_touch_each_other) << x;
  }
}

// Poses of every robot whose geoms it knows, from upright to folded and far in the floor.
TEST(NearGeomsTest, NoContactOfARobotIsMissed) {
  for (const Task& task : Tasks()) {
    Scene scene(CompileModel(task));
    if (!NearGeoms::CanTell(*scene.model)) continue;
    RandomStream stream({0});
    int num_contacts = 0, num_far = 0;
    for (int pose = 0; pose < 1000; ++pose) {
      const double spread = stream.Uniform(0, 1);
      for (int i = 0; i < scene.model->nq; ++i)
        scene.data->qpos[i] = scene.model->qpos0[i] + stream.Uniform(-spread, spread);
      scene.Look();
      EXPECT_LE(scene.num_world > 0, scene.may_touch_world) << task.name << " pose " << pose;
      EXPECT_LE(scene.num_bodies > 0, scene.may_touch_each_other) << task.name << " pose " << pose;
      num_contacts += scene.data->ncon;
      num_far += !scene.may_touch_world && !scene.may_touch_each_other;
    }
    EXPECT_GT(num_contacts, CanCollide(*scene.model) ? 100 : -1) << task.name;
    EXPECT_GT(num_far, 20) << task.name;  // few where the start pose lies
  }
}

}  // namespace
}  // namespace gaitbench
