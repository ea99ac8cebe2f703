package import Cadence
import Foundation
import GRDB

/// What has been decided: the only SQL of the project.
///
/// Rows are the state; the journal beside them says why, in the same transaction. Nobody else may
/// assume SQLite. Every method is one sentence of the domain and one transaction.
package final class Store: Sendable {
  let database: DatabaseQueue
  /// Nil for one who only reads.
  private let lock: StateLock?
  /// The inode of the database; nil for one who only reads.
  private let file: UInt64?

  /// Opens the state in `directory`, which is created if need be, and holds it for this process.
  /// - Throws: `StoreError`: held by another process, corrupt, newer, or not writable. A database
  ///   that cannot be used is never recreated.
  package init(directory: String) throws(StoreError) {
    try Self.makeDirectory(directory)
    if let system = RemoteFileSystem.type(of: directory) {
      throw .remote(directory: directory, system: system)
    }
    lock = try StateLock(directory: directory)
    let path = directory + "/convened.db"
    do {
      if !FileManager.default.fileExists(atPath: path) { try Self.make(path) }
      database = try Self.open(path)
      file =
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw Self.explained(error, path)
    } catch {
      throw .unusable(path: path, why: "\(error)")
    }
  }

  static func makeDirectory(_ path: String) throws(StoreError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unusable(path: path, why: "it cannot be created (\(error.localizedDescription))")
    }
  }

  /// Opens the state in `directory` for questions alone: it holds nothing, so that a daemon that
  /// starts meanwhile is not kept out, and changes nothing.
  package init(reading directory: String) throws(StoreError) {
    lock = nil
    file = nil
    let path = directory + "/convened.db"
    do {
      var configuration = Configuration()
      configuration.readonly = true
      database = try DatabaseQueue(path: path, configuration: configuration)
      if try database.read({ try Migrations.migrator.hasBeenSuperseded($0) }) {
        throw StoreError.newer(path: path)
      }
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw Self.explained(error, path)
    } catch {
      throw .unusable(path: path, why: "\(error)")
    }
  }

  /// That the file which is written to is still the one that a restart would find.
  /// - Throws: `StoreError.replaced`.
  package func checkInPlace() throws {
    guard let file else { return }
    let now = try? FileManager.default.attributesOfItem(atPath: database.path)
    guard now?[.systemFileNumber] as? UInt64 == file else {
      throw StoreError.replaced(path: database.path)
    }
  }

  /// The last act of an orderly stop: the write-ahead log goes into the database.
  package func close() { try? database.close() }

  /// A database is made under another name first, so that one without tables is never ours: it was
  /// damaged, and is refused instead of being filled anew.
  private static func make(_ path: String) throws {
    let draft = path + ".new"
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: draft + suffix)
    }
    let database = try DatabaseQueue(path: draft)
    try Migrations.migrator.migrate(database)
    try close(database)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft)
    try FileManager.default.moveItem(atPath: draft, toPath: path)
  }

  static func open(_ path: String) throws -> DatabaseQueue {
    try check(path)
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      // NORMAL may roll commits back at a power loss, and what was sent would be sent again.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA journal_size_limit = 8388608")
      // What is erased is overwritten, as soon as it is.
      try db.execute(sql: "PRAGMA secure_delete = ON")
      // What is counted for a monitor is no file.
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try Migrations.migrator.migrate(database)
    try database.writeWithoutTransaction { try $0.execute(sql: countingEndings) }
    return database
  }

  /// That it can be written to by this version: by a connection that changes nothing, so that a
  /// damaged database stays as it was found.
  private static func check(_ path: String) throws {
    // SQLite would take it for one that is yet to be filled.
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64
    guard size != 0 else { throw StoreError.corrupt(path: path, why: "it is empty") }
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try database.read { db in
      try checkSound(db, path)
      guard try db.tableExists("occurrence") else {
        throw StoreError.corrupt(path: path, why: "it is empty")
      }
      guard try !Migrations.migrator.hasBeenSuperseded(db) else {
        throw StoreError.newer(path: path)
      }
    }
    guard access(path, W_OK) == 0 else {
      throw StoreError.unusable(path: path, why: String(cString: strerror(errno)))
    }
    try close(database)
  }

  /// Closes a database that is needed no more, and keeps the object.
  ///
  /// For the sake of sleep. GRDB marks its queues (`setSpecific`), and libdispatch drops the marks
  /// of a queue that goes away on its pool of threads, which it looks at every second from then on
  /// (swift-corelibs-libdispatch, src/queue.c, `_dispatch_queue_specific_head_dispose`).
  static func close(_ database: DatabaseQueue) throws {
    try database.close()
    _ = Unmanaged.passRetained(database)
  }

  static func checkSound(_ db: Database, _ path: String) throws {
    let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
    guard verdict == "ok" else { throw StoreError.corrupt(path: path, why: verdict) }
  }

  static func explained(_ error: DatabaseError, _ path: String) -> StoreError {
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      .corrupt(path: path, why: error.message ?? "\(error.resultCode)")
    case .SQLITE_FULL:
      .full(path: path)
    default:
      .unusable(path: path, why: error.message ?? "\(error.resultCode)")
    }
  }

  /// One look at what has been committed.
  ///
  /// Whoever holds the state is the only one who writes, and the queue lets nobody in between.
  /// GRDB's `read` would set `PRAGMA query_only` for the block, and SQLite prepares every statement
  /// of a connection anew once that flag has changed. Source: OP_Expire in pragma.c, PragTyp_FLAG.
  /// One who only reads needs the snapshot that `read` takes; its connection has no flag to set.
  func read<Result>(_ value: (Database) throws -> Result) throws -> Result {
    try explaining {
      lock == nil ? try database.read(value) : try database.unsafeRead(value)
    }
  }

  /// One transaction: all of it is committed, or nothing is. As GRDB's `write`, which has SQLite
  /// prepare its BEGIN and COMMIT anew each time.
  func write<Result>(_ change: (Database) throws -> Result) throws -> Result {
    try explaining {
      try database.writeWithoutTransaction { db in
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
          let result = try change(db)
          try db.cachedStatement(sql: "COMMIT").execute()
          return result
        } catch {
          try? db.rollback()
          throw error
        }
      }
    }
  }

  /// What keeps a transaction from the disk is said in words that help.
  func explaining<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as DatabaseError {
      throw Self.explained(error, database.path)
    }
  }

  /// A single instant that is remembered.
  package enum Mark: String {
    /// When the service was last known to be alive, by a clock that was believed: its last commit
    /// or mark. It only grows, but where the clock was set back (`bringAliveBack`).
    case alive
    /// Up to when bulletins have been dealt with.
    case bulletins
    /// When the backup was taken that this state is, or is about to start on.
    case backup
  }

  /// Nil before the first.
  package func mark(_ mark: Mark) throws -> Instant? {
    try read { db in try Self.mark(mark, db) }
  }

  static func mark(_ mark: Mark, _ db: Database) throws -> Instant? {
    try Int64.fetchOne(db, sql: "SELECT at FROM mark WHERE name = ?", arguments: [mark.rawValue])
      .map(Instant.init(secondsSince1970:))
  }

  package func markAlive(at now: Instant) throws {
    try write { db in try Self.mark(.alive, db, at: now) }
  }

  /// The clock was set back, and what that means has been decided: a mark that the clock before
  /// left in the future says nothing.
  package func bringAliveBack(to now: Instant) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE mark SET at = min(at, ?) WHERE name = 'alive'",
        arguments: [now.secondsSince1970])
    }
  }

  static func mark(_ mark: Mark, _ db: Database, at now: Instant) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO mark (name, at) VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE
          SET at = CASE WHEN name = 'alive' THEN max(at, excluded.at) ELSE excluded.at END
        """
    ).execute(arguments: [mark.rawValue, now.secondsSince1970])
  }
}
