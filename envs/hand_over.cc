#include "envs/hand_over.h"

#ifdef __SANITIZE_THREAD__

#include <sanitizer/tsan_interface.h>

#include <csetjmp>
#include <utility>

namespace gaitbench {
namespace {

thread_local char* back_of_this_thread = nullptr;

}  // namespace

void HandOver(char& name) { __tsan_release(&name); }
void TakeOver(char& name) { __tsan_acquire(&name); }

void TakeOver(char& name, char& back) {
  TakeOver(name);
  back_of_this_thread = &back;
}

void HandBack() {
  if (char* back = std::exchange(back_of_this_thread, nullptr)) HandOver(*back);
}

}  // namespace gaitbench

extern "C" {

// by its name in the library: _FORTIFY_SOURCE calls what is below instead
[[noreturn]] void JumpSeenBySanitizer(jmp_buf target, int value) __asm__("longjmp");

// An error of MuJoCo leaves a simulation by this jump, past the end of what ran there. libtsan sees
// longjmp alone, so its stack would keep the functions that were left.
[[noreturn]] void __longjmp_chk(jmp_buf target, int value) {
  gaitbench::HandBack();
  JumpSeenBySanitizer(target, value);
}
}

#endif
