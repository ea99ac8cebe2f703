// The calls on timers that Swift's Glibc module leaves out: timerfd_create(2) and its kin.
#pragma once

#include <sys/timerfd.h>
