// Trajectories with the savings against mj_step's, by a hash of all that any task reads and of what
// one gives after each env step. GAITBENCH_EXACT_STEPS=1000000 makes them longer. Tasks with the
// same compiled model are tested as one.
#include "envs/exact_savings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string>

#include "envs/batched_env.h"
#include "tests/envs/different_physics.h"
#include "tests/envs/hash.h"
#include "tests/envs/mujoco_data.h"
#include "tests/envs/num_steps.h"

namespace gaitbench {
namespace {

using Names = std::vector<std::string>;

struct Condition {
  double control_scale;  // of the controls' range
  bool resets;           // where health is lost; else the robot goes on lying
  bool disturbed;        // by controls that are no numbers, and by any pose and velocity
};

constexpr Condition kConditions[] = {
    {1, true, false}, {5, true, false}, {1, false, false}, {5, false, false}, {1, false, true},
};

struct Trajectory {
  uint64_t hash;
  int64_t num_contacts, num_bad;
};

double AnySize(RandomStream& stream, double max_exponent) {
  return stream.Uniform(-1, 1) * std::pow(10, stream.Uniform(-2, max_exponent));
}

// One env step in twelve begins elsewhere, or with a control that MuJoCo refuses.
void Disturb(RandomStream& stream, const mjModel* m, mjData* d, std::span<double> action) {
  constexpr double kBadControls[] = {NAN, INFINITY, -1e300};
  switch (static_cast<int>(stream.Uniform(0, 48))) {
    case 0:
      action[0] = kBadControls[static_cast<int>(stream.Uniform(0, 3))];
      break;
    case 1:
      for (int i = 0; i < m->nv; ++i) d->qvel[i] = AnySize(stream, 9.9);
      break;
    case 2:
      for (int i = 0; i < m->nq; ++i) d->qpos[i] = m->qpos0[i] + AnySize(stream, 1);
      break;
    case 3:
      for (int i = 0; i < m->nq; ++i) d->qpos[i] = m->qpos0[i] + AnySize(stream, 10.1);
      break;
    default:  // left as it is
      break;
  }
}

// The state, and what observations, rewards, infos and health are made of.
void AddAllThatIsRead(const mjModel* m, const mjData* d, Hash& hash) {
  const auto add = [&](const mjtNum* array, int64_t size) {
    hash.Add({array, static_cast<size_t>(size)});
  };
  add(d->qpos, m->nq);
  for (const mjtNum* array : {d->qvel, d->qacc_warmstart, d->qfrc_actuator, d->qfrc_constraint})
    add(array, m->nv);
  for (const mjtNum* array : {d->xpos, d->xipos}) add(array, 3 * m->nbody);
  for (const mjtNum* array : {d->cvel, d->cfrc_ext}) add(array, 6 * m->nbody);
  add(d->cinert, 10 * m->nbody);
  add(d->site_xpos, 3 * m->nsite);
  for (const mjtNum* array : {d->ten_length, d->ten_velocity}) add(array, m->ntendon);
}

Trajectory Simulate(const Task& task, int64_t num_steps, bool with_savings) {
  const MujocoData simulation(task);
  const mjModel* m = simulation.m();
  mjData* d = simulation.d();
  const ExactSavings savings(m, true);
  std::vector<double> observation(ObservationSize(task, *m)), info(InfoSize(task)), action(m->nu);
  Episode episode{.stream = RandomStream({0}).Save()};
  RandomStream stream({1});
  Hash hash;
  Trajectory trajectory{};
  for (const Condition& condition : kConditions) {
    const auto reset = [&] {
      ResetSimulation(task, m, d, episode, observation.data(), info.data());
    };
    reset();
    const double scale = condition.control_scale * m->actuator_ctrlrange[1];
    for (int64_t step = 0; step < num_steps / std::ssize(kConditions); ++step) {
      for (double& control : action) control = stream.Uniform(-scale, scale);
      if (condition.disturbed) Disturb(stream, m, d, action);
      StepOutput output{.observation = observation.data(), .info = info.data()};
      StepSimulation(task, m, d, action.data(), episode, output, with_savings ? &savings : nullptr);
      AddAllThatIsRead(m, d, hash);
      hash.Add(observation);
      hash.Add(info);
      const double results[] = {output.reward, output.terminated ? 1.0 : 0.0,
                                output.bad ? 1.0 : 0.0};
      hash.Add(results);
      trajectory.num_contacts += d->ncon;
      trajectory.num_bad += output.bad;
      if (condition.resets && output.terminated) reset();
    }
  }
  trajectory.hash = hash.value;
  return trajectory;
}

class ExactSavingsTest : public testing::TestWithParam<Physics> {
 protected:
  const Task& task() const { return GetParam().task; }

  void ExpectNoBitChanges(const Task& task, int64_t num_steps) {
    const Trajectory plain = Simulate(task, num_steps, false),
                     fast = Simulate(task, num_steps, true);
    EXPECT_EQ(fast.hash, plain.hash);
    EXPECT_GT(plain.num_contacts, CanCollide(*CompileModel(task)) ? num_steps / 10 : -1);
    EXPECT_GT(plain.num_bad, 0);
    std::printf("SAVINGS %s%s: %lld env steps, hash %016llx plain, %016llx with savings\n",
                task.name.c_str(), GetParam().other_tasks.c_str(),
                static_cast<long long>(num_steps), static_cast<unsigned long long>(plain.hash),
                static_cast<unsigned long long>(fast.hash));
  }
};

TEST_P(ExactSavingsTest, NoBitChanges) { ExpectNoBitChanges(task(), NumStepsOr(5000)); }

TEST_P(ExactSavingsTest, NoBitChangesWithLegacyContactMargins) {
  ExpectNoBitChanges(ApplyOptions(task(), {{"legacy_contact_margin", true}}), 1000);
}

TEST_P(ExactSavingsTest, TheOptionTurnsThemOffAndABatchGoesOnWithItsBits) {
  const Task plain = ApplyOptions(task(), {{"exact_savings", false}});
  EXPECT_EQ(ExactSavingsOf(plain), Names{});
  BatchedEnv with(task(), {.num_envs = 2}), without(plain, {.num_envs = 2});
  with.Reset(0);
  without.RestoreState(with.SaveState());
  RandomStream stream({2});
  std::vector<double> actions(2 * with.action_size());
  for (int step = 0; step < 60; ++step) {
    for (double& action : actions) action = stream.Uniform(-1, 1);
    with.Step(actions);
    without.Step(actions);
  }
  EXPECT_EQ(with.SaveState(), without.SaveState());
}

INSTANTIATE_TEST_SUITE_P(Tasks, ExactSavingsTest, testing::ValuesIn(DifferentPhysics()),
                         [](const auto& test) {
                           std::string name = test.param.task.name;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

Names SavingsOfModel(const std::string& text) {
  char error[1000] = "";
  mjSpec* spec = mj_parseXMLString(text.c_str(), nullptr, error, sizeof error);
  const ModelPtr model(spec ? mj_compile(spec, nullptr) : nullptr);
  EXPECT_TRUE(model) << error;
  mj_deleteSpec(spec);
  return model ? ExactSavings(model.get(), true).Names() : Names{"no model"};
}

// Those of a ball above a plane, with more in the world, the options and the model.
Names SavingsOfABall(const std::string& world, const std::string& options = "",
                     const std::string& rest = "") {
  return SavingsOfModel("<mujoco>" + options +
                        "<worldbody><geom type='plane' size='1 1 1'/>"
                        "<body name='ball'><freejoint/><geom name='ball' size='0.1'/></body>" +
                        world + "</worldbody>" + rest + "</mujoco>");
}

TEST(ExactSavingsConditionTest, EachRobotHasThoseThatItsModelAllows) {
  const Names all = {"islands", "collision", "actuation"}, two = {"islands", "collision"};
  const std::map<std::string_view, Names> expected = {
      {"Hopper", all},
      {"Walker2d", all},
      {"Humanoid", two},     // a free joint, tendons
      {"HalfCheetah", two},  // Euler's integrator
      {"Swimmer", all},
      {"Ant", two},              // a free joint
      {"HumanoidStandup", two},  // as Humanoid
      {"InvertedPendulum", all},
      {"InvertedDoublePendulum", all},
      {"Reacher", {"collision"}},  // two trees, of which nothing collides
      {"Pusher", {}},              // three
  };
  for (const auto& [robot, names] : expected) {
    int num_tasks = 0;
    for (const Task& task : Tasks()) {
      if (task.robot != robot) continue;
      EXPECT_EQ(ExactSavingsOf(task), names) << task.name;
      ++num_tasks;
    }
    EXPECT_GT(num_tasks, 0) << robot;
  }
}

TEST(ExactSavingsConditionTest, IsDecidedOnTheCompiledModel) {
  const Names all = {"islands", "collision"}, islands = {"islands"};
  EXPECT_EQ(SavingsOfABall(""), all);
  EXPECT_EQ(SavingsOfABall("<body><freejoint/><geom size='0.1'/></body>"), Names{});
  EXPECT_EQ(SavingsOfABall("<geom type='box' size='1 1 1'/>"), islands);
  EXPECT_EQ(SavingsOfABall("<geom size='0.1'/>"), islands);
  EXPECT_EQ(SavingsOfABall("<geom size='0.1' contype='0' conaffinity='0'/>"), all);
  EXPECT_EQ(SavingsOfABall("<body name='other'/>", "",
                           "<contact><exclude body1='ball' body2='other'/></contact>"),
            islands);
  EXPECT_EQ(SavingsOfABall("<geom name='other' type='plane' size='1 1 1'/>", "",
                           "<contact><pair geom1='ball' geom2='other'/></contact>"),
            islands);
  EXPECT_EQ(SavingsOfABall("", "<option><flag energy='enable'/></option>"), islands);
  EXPECT_EQ(SavingsOfABall("", "<option><flag damper='disable'/></option>"), islands);
  EXPECT_EQ(SavingsOfABall("", "<option integrator='discrete'/>"), islands);
  EXPECT_EQ(SavingsOfABall("", "", "<actuator><adhesion body='ball' ctrlrange='0 1'/></actuator>"),
            islands);
  EXPECT_EQ(SavingsOfABall("", "", "<sensor><clock/></sensor>"), islands);
}

TEST(ExactSavingsConditionTest, WhereNothingCollidesTreesMayBeMany) {
  const auto two_trees = [](const std::string& geom, const std::string& rest = "") {
    const std::string body = "<body><freejoint/>" + geom + "</body>";
    return SavingsOfModel("<mujoco><worldbody>" + body + body + "</worldbody>" + rest +
                          "</mujoco>");
  };
  EXPECT_EQ(two_trees("<geom size='0.1' contype='0' conaffinity='0'/>"), Names{"collision"});
  EXPECT_EQ(two_trees("<geom size='0.1' contype='1' conaffinity='0'/>"), Names{"collision"});
  EXPECT_EQ(two_trees("<geom size='0.1'/>"), Names{});
  EXPECT_EQ(SavingsOfModel("<mujoco><worldbody>"
                           "<body><freejoint/><geom name='a' size='0.1' contype='0'/></body>"
                           "<body><freejoint/><geom name='b' size='0.1' contype='0'/></body>"
                           "</worldbody><contact><pair geom1='a' geom2='b'/></contact></mujoco>"),
            Names{});
}

TEST(ExactSavingsConditionTest, ActuatorsActOnceAStepWhereOnlyControlsMoveThem) {
  const auto savings = [](const std::string& joint, const std::string& integrator,
                          const std::string& actuator, const std::string& rest = "") {
    return SavingsOfModel("<mujoco><option integrator='" + integrator + "'/><worldbody><body>" +
                          joint + "<geom size='0.1'/></body></worldbody><actuator>" + actuator +
                          "</actuator>" + rest + "</mujoco>");
  };
  const std::string hinge = "<joint name='j'/>", motor = "<motor joint='j'/>";
  const std::string tendon = "<tendon><fixed name='t'><joint joint='j' coef='1'/></fixed></tendon>";
  EXPECT_EQ(savings(hinge, "RK4", motor), (Names{"islands", "collision", "actuation"}));
  const Names fewer = {"islands", "collision"};
  EXPECT_EQ(savings(hinge, "Euler", motor), fewer);
  EXPECT_EQ(savings(hinge, "RK4", "<position joint='j'/>"), fewer);
  EXPECT_EQ(savings(hinge, "RK4", "<intvelocity joint='j' actrange='-1 1'/>"), fewer);
  EXPECT_EQ(savings("<joint name='j' type='ball'/>", "RK4", "<motor joint='j' gear='1 0 0'/>"),
            fewer);
  EXPECT_EQ(savings(hinge, "RK4", "<motor tendon='t'/>", tendon), fewer);
}

// A robot without contacts would fall through the floor.
TEST(ExactSavingsCallbackTest, AnotherCallbackInItsPlaceChangesNoBit) {
  const Task& task = *std::ranges::find_if(
      Tasks(), [](const Task& each) { return ExactSavingsOf(each).size() == 2; });
  const Trajectory plain = Simulate(task, 1000, false);
  const mjfGeneric ours = mjcb_passive;
  mjcb_passive = [](const mjModel*, mjData*) {};
  const Trajectory fast = Simulate(task, 1000, true);
  mjcb_passive = ours;
  EXPECT_EQ(fast.hash, plain.hash);
}

}  // namespace
}  // namespace gaitbench
