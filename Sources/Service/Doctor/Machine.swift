internal import CTimer
internal import Foundation
internal import Glibc

// What the machine itself has to give: a clock that is right, zones, and a disk.

extension Finding {
  /// The kernel knows whether somebody keeps its clock; where it may not be asked, or the machine's
  /// host keeps it, systemd-timesyncd may have left a sign.
  static func clock(sign: String = "/run/systemd/timesync/synchronized") -> Finding {
    var state = timex()
    let isAllowed = adjtimex(&state) >= 0
    let isSynchronised = isAllowed && state.status & STA_UNSYNC == 0
    return clock(
      kernel: isAllowed ? isSynchronised : nil, hasSign: access(sign, F_OK) == 0)
  }

  /// - Parameter kernel: nil where it does not say.
  static func clock(kernel: Bool?, hasSign: Bool) -> Finding {
    if kernel == true || hasSign { return .good("clock", "synchronised") }
    if kernel == nil { return .unknown("clock", "whether it is synchronised cannot be told here") }
    return .advice(
      "clock", "the kernel knows of nobody who keeps it right",
      fix: "run: timedatectl set-ntp true (a container's or a virtual machine's host may keep it)")
  }

  /// - Parameter version: "2026b", or "unknown".
  static func zones(version: String, isEmpty: Bool, directory: String, year: Int) -> Finding {
    guard !isEmpty else {
      return .bad(
        "tzdata", "there are no time zones in \(directory)", fix: "run: apt install tzdata")
    }
    guard let made = Int(version.prefix(4)) else {
      return .unknown("tzdata", "\(directory) does not say its version")
    }
    guard year - made < 2 else {
      return .advice(
        "tzdata", "\(version) in \(directory): rules may have changed since \(made)",
        fix: "run: apt install --only-upgrade tzdata")
    }
    return .good("tzdata", "\(version) in \(directory)")
  }
}

/// The directory of the database, as the user who looks at it sees it.
struct StateDirectory {
  let path: String
  /// Whether it is the daemon that looks: only then does "not writable" mean anything.
  let isDaemon: Bool

  /// A database that grows by a page a meeting needs little; the rest of the machine does not.
  static let spaceMin: UInt64 = 100 << 20

  func findings() -> [Finding] {
    let check = "state"
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      let what = "\(path): \(SystemCallFailure.text(code))"
      if !isDaemon, code == EACCES || code == ENOENT {
        return [.unknown(check, what, fix: "the daemon makes it and looks into it")]
      }
      return [.bad(check, what, fix: "make it, for the daemon's user")]
    }
    var findings: [Finding] = []
    if isDaemon, access(path, W_OK | X_OK) != 0 {
      findings.append(
        .bad(
          check, "\(path) cannot be written: \(SystemCallFailure.text(errno))",
          fix: "let the daemon's user own it"))
    }
    let mode = status.st_mode & 0o777
    if mode & 0o077 != 0 {
      findings.append(
        .bad(
          check, "\(path): others can read who meets whom (mode \(Self.octal(mode)))",
          fix: "run: chmod 700 \(path)"))
    }
    if let network = Self.networkFileSystem(path) {
      findings.append(
        .bad(
          check, "\(path) is on a network file system (\(network)), where SQLite may lose data",
          fix: "put it on a disk of this machine (--state, StateDirectory=)"))
    }
    let space = Self.freeBytes(path)
    if let space, space < Self.spaceMin {
      findings.append(.bad(check, "\(path): \(Self.text(space)) free", fix: "make room there"))
    }
    guard findings.isEmpty else { return findings }
    let free = space.map { ", \(Self.text($0)) free" } ?? ""
    return [.good(check, "\(path): mode \(Self.octal(mode))\(free)")]
  }

  static func octal(_ mode: mode_t) -> String {
    let digits = String(mode & 0o7777, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  static func text(_ bytes: UInt64) -> String {
    bytes < 1 << 30 ? "\(bytes >> 20) MiB" : "\(bytes >> 30) GiB"
  }

  private static func freeBytes(_ path: String) -> UInt64? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  private static func networkFileSystem(_ path: String) -> String? {
    var status = statfs()
    guard statfs(path, &status) == 0 else { return nil }
    return networkFileSystems[UInt32(truncatingIfNeeded: status.f_type)]
  }

  /// Source: statfs(2), linux/magic.h.
  private static let networkFileSystems: [UInt32: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x0102_1997: "9P",
    0x5346_414F: "AFS", 0x00C3_6400: "Ceph", 0x0116_1970: "GFS2", 0x7461_636F: "OCFS2",
  ]
}
