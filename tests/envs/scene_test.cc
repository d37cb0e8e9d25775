#include "envs/scene.h"

#include <cmath>

#include <gtest/gtest.h>

#include "envs/batched_env.h"
#include "tests/envs/mujoco_data.h"

namespace gaitbench {
namespace {

// Where a geom is by its body's pose and its own.
void Place(const Motion& motion, const RecordedEpisode& episode, size_t frame, const Geom& geom,
           mjtNum position[3], mjtNum orientation[4]) {
  Pose body;
  if (geom.body > 0) body = episode.poses[frame * motion.bodies.size() + geom.body - 1];
  mju_rotVecQuat(position, geom.pose.position.data(), body.orientation.data());
  mju_addTo3(position, body.position.data());
  mju_mulQuat(orientation, body.orientation.data(), geom.pose.orientation.data());
}

// An environment that is stepped with the same actions each time.
class Stepped {
 public:
  explicit Stepped(const Task& task) : env_(task, {.autoreset = Autoreset::kDisabled}) {
    env_.Reset(3);
  }
  const std::vector<float>& Step(int number) {
    actions_.assign(env_.action_size(), 0);
    for (size_t i = 0; i < actions_.size(); ++i)
      actions_[i] = 0.3F * std::sin(static_cast<float>(number) + static_cast<float>(i));
    env_.Step(std::span<const float>(actions_));
    return actions_;
  }
  const BatchedEnv& env() const { return env_; }

 private:
  BatchedEnv env_;
  std::vector<float> actions_;
};

TEST(Scene, GeomsAreWhereAFreshSimulationHasThem) {
  for (const Task& task : Tasks()) {
    SCOPED_TRACE(task.name);
    Scene scene(task);
    const Motion motion = scene.Describe();
    const MujocoData fresh(task);
    ASSERT_EQ(motion.bodies.size() + 1, static_cast<size_t>(fresh.m()->nbody));
    ASSERT_EQ(motion.geoms.size(), static_cast<size_t>(fresh.m()->ngeom));
    RecordedEpisode episode;
    Stepped stepped(task);
    const BatchedEnv& env = stepped.env();
    scene.Append(env.qpos(0), env.qvel(0), {}, episode);
    for (size_t frame = 1; frame <= 5 && !env.terminated()[0]; ++frame) {
      const std::vector<float>& action = stepped.Step(static_cast<int>(frame));
      scene.Append(env.qpos(0), env.qvel(0), action, episode);
      std::ranges::copy(env.qpos(0), fresh.d()->qpos);
      mj_kinematics(fresh.m(), fresh.d());
      for (size_t geom = 0; geom < motion.geoms.size(); ++geom) {
        mjtNum position[3], orientation[4], matrix[9];
        Place(motion, episode, frame, motion.geoms[geom], position, orientation);
        mju_quat2Mat(matrix, orientation);
        for (int i = 0; i < 3; ++i)
          EXPECT_NEAR(position[i], fresh.d()->geom_xpos[3 * geom + i], 1e-12) << geom;
        for (int i = 0; i < 9; ++i)
          EXPECT_NEAR(matrix[i], fresh.d()->geom_xmat[9 * geom + i], 1e-12) << geom;
      }
    }
    EXPECT_EQ(episode.poses.size() / motion.bodies.size() * motion.geoms.size(),
              episode.contact_forces.size());
  }
}

std::optional<std::array<double, 3>> NormalOf(const char* task) {
  return Scene(FindTask(task)).Describe().plane_normal;
}

TEST(Scene, APlanarRobotHasAPlane) {
  const std::array<double, 3> across = {0, 1, 0}, up = {0, 0, 1};
  for (const char* task : {"Hopper-v5", "Walker2d-v5", "HalfCheetah-v5", "InvertedPendulum-v5",
                           "InvertedDoublePendulum-v5"})
    EXPECT_EQ(NormalOf(task), across) << task;
  for (const char* task : {"Reacher-v5", "Swimmer-v5"}) EXPECT_EQ(NormalOf(task), up) << task;
  for (const char* task : {"Ant-v5", "Humanoid-v5", "HumanoidStandup-v5", "Pusher-v5"})
    EXPECT_FALSE(NormalOf(task)) << task;
}

TEST(Scene, AStandingRobotsContactsCarryItsWeight) {
  const Task& task = FindTask("Humanoid-v5");
  Scene scene(task);
  const MujocoData fresh(task);
  mjData* data = fresh.d();
  for (int step = 0; step < 4000; ++step) {  // until it lies still
    mju_zero(data->ctrl, fresh.m()->nu);
    mj_step(fresh.m(), data);
  }
  RecordedEpisode episode;
  const std::vector<float> controls(fresh.m()->nu, 0);
  scene.Append({data->qpos, static_cast<size_t>(fresh.m()->nq)},
               {data->qvel, static_cast<size_t>(fresh.m()->nv)}, controls, episode);
  const double weight = mj_getTotalmass(fresh.m()) * -fresh.m()->opt.gravity[2];
  EXPECT_NEAR(episode.contact_forces[0], weight, 0.02 * weight);  // on the floor, the first geom
}

}  // namespace
}  // namespace gaitbench
