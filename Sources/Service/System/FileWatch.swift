package import Dispatch
internal import Glibc
internal import Synchronization

/// Tells which files of some directories changed, by inotify(7).
///
/// Directories are watched, never files: editors and git replace a file by renaming another over
/// it. Each one's parent is watched as well, so that a directory that is replaced, or appears
/// later, is found again.
package final class FileWatch: Sendable {
  private let descriptor: Int32
  private let state = Mutex(WatchState())
  // Dispatch's objects are safe to share; its Swift overlay does not say so on Linux.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  /// - Parameter handler: Gets the paths that changed, sorted: a file as "DIRECTORY/NAME" with the
  ///   directory as it was given; the directory itself when it was replaced or events were lost,
  ///   which means: read all of it again.
  package init(
    queue: DispatchQueue, handler: @escaping @Sendable ([String]) -> Void
  ) throws(SystemCallFailure) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { throw SystemCallFailure("inotify_init1") }
    self.descriptor = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { [weak self] in
      guard let changed = self?.readAll(), !changed.isEmpty else { return }
      handler(changed.sorted())
    }
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  deinit {
    source.cancel()
  }

  /// Watches exactly these directories from now on; each is written without a "/" at its end.
  ///
  /// - Returns: What cannot be watched although it exists, for instance because the user's
  ///   `fs.inotify.max_user_watches` is used up. A directory that does not exist is waited for.
  @discardableResult
  package func update(paths: some Sequence<String>) -> [SystemCallFailure] {
    state.withLock { $0.update(Set(paths), descriptor) }
  }

  /// All that the kernel has, as one set of changes.
  private func readAll() -> Set<String> {
    var changed: Set<String> = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return changed }
      state.withLock { state in
        for event in InotifyEvent.parse(buffer[..<count]) {
          state.apply(event, descriptor, to: &changed)
        }
      }
    }
  }
}

/// `struct inotify_event` of inotify(7).
struct InotifyEvent {
  let watch: Int32
  let mask: UInt32
  /// Of the file within the directory; empty for the directory itself.
  let name: String

  private static let headerSize = 16

  static func parse(_ bytes: ArraySlice<UInt8>) -> [InotifyEvent] {
    var events: [InotifyEvent] = []
    var rest = bytes
    while rest.count >= headerSize {
      let fields = rest.withUnsafeBytes { raw in
        (0..<4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self) }
      }
      let name = rest.dropFirst(headerSize).prefix(Int(fields[3])).prefix { $0 != 0 }
      events.append(
        InotifyEvent(
          watch: Int32(bitPattern: fields[0]), mask: fields[1],
          name: String(decoding: name, as: UTF8.self)))
      rest = rest.dropFirst(headerSize + Int(fields[3]))
    }
    return events
  }
}
