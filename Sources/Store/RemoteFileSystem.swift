import Foundation

/// Where SQLite's locks and write-ahead log are not to be relied on: what another machine, or
/// another process, serves as files. Source: sqlite.org/wal.html, 2; proc_pid_mountinfo(5).
package enum RemoteFileSystem {
  /// The type of what a directory lies on, `nfs4`; nil for a disk of this machine, and where it
  /// cannot be told.
  static func type(of directory: String) -> String? {
    var status = stat()
    guard stat(directory, &status) == 0,
      let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo")
    else { return nil }
    // makedev(3), whose macros Swift does not see.
    let number = status.st_dev
    let major = (number & 0x000F_FF00) >> 8 | (number & 0xFFFF_F000_0000_0000) >> 32
    let minor = number & 0xFF | (number & 0x0FFF_FFF0_0000) >> 12
    let device = "\(major):\(minor)"
    return type(of: device, in: String(decoding: mounts, as: UTF8.self))
  }

  /// - Parameter device: as `0:52`.
  package static func type(of device: String, in mounts: String) -> String? {
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == device,
        let dash = fields.firstIndex(of: "-"), fields.indices.contains(dash + 1)
      else { continue }
      let type = String(fields[dash + 1])
      let isRemote = served.contains { type == $0 || type.hasPrefix("\($0).") }
      return isRemote ? type : nil
    }
    return nil
  }

  private static let served = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "lustre", "gpfs", "glusterfs", "9p",
    "fuse", "fuseblk", "virtiofs", "vboxsf", "vmhgfs",
  ]
}
