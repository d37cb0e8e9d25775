#include "results/compare/seed_notes.h"

#include <gtest/gtest.h>

namespace gaitbench {
namespace {

TEST(SeedNotes, ListsOfSeedsAreShort) {
  EXPECT_EQ(SeedList(std::vector<int64_t>{4}), "seed 4");
  EXPECT_EQ(SeedList(std::vector<int64_t>{0, 1, 3, 4, 5, 9}), "seeds 0, 1, 3 to 5, 9");
}

TEST(SeedNotes, OneSeedIsSaidWithItsReasonAndManyByTheirNumbers) {
  VariantResult result{.environment = "e", .seeds = {0, 1}};
  result.diverged = {{4, "at iteration 3: not finite"}};
  result.unfinished = {{5, "1 of 2 iterations"}, {6, "no iteration recorded"}};
  EXPECT_EQ(SeedFlags(result, 2),
            (std::vector<std::string>{
                "1 of 5 runs diverged and is not in the mean (seed 4 at iteration 3: not finite)",
                "2 of 5 runs are unfinished and not in the mean (seeds 5, 6)"}));
}

TEST(SeedNotes, OnlyTheShorterTrainedAreFlagged) {
  std::vector<VariantResult> results = {{.environment = "e", .returns = {1}, .env_steps = 2'048},
                                        {.environment = "e", .returns = {1}, .env_steps = 4'096},
                                        {.environment = "e", .env_steps = 0}};
  AddLengthFlags(results);
  EXPECT_EQ(results[0].flags, std::vector<std::string>{
                                  "trained for 2,048 env steps, another variant of e for 4,096"});
  EXPECT_TRUE(results[1].flags.empty() && results[2].flags.empty());
}

}  // namespace
}  // namespace gaitbench
