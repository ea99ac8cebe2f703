import Glibc

/// A Maildir from which messages are taken, beside whatever mail program does the same.
///
/// Unseen is what lies in `new`, and what a mail program has moved to `cur` without reading it.
/// Source: https://cr.yp.to/proto/maildir.html.
package final class MaildirFolder: IncomingFolder {
  private let directory: String

  /// - Parameter directory: with `new` and `cur` in it.
  package init(directory: String) { self.directory = directory }

  private static let mark = ":2,"

  /// By their names, which begin with the second of their arrival.
  package func unseen(before day: Int64?) throws(FetchProblem) -> [String] {
    let new = try names(in: "new").map { "new/\($0)" }
    let read = try names(in: "cur").filter { !Self.flags(of: $0).contains("S") }.map { "cur/\($0)" }
    let found = (new + read).sorted { $0.dropFirst(4) < $1.dropFirst(4) }
    guard let day else { return found }
    return found.filter { id in
      var status = stat()
      return lstat("\(directory)/\(id)", &status) == 0 && status.st_mtim.tv_sec < Int(day)
    }
  }

  package func message(_ id: String, max: Int) throws(FetchProblem) -> IncomingMessage? {
    // A pipe would keep us waiting for ever, and a link may lead anywhere.
    let file = open("\(directory)/\(id)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw .message(Self.words(errno))
    }
    defer { Glibc.close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .message("this is no file")
    }
    guard status.st_size <= max else { return .tooLarge(bytes: Int(status.st_size)) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= max {
      let count = read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .message(Self.words(errno)) }
      if count == 0 { return .bytes(bytes) }
      bytes += chunk[..<count]
    }
    return .tooLarge(bytes: bytes.count)
  }

  package func markSeen(_ id: String, isFlagged: Bool) throws(FetchProblem) {
    let name = id.dropFirst("new/".count)
    let base = name.firstRange(of: Self.mark).map { name[..<$0.lowerBound] } ?? name
    // In the order of ASCII.
    let flags = Set(Self.flags(of: name) + (isFlagged ? "FS" : "S")).sorted()
    let target = "cur/\(base)\(Self.mark)\(String(flags))"
    guard rename("\(directory)/\(id)", "\(directory)/\(target)") == 0 else {
      // Somebody else has marked it, or removed it.
      if errno == ENOENT { return }
      throw .folder("\(directory)/cur: \(Self.words(errno))")
    }
  }

  package func close() {}

  private static func flags(of name: some StringProtocol) -> String {
    name.firstRange(of: mark).map { String(name[$0.upperBound...]) } ?? ""
  }

  private func names(in folder: String) throws(FetchProblem) -> [String] {
    guard let stream = opendir("\(directory)/\(folder)") else {
      throw .folder("\(directory)/\(folder): \(Self.words(errno))")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
