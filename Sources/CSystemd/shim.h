// libsystemd: sd-daemon (descriptors handed over) and sd-journal (structured fields).
#pragma once

#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
