internal import Glibc

/// The address of a unix socket, in the form that the socket calls want.
struct UnixAddress {
  private var address: sockaddr_un
  private let length: socklen_t

  /// Nil if the path is empty or longer than the 107 bytes that fit (unix(7)).
  ///
  /// A leading "@" names Linux's abstract namespace, as in `$NOTIFY_SOCKET`.
  init?(path: String) {
    address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    let isAbstract = bytes.first == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !bytes.isEmpty, bytes.count < room, isAbstract || !bytes.contains(0) else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    // An abstract name ends where its length says, a path where its zero byte is.
    length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + (isAbstract ? 0 : 1))
  }

  /// Calls `body` with the address as bind(2), connect(2) and sendto(2) take it.
  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }
}
