// NumPy's standard normal, bit for bit: the ziggurat of Marsaglia and Tsang (2000, J. Stat. Softw.
// 5(8)) with 256 layers, on 52-bit numbers.
#pragma once

#include "envs/random.h"

namespace gaitbench {

// numpy.random.Generator(PCG64).standard_normal(). Takes one number of the stream in 99 of 100
// draws.
double StandardNormal(RandomStream& stream);

}  // namespace gaitbench
