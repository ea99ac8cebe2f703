// What Swift's Glibc module leaves out: timerfd_create(2) and its kin, adjtimex(2), statfs(2).
#pragma once

#include <sys/timerfd.h>
#include <sys/timex.h>
#include <sys/vfs.h>
