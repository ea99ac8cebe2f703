internal import Glibc

/// Which inotify watch stands for which path. Not a lock in sight: `FileWatch` holds it.
struct WatchState {
  /// As they were asked for.
  private var directories: Set<String> = []
  /// Directories and their parents. Two names of one directory share a watch.
  private var paths: [Int32: Set<String>] = [:]

  /// The same for all, because a second watch on one directory replaces the first one's mask.
  /// IN_CREATE is for links, which are never written and closed.
  private static let mask =
    UInt32(
      IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE
        | IN_DELETE_SELF
        | IN_MOVE_SELF) | UInt32(IN_ONLYDIR)

  mutating func update(_ wanted: Set<String>, _ descriptor: Int32) -> [SystemCallFailure] {
    directories = wanted
    let needed = wanted.union(wanted.map(Self.parent))
    for (watch, known) in paths {
      let kept = known.intersection(needed)
      paths[watch] = kept.isEmpty ? nil : kept
      if kept.isEmpty { inotify_rm_watch(descriptor, watch) }
    }
    return needed.sorted().compactMap { add($0, descriptor) }
  }

  mutating func apply(
    _ event: InotifyEvent, _ descriptor: Int32, to changed: inout Set<String>
  ) {
    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
      changed.formUnion(directories)
      return
    }
    let places = paths[event.watch] ?? []
    if event.mask & UInt32(IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF) != 0 {
      // A watch follows a directory that moves away; we want the one that is at the path.
      if event.mask & UInt32(IN_IGNORED) != 0 { paths[event.watch] = nil }
      for place in places { renew(place, descriptor, &changed) }
      return
    }
    for place in places {
      let path = Self.join(place, event.name)
      if directories.contains(place) { changed.insert(path) }
      if directories.contains(path) { renew(path, descriptor, &changed) }
    }
  }

  /// Finds the directory that is at `path` now, if any.
  private mutating func renew(
    _ path: String, _ descriptor: Int32, _ changed: inout Set<String>
  ) {
    // Added before the old one is dropped: if it is the same directory, nothing goes unseen.
    let current = inotify_add_watch(descriptor, path, Self.mask)
    for (watch, known) in paths where watch != current && known.contains(path) {
      let others = known.subtracting([path])
      paths[watch] = others.isEmpty ? nil : others
      if others.isEmpty { inotify_rm_watch(descriptor, watch) }
    }
    if current >= 0 { paths[current, default: []].insert(path) }
    if directories.contains(path) { changed.insert(path) }
  }

  /// Adding one again is harmless: the kernel answers with the watch that is there.
  private mutating func add(_ path: String, _ descriptor: Int32) -> SystemCallFailure? {
    let watch = inotify_add_watch(descriptor, path, Self.mask)
    if watch >= 0 {
      paths[watch, default: []].insert(path)
      return nil
    }
    let failure = SystemCallFailure("inotify_add_watch \(path)")
    let isAbsent = failure.code == ENOENT || failure.code == ENOTDIR
    return isAbsent || !directories.contains(path) ? nil : failure
  }

  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func join(_ directory: String, _ name: String) -> String {
    if name.isEmpty { return directory }
    if directory == "." { return name }
    return directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }
}
