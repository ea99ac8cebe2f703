// libsystemd: sd-daemon (descriptors handed over), sd-journal (structured fields), sd-id128 (which
// machine this is).
#pragma once

#include <systemd/sd-daemon.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>
