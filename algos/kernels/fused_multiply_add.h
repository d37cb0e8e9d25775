// a b + c of floats, rounded once, on x86 CPUs without FMA.
//
// In double the product is exact and one rounding is left, that of the sum. Rounding that sum to
// float is the same as rounding once unless it lies halfway between two floats; there it is first
// rounded to odd (Boldo & Melquiond 2008, IEEE Trans. Comput. 57, 462: "Emulation of a FMA and
// correctly rounded sums").
#pragma once

#include <emmintrin.h>

namespace gaitbench {

// a b + c, rounded to odd: to the double above or below whose last bit is 1, where neither is
// exact.
inline __m128d MulAddRoundedToOdd(__m128d a, __m128d b, __m128d c) {
  const __m128d product = _mm_mul_pd(a, b), sum = _mm_add_pd(product, c);
  // what the sum lacks (Knuth, vol. 2, theorem 4.2.2 B); NaN where it is not finite
  const __m128d of_c = _mm_sub_pd(sum, product), of_product = _mm_sub_pd(sum, of_c);
  const __m128d error = _mm_add_pd(_mm_sub_pd(product, of_product), _mm_sub_pd(c, of_c));
  const __m128d zero = _mm_setzero_pd();
  const __m128i is_rounded =
      _mm_castpd_si128(_mm_or_pd(_mm_cmplt_pd(error, zero), _mm_cmpgt_pd(error, zero)));
  // toward zero, by one in the last place where the error's sign is the other, then odd
  const __m128i is_too_far = _mm_srli_epi64(_mm_castpd_si128(_mm_xor_pd(sum, error)), 63);
  const __m128i toward_zero =
      _mm_sub_epi64(_mm_castpd_si128(sum), _mm_and_si128(is_too_far, is_rounded));
  return _mm_castsi128_pd(_mm_or_si128(toward_zero, _mm_and_si128(_mm_set1_epi64x(1), is_rounded)));
}

// Of each of the four.
inline __m128 FusedMulAdd(__m128 a, __m128 b, __m128 c) {
  const auto low = [](__m128 x) { return _mm_cvtps_pd(x); };
  const auto high = [](__m128 x) { return _mm_cvtps_pd(_mm_movehl_ps(x, x)); };
  const auto to_floats = [](__m128d first, __m128d second) {
    return _mm_movelh_ps(_mm_cvtpd_ps(first), _mm_cvtpd_ps(second));
  };
  const __m128d first = _mm_add_pd(_mm_mul_pd(low(a), low(b)), low(c));
  const __m128d second = _mm_add_pd(_mm_mul_pd(high(a), high(b)), high(c));
  const __m128 rounded = to_floats(first, second);

  // the 29 bits that a float has not
  const __m128i bits = _mm_castps_si128(
      _mm_shuffle_ps(_mm_castpd_ps(first), _mm_castpd_ps(second), _MM_SHUFFLE(2, 0, 2, 0)));
  const __m128i is_halfway =
      _mm_cmpeq_epi32(_mm_and_si128(bits, _mm_set1_epi32(0x1fffffff)), _mm_set1_epi32(0x10000000));
  // of a subnormal float, more of them: 0 < |rounded| <= 2^-126, by integers beginning at the least
  const __m128i magnitude = _mm_and_si128(_mm_castps_si128(rounded), _mm_set1_epi32(0x7fffffff));
  const __m128i is_small = _mm_cmplt_epi32(_mm_add_epi32(magnitude, _mm_set1_epi32(0x7fffffff)),
                                           _mm_set1_epi32(static_cast<int>(0x80800000)));
  if (_mm_movemask_epi8(_mm_or_si128(is_halfway, is_small)) == 0) [[likely]]
    return rounded;
  return to_floats(MulAddRoundedToOdd(low(a), low(b), low(c)),
                   MulAddRoundedToOdd(high(a), high(b), high(c)));
}

}  // namespace gaitbench
