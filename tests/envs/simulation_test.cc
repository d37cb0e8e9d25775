#include "envs/simulation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <span>

#include "tests/envs/mujoco_data.h"

namespace gaitbench {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// One env step of a task from its start pose with the noise of seed 0.
struct Stepped {
  explicit Stepped(const std::string& name, double control, double height = 0)
      : Stepped(FindTask(name), control, height) {}
  explicit Stepped(const Task& stepped, double control, double height = 0)
      : task(stepped), simulation(task) {
    mjModel* m = simulation.m();
    mjData* d = simulation.d();
    observation.resize(ObservationSize(task, *m));
    info.resize(InfoSize(task));
    Episode episode{.stream = RandomStream({0}).Save()};
    ResetSimulation(task, m, d, episode, observation.data(), info.data());
    if (height != 0) {
      d->qpos[task.health.height_index] = height;
      RefreshSimulation(task, m, d, episode, observation.data());
    }
    position_before = episode.measured[0];
    output.observation = observation.data();
    output.info = info.data();
    const std::vector<double> action(m->nu, control);
    StepSimulation(task, m, d, action.data(), episode, output);
    velocity = (episode.measured[0] - position_before) /
               (static_cast<double>(task.options.frame_skip) * m->opt.timestep);
  }

  std::map<std::string, double> Info() const {
    std::map<std::string, double> values;
    auto value = info.begin();
    for (const InfoKey& key : task.info) {
      values[std::string(key.name)] = *value;
      value += key.size;
    }
    return values;
  }

  const Task task;
  MujocoData simulation;
  std::vector<double> observation, info;
  StepOutput output;
  double position_before, velocity;
};

TEST(SimulationTest, OldHopperAndWalkerPayForTheActionAsGiven) {
  for (const std::string robot : {"Hopper", "Walker2d"}) {
    for (const std::string version : {"-v2", "-v3"}) {
      const Stepped step(robot + version, 3);  // three times beyond its bound
      const double cost = 1e-3 * 9 * (robot == "Hopper" ? 3 : 6);
      EXPECT_NEAR(step.output.reward, step.velocity + 1 - cost, 1e-12) << robot << version;
      EXPECT_FALSE(step.output.terminated);
    }
  }
}

// MuJoCo before 2.2.1 clamped the controls in place, and Humanoid squares those
TEST(SimulationTest, OldHumanoidPaysForClampedControls) {
  for (const std::string name : {"Humanoid-v2", "Humanoid-v3"}) {
    const Stepped step(name, 1);
    EXPECT_NEAR(step.Info().at("reward_quadctrl"), -0.1 * 17 * 0.16, 1e-12) << name;
    EXPECT_NEAR(step.output.reward, 1.25 * step.velocity + 5 - 0.272, 1e-12) << name;
  }
  for (const std::string name : {"Humanoid-v4", "Humanoid-v5"}) {
    const std::map<std::string, double> info = Stepped(name, 1).Info();
    const auto* key = name == "Humanoid-v4" ? "reward_quadctrl" : "reward_ctrl";
    EXPECT_NEAR(info.at(key), -0.1 * 17, 1e-12) << name;
  }
}

TEST(SimulationTest, OldHumanoidFeelsNoContacts) {
  for (const std::string name : {"Humanoid-v2", "Humanoid-v3"}) {
    const Stepped step(name, 0.1, /*height=*/1.2);
    ASSERT_GT(step.simulation.d()->ncon, 0);
    ASSERT_EQ(step.observation.size(), 376U);
    for (size_t i = 376 - 84; i < 376; ++i) EXPECT_EQ(step.observation[i], 0) << i;
    EXPECT_EQ(step.Info().at("reward_impact"), 0);
  }
  const Stepped felt("Humanoid-v4", 0.1, 1.2);
  double sum = 0;
  for (size_t i = 376 - 84; i < 376; ++i) sum += std::abs(felt.observation[i]);
  EXPECT_GT(sum, 1);
}

TEST(SimulationTest, InfoKeysAreEachVersionsOwn) {
  const auto keys = [](const char* name) {
    std::string text;
    for (const InfoKey& key : FindTask(name).info) text += std::string(key.name) + " ";
    return text;
  };
  EXPECT_EQ(keys("Hopper-v3"), "x_position x_velocity ");
  EXPECT_EQ(keys("Humanoid-v2"), "reward_linvel reward_quadctrl reward_alive reward_impact ");
  EXPECT_EQ(keys("Humanoid-v3"),
            "reward_linvel reward_quadctrl reward_alive reward_impact x_position y_position "
            "distance_from_origin x_velocity y_velocity forward_reward ");
}

// Where no pose is healthy every version ends its episode, v5 alone without the healthy reward.
TEST(SimulationTest, OnlyV5WithholdsTheHealthyRewardOfTheFall) {
  for (const Task& task : Tasks()) {
    if (!task.options.terminate_when_unhealthy) continue;
    const bool has_heights = WriteOptions(task).contains("healthy_z_range");
    const Task falling = ApplyOptions(
        task,
        {{has_heights ? "healthy_z_range" : "healthy_angle_range", {{"min", 1e3}, {"max", 2e3}}}});
    const Stepped stood(task, 0), fell(falling, 0);
    EXPECT_FALSE(stood.output.terminated) << task.name;
    EXPECT_TRUE(fell.output.terminated) << task.name;
    const double withheld = task.version == 5 ? task.options.healthy_reward : 0;
    EXPECT_NEAR(stood.output.reward - fell.output.reward, withheld, 1e-9) << task.name;
  }
}

// Whether a robot whose start pose has one coordinate replaced is healthy.
bool HealthyWith(const std::string& name, int qpos_index, double value) {
  const Task& task = FindTask(name);
  const MujocoData simulation(task);
  simulation.d()->qpos[qpos_index] = value;
  return IsHealthy(task, simulation.m(), simulation.d());
}

TEST(SimulationTest, BoundsOfHealthAreOutside) {
  const auto check = [](const std::string& robot, int index, double bound, double inward) {
    for (const char* version : {"-v2", "-v3", "-v4", "-v5"}) {
      const std::string name = robot + version;
      const bool closed = name == "Humanoid-v2";
      EXPECT_EQ(HealthyWith(name, index, bound), closed) << name << " at " << bound;
      EXPECT_TRUE(HealthyWith(name, index, std::nextafter(bound, inward))) << name;
      EXPECT_FALSE(HealthyWith(name, index, std::nextafter(bound, 2 * bound - inward))) << name;
      EXPECT_EQ(HealthyWith(name, index, kNan), closed) << name;
    }
  };
  check("Hopper", 1, 0.7, 1);
  check("Hopper", 2, 0.2, 0);
  check("Hopper", 2, -0.2, 0);
  check("Hopper", 3, 100, 0);
  check("Hopper", 5, -100, 0);
  check("Walker2d", 1, 0.8, 1);
  check("Walker2d", 1, 2, 1);
  check("Walker2d", 2, 1, 0);
  check("Walker2d", 2, -1, 0);
  check("Humanoid", 2, 1, 1.5);
  check("Humanoid", 2, 2, 1.5);
}

TEST(SimulationTest, SomeBoundsOfHealthAreInsideAndNanIsNot) {
  const auto check = [](const std::string& name, int index, double bound, double inward) {
    EXPECT_TRUE(HealthyWith(name, index, bound)) << name << " at " << bound;
    EXPECT_FALSE(HealthyWith(name, index, std::nextafter(bound, 2 * bound - inward))) << name;
    EXPECT_FALSE(HealthyWith(name, index, kNan)) << name;
  };
  for (const char* name : {"Ant-v2", "Ant-v4", "Ant-v5"}) {
    check(name, 2, 0.2, 0.5);
    check(name, 2, 1, 0.5);
    EXPECT_FALSE(HealthyWith(name, 9, kInfinity)) << name;
  }
  for (const char* name : {"InvertedPendulum-v4", "InvertedPendulum-v5"}) {
    check(name, 1, 0.2, 0);
    check(name, 1, -0.2, 0);
    EXPECT_FALSE(HealthyWith(name, 0, kInfinity)) << name;
  }
}

// an upright tip is at z = 1.2 above the rail
TEST(SimulationTest, TheDoublePendulumsHeightIsItsTips) {
  const Stepped step("InvertedDoublePendulum-v5", 0);
  const mjtNum* tip = step.simulation.d()->site_xpos;
  const mjtNum* qvel = step.simulation.d()->qvel;
  EXPECT_NEAR(tip[2], 1.2, 0.1);
  const double penalty = 0.01 * tip[0] * tip[0] + (tip[2] - 2) * (tip[2] - 2);
  const double swing = 1e-3 * qvel[1] * qvel[1] + 5e-3 * qvel[2] * qvel[2];
  EXPECT_NEAR(step.output.reward, 10 - penalty - swing, 1e-12);
  EXPECT_NEAR(step.Info().at("distance_penalty"), -penalty, 1e-12);
  EXPECT_EQ(step.observation[0], step.simulation.d()->qpos[0]);
  EXPECT_EQ(step.observation[3], std::cos(step.simulation.d()->qpos[1]));
}

TEST(SimulationTest, ReacherV4PaysTheDistanceBeforeTheEnvStep) {
  for (const std::string name : {"Reacher-v4", "Reacher-v5"}) {
    const Stepped step(name, 0.5);
    const std::span<const double> apart(step.observation.end() - (name == "Reacher-v4" ? 3 : 2),
                                        2UL);
    const double after = std::hypot(apart[0], apart[1]);
    const double paid = -step.Info().at("reward_dist");
    EXPECT_NEAR(paid, name == "Reacher-v4" ? step.position_before : after, 1e-12);
    EXPECT_GT(std::abs(step.position_before - after), 1e-6);
    EXPECT_NEAR(step.output.reward, -paid - 2 * 0.25, 1e-12);
  }
}

// Positions of the object, then of the goal, after resets of many seeds.
TEST(SimulationTest, ResetsPlaceObjectsAtRest) {
  const auto reset = [](const char* name, uint64_t seed, auto&& check) {
    const Task& task = FindTask(name);
    const MujocoData simulation(task);
    Episode episode{.stream = RandomStream({seed}).Save()};
    std::vector<double> observation(ObservationSize(task, *simulation.m())), info(InfoSize(task));
    ResetSimulation(task, simulation.m(), simulation.d(), episode, observation.data(), info.data());
    check(simulation.m(), simulation.d());
  };
  for (uint64_t seed = 0; seed < 50; ++seed) {
    reset("Reacher-v5", seed, [](const mjModel*, const mjData* d) {
      EXPECT_LT(std::hypot(d->qpos[2], d->qpos[3]), 0.2);
      EXPECT_EQ(d->qvel[2], 0);
      EXPECT_NE(d->qvel[1], 0);
      EXPECT_LT(std::abs(d->qvel[1]), 5e-3);
    });
    reset("Pusher-v5", seed, [](const mjModel* m, const mjData* d) {
      for (int i = 0; i < 7; ++i) EXPECT_EQ(d->qpos[i], m->qpos0[i]);
      EXPECT_GT(std::hypot(d->qpos[7], d->qpos[8]), 0.17);
      EXPECT_LT(d->qpos[7], 0);
      EXPECT_EQ(d->qpos[9], 0);
      EXPECT_NE(d->qvel[6], 0);
      EXPECT_EQ(d->qvel[7], 0);
    });
  }
}

TEST(SimulationTest, BodiesOfArmsAreThoseThatTheirRowsName) {
  const auto name = [](const char* task, int64_t body) {
    const ModelPtr model = CompileModel(FindTask(task));
    return std::string(mj_id2name(model.get(), mjOBJ_BODY, static_cast<int>(body)));
  };
  const auto& reacher = FindTask("Reacher-v5").reward.distances;
  EXPECT_EQ(name("Reacher-v5", reacher[0].from), "fingertip");
  EXPECT_EQ(name("Reacher-v5", reacher[0].to), "target");
  const auto& pusher = FindTask("Pusher-v5").reward.distances;
  EXPECT_EQ(name("Pusher-v5", pusher[0].from), "object");
  EXPECT_EQ(name("Pusher-v5", pusher[0].to), "goal");
  EXPECT_EQ(name("Pusher-v5", pusher[1].to), "tips_arm");
}

// Gymnasium gives one cost under the other's name
TEST(SimulationTest, AntV4ReportsTheContactCostAsControlReward) {
  const Task felt = ApplyOptions(FindTask("Ant-v4"), {{"use_contact_forces", true}});
  const Stepped with(felt, 0.5), without("Ant-v4", 0.5);
  EXPECT_EQ(with.observation.size(), without.observation.size() + 84);
  EXPECT_NEAR(without.Info().at("reward_ctrl"), -0.5 * 8 * 0.25, 1e-12);
  EXPECT_LE(with.Info().at("reward_ctrl"), 0);
  EXPECT_NEAR(with.output.reward - without.output.reward, with.Info().at("reward_ctrl"), 1e-12);
}

TEST(SimulationTest, StandupPaysTheHeightOverAPhysicsStep) {
  const Stepped step("HumanoidStandup-v5", 0.1);
  const double height = step.simulation.d()->qpos[2];
  const std::map<std::string, double> info = step.Info();
  EXPECT_NEAR(info.at("reward_linup"), height / 0.003, 1e-12);
  EXPECT_NEAR(info.at("reward_quadctrl"), -0.1 * 17 * 0.01, 1e-12);
  EXPECT_NEAR(step.output.reward, height / 0.003 - 0.017 + info.at("reward_impact") + 1, 1e-9);
}

TEST(SimulationTest, OnlyHopperV2AsksForAFinitePosition) {
  EXPECT_FALSE(HealthyWith("Hopper-v2", 0, kInfinity));
  EXPECT_TRUE(HealthyWith("Hopper-v3", 0, kInfinity));
  EXPECT_TRUE(HealthyWith("Walker2d-v2", 0, kInfinity));
  EXPECT_FALSE(HealthyWith("Hopper-v5", 1, kInfinity));  // height below infinity
}

TEST(SimulationTest, ContactForcesAreThoseOfTheWholePass) {
  for (const Task& task : Tasks()) {
    if (task.version != kNewestVersion || !task.has_contact_forces) continue;
    const MujocoData simulation(task);
    mjModel* m = simulation.m();
    mjData* d = simulation.d();
    Episode episode{.stream = RandomStream({3}).Save()};
    std::vector<double> observation(ObservationSize(task, *m)), info(InfoSize(task));
    RandomStream stream({3, 1});
    int64_t num_contacts = 0;
    for (int i = 0; i < 400; ++i) {
      if (i % 100 == 0) ResetSimulation(task, m, d, episode, observation.data(), info.data());
      for (int j = 0; j < m->nu; ++j) d->ctrl[j] = stream.Uniform(-0.4, 0.4);
      for (int j = 0; j < 5; ++j) mj_step(m, d);
      num_contacts += d->ncon;
      ComputeContactForces(m, d);
      const std::vector<double> ours(d->cfrc_ext, d->cfrc_ext + 6 * m->nbody);
      mj_rnePostConstraint(m, d);
      ASSERT_TRUE(std::equal(ours.begin(), ours.end(), d->cfrc_ext,
                             [](double a, double b) {
                               return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b);
                             }))
          << task.name << " step " << i;
    }
    EXPECT_GT(num_contacts, 100) << task.name;
  }
}

}  // namespace
}  // namespace gaitbench
