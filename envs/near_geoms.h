// Which geoms of a robot may touch: planes of the world, and spheres and capsules of its bodies. A
// cheap test that never misses a contact that mj_collision would find.
#pragma once

#include <vector>

struct mjModel_;
struct mjData_;

namespace gaitbench {

class NearGeoms {
 public:
  // Whether those of its geoms that collide with any are of those types, and do so by their contype
  // and conaffinity alone.
  static bool CanTell(const mjModel_& model);

  // Whether MuJoCo looks at no pair of its geoms.
  static bool NothingCollides(const mjModel_& model);

  // The model must outlive it, unchanged.
  explicit NearGeoms(const mjModel_& model);

  // At the positions that mj_kinematics left. Both say yes where in doubt.
  bool MayTouchWorld(const mjData_& data) const;
  bool MayTouchEachOther(const mjData_& data) const;

 private:
  // A plane and a capsule, or two capsules. A sphere is a capsule without length.
  struct Pair {
    int first, second;
    double reach;  // m, from the plane or the first's axis to the second's axis, of a contact
    double reach_of_centers;  // m, the same between the centers of two capsules
  };

  const mjModel_& model_;
  std::vector<Pair> world_pairs_, body_pairs_;
};

}  // namespace gaitbench
