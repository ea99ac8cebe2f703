package import Cadence
import Foundation
import GRDB
import Glibc

/// What a backup has in it.
package struct BackupContents: Sendable {
  package var takenAt: Instant
  package var meetings: Int
  package var notices: Int
  package var bytes: Int
  package var hasKey: Bool
}

/// Copies of the database, and states that come back from one: docs/decisions/0060 and 0061.
extension Store {
  /// Writes a consistent copy beside whatever goes on meanwhile, and looks at it before it is there
  /// under its name. It knows that it is a copy, so whoever starts on it repeats nothing.
  /// - Parameters:
  ///   - path: the copy's name; its directory exists.
  ///   - key: the signing key, which lies beside the database.
  ///   - replaces: whether a file of that name gives way.
  package func copy(
    to path: String, at now: Instant, with key: [UInt8]?, replacing replaces: Bool
  ) throws -> BackupContents {
    try refusePlace(path)
    // Two at once do not take each other's.
    let draft = "\(path).convened-part-\(getpid())"
    let descriptor = try Self.createFile(draft)
    defer {
      Glibc.close(descriptor)
      for suffix in ["", "-journal"] { unlink(draft + suffix) }
    }
    do {
      // Without free pages: what was erased is not carried on.
      try database.unsafeRead { db in
        try db.execute(
          sql: "VACUUM INTO ?", arguments: [URL(fileURLWithPath: draft).absoluteURL.path])
      }
      let copy = try DatabaseQueue(path: draft)
      try copy.write { db in
        try Self.mark(.backup, db, at: now)
        if let key { try Self.keep(Data(key), as: .linkKey, db) }
      }
      try copy.read { try Self.checkSound($0, draft) }
      let contents = try Self.contents(of: copy)
      try Self.close(copy)
      guard fsync(descriptor) == 0 else { throw Self.failed(path) }
      let isPlaced = replaces ? rename(draft, path) == 0 : link(draft, path) == 0
      guard isPlaced else { throw Self.failed(path) }
      Self.sync(directory: (path as NSString).deletingLastPathComponent)
      return contents
    } catch let error as DatabaseError {
      // What cannot be read is the database; what cannot be written is the copy.
      switch error.resultCode {
      case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN: throw Self.explained(error, path)
      default: throw Self.explained(error, database.path)
      }
    }
  }

  /// A copy is no device and no link, and lies beside no state: there it would take the place of
  /// what it is a copy of.
  private func refusePlace(_ path: String) throws(StoreError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { throw .unwritable(path: path, why: "its directory does not exist") }
    let state = URL(fileURLWithPath: database.path).deletingLastPathComponent()
    guard folder.resolvingSymlinksInPath() != state.resolvingSymlinksInPath() else {
      throw .unwritable(path: path, why: "it is the directory of the state itself")
    }
    var found = stat()
    guard lstat(path, &found) == 0, found.st_mode & S_IFMT != S_IFREG else { return }
    throw .unwritable(path: path, why: "it is no regular file")
  }

  /// Puts a copy into a directory that has no database, to be started on.
  ///
  /// Any sound database of ours will do, also one that another program has copied: it is as old as
  /// its last sign of life.
  package static func restore(
    _ file: String, into directory: String
  ) throws(StoreError) -> BackupContents {
    try makeDirectory(directory)
    let lock = try StateLock(directory: directory)
    defer { withExtendedLifetime(lock) {} }
    let path = directory + "/convened.db"
    for suffix in ["", "-wal"] where access(path + suffix, F_OK) == 0 {
      throw .occupied(path: path + suffix)
    }
    let draft = path + ".new"
    for suffix in ["", "-wal", "-shm"] { unlink(draft + suffix) }
    defer { for suffix in ["", "-wal", "-shm"] { unlink(draft + suffix) } }
    guard access(file, R_OK) == 0 else {
      throw .unreadable(path: file, why: String(cString: strerror(errno)))
    }
    do {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped)
      guard !bytes.isEmpty else { throw StoreError.unsound(path: file, why: "it is empty") }
      let descriptor = try createFile(draft)
      defer { Glibc.close(descriptor) }
      try bytes.write(to: URL(fileURLWithPath: draft))
      StateLock.give(descriptor, toOwnerOf: directory)
      let database = try open(draft)
      try database.write { db in
        let alive = try mark(.alive, db)
        // The hour at which it was taken, if it says one.
        try db.execute(
          sql: "INSERT INTO mark (name, at) VALUES ('backup', ?) ON CONFLICT DO NOTHING",
          arguments: [alive?.secondsSince1970 ?? 0])
        try db.execute(sql: "DELETE FROM keepsake WHERE name = 'machine'")
      }
      let contents = try contents(of: database)
      try database.close()
      guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw failed(path) }
      sync(directory: directory)
      return contents
    } catch let error as StoreError {
      throw error.about(draft, as: file)
    } catch let error as DatabaseError {
      throw explained(error, draft).about(draft, as: file)
    } catch {
      throw .unreadable(path: file, why: error.localizedDescription)
    }
  }

  /// When the copy was taken that this state comes from; nil unless it is about to start on one.
  package func restoredFrom() throws -> Instant? { try mark(.backup) }

  /// The signing key that came with a copy.
  package func keyOfBackup() throws -> [UInt8]? { try keepsake(.linkKey).map(Array.init) }

  /// From here on the state is no copy any more.
  /// - Parameter backup: what waited at that time has left since, or has not: nobody knows.
  static func settleRestored(from backup: Instant, _ db: Database, at now: Instant) throws {
    try db.execute(
      sql: """
        UPDATE outbox SET state = 'superseded', settled_at = ?, receipt = ?
        WHERE state IN ('pending', 'sending', 'unknown')
        """, arguments: [now.secondsSince1970, heldOver(since: backup)])
    try db.execute(sql: "UPDATE trouble SET told = 1")
    try db.execute(sql: "DELETE FROM mark WHERE name = 'backup'")
    try db.execute(sql: "DELETE FROM keepsake WHERE name = 'link-key'")
  }

  /// The receipt of what may have been sent before a restore.
  static func heldOver(since backup: Instant) -> String {
    "held over a restore: it may have been sent after the backup of \(backup)"
  }

  private static func contents(of database: DatabaseQueue) throws -> BackupContents {
    try database.read { db in
      func count(_ table: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
      }
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
      return BackupContents(
        takenAt: try mark(.backup, db) ?? Instant(secondsSince1970: 0),
        meetings: try count("occurrence"),
        notices: try count("outbox"), bytes: pages * size,
        hasKey: try Bool.fetchOne(
          db, sql: "SELECT count(*) FROM keepsake WHERE name = 'link-key'") ?? false)
    }
  }

  /// A new file that nobody else may read; what an interrupted try has left gives way.
  private static func createFile(_ path: String) throws(StoreError) -> Int32 {
    unlink(path)
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failed(path) }
    return descriptor
  }

  private static func failed(_ path: String) -> StoreError {
    errno == ENOSPC
      ? .full(path: path) : .unwritable(path: path, why: String(cString: strerror(errno)))
  }

  /// Source: fsync(2), of the entry of a file in its directory.
  private static func sync(directory: String) {
    let descriptor = Glibc.open(directory.isEmpty ? "." : directory, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    Glibc.close(descriptor)
  }
}

/// What belongs to the database as a whole.
extension Store {
  enum Keepsake: String {
    /// The machine on which it was started last.
    case machine
    /// What the hashes of who was forgotten are made with.
    case salt
    /// The signing key, in a backup alone.
    case linkKey = "link-key"
  }

  func keepsake(_ name: Keepsake) throws -> Data? {
    try read { db in
      try Data.fetchOne(
        db, sql: "SELECT value FROM keepsake WHERE name = ?", arguments: [name.rawValue])
    }
  }

  static func keep(_ value: Data, as name: Keepsake, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO keepsake (name, value) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """, arguments: [name.rawValue, value])
  }

  /// Holds the state for this machine.
  /// - Parameter adopting: true where somebody says that it runs on no other any more.
  /// - Throws: `StoreError.otherMachine`.
  package func claim(for machine: [UInt8], adopting: Bool = false) throws {
    let last = try keepsake(.machine)
    if let last, Array(last) == machine { return }
    if !adopting, last != nil {
      throw StoreError.otherMachine(
        directory: (database.path as NSString).deletingLastPathComponent,
        last: try mark(.alive))
    }
    try write { db in try Self.keep(Data(machine), as: .machine, db) }
  }
}
