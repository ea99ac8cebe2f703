import Cadence
import Foundation
import GRDB
import Meetings
import Store
import Testing

/// Copies of the state, and what is refused of a state that cannot be used.
extension StoreTests {
  private var path: String { directory + "/convened.db" }
  private var backup: String { directory + "-backup.db" }

  /// A store with a meeting, an invitation that was delivered and a reminder that waits.
  private func filled() throws -> Store {
    let store = try Store(directory: directory)
    let one = try occurrence()
    try store.commit(turn(one, [notice(.invitation, of: one), notice(.reminder, of: one)]))
    let head = try #require(try store.head(of: "mail", at: now))
    _ = try store.claim(head.identity)
    try store.record(head.identity, .delivered("250"), at: now)
    return store
  }

  private func error(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "nothing"
  }

  private func copied(_ key: [UInt8]? = nil, at: Instant? = nil) throws -> BackupContents {
    let reader = try Store(reading: directory)
    defer { reader.close() }
    return try reader.copy(to: backup, at: at ?? now, with: key, replacing: false)
  }

  @Test func aCopyOfARunningStoreIsWholeAndForItsOwnerAlone() throws {
    let store = try filled()
    defer { try? FileManager.default.removeItem(atPath: backup) }
    let contents = try copied([1, 2, 3])
    #expect(contents.meetings == 1 && contents.notices == 2 && contents.hasKey)
    let attributes = try FileManager.default.attributesOfItem(atPath: backup)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(attributes[.size] as? Int == contents.bytes)
    #expect(!FileManager.default.fileExists(atPath: backup + ".convened-part"))
    // One that is there is kept.
    let before = FileManager.default.contents(atPath: backup)
    #expect(error { _ = try copied() }.contains("File exists"))
    #expect(FileManager.default.contents(atPath: backup) == before)
    #expect(try store.restoredFrom() == nil, "the one that runs is no copy")
  }

  @Test func whatIsRestoredKnowsThatItIsOlderThanTheWorld() throws {
    var store: Store? = try filled()
    defer { try? FileManager.default.removeItem(atPath: backup) }
    let taken = now + .hours(1)
    _ = try copied([1, 2, 3], at: taken)
    try store?.claim(for: [7])
    #expect(error { _ = try Store.restore(backup, into: directory) }.contains("another convened"))
    store = nil
    #expect(error { _ = try Store.restore(backup, into: directory) }.contains("it is kept"))
    try FileManager.default.removeItem(atPath: directory)

    let contents = try Store.restore(backup, into: directory)
    #expect(contents.takenAt == taken && contents.notices == 2)
    let restored = try Store(directory: directory)
    #expect(try restored.restoredFrom() == taken)
    #expect(try restored.keyOfBackup() == [1, 2, 3])
    // It is no machine's yet.
    try restored.claim(for: [8])
    var first = Turn(at: taken + .hours(1))
    first.notices = [notice(.call, of: try occurrence())]
    first.holdOver(since: taken)
    try restored.commit(first)
    let rows = try restored.outbox()
    #expect(rows.map(\.state) == [.delivered, .superseded, .superseded])
    #expect(rows.last?.receipt?.contains("held over a restore") == true)
    #expect(try restored.restoredFrom() == nil && restored.keyOfBackup() == nil)
  }

  @Test func whatIsNoBackupIsNotRestored() throws {
    defer { try? FileManager.default.removeItem(atPath: backup) }
    for (bytes, why) in [(Data(), "it is empty"), (Data("hello, I am no database".utf8), "not a")] {
      try bytes.write(to: URL(fileURLWithPath: backup))
      let said = error { _ = try Store.restore(backup, into: directory) }
      #expect(said.contains(backup) && said.contains("not a sound backup"), "\(said)")
      #expect(said.contains(why))
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: directory)
    #expect(files == ["lock"], "nothing is left of it")
  }

  @Test func aStateOfAnotherMachineIsRefusedUntilItIsAdopted() throws {
    let store = try filled()
    try store.claim(for: [1])
    try store.claim(for: [1])
    let said = error { try store.claim(for: [2]) }
    #expect(said.contains("convened adopt") && said.contains(directory))
    try store.claim(for: [2], adopting: true)
    try store.claim(for: [2])
    #expect(error { try store.claim(for: [1]) } != "nothing")
  }

  /// Refused with the file named, and not touched.
  @Test(arguments: ["damaged", "truncated", "emptied"])
  func aDatabaseThatIsDamagedIsKeptAsItIs(_ how: String) throws {
    do {
      let store = try filled()
      store.close()
    }
    var bytes = try #require(FileManager.default.contents(atPath: path))
    switch how {
    case "damaged":
      let middle = bytes.count / 2
      for index in middle..<(middle + 8192) { bytes[index] = UInt8(truncatingIfNeeded: index * 31) }
    case "truncated": bytes = bytes.prefix(bytes.count / 2)
    default: bytes = Data()
    }
    try bytes.write(to: URL(fileURLWithPath: path))
    let said = error { _ = try Store(directory: directory) }
    #expect(said.contains(path) && said.contains("convened restore"), "\(said)")
    #expect(FileManager.default.contents(atPath: path) == bytes)
    defer { try? FileManager.default.removeItem(atPath: backup) }
    #expect(error { _ = try copied() } != "nothing", "nor is there a backup of it")
    #expect(!FileManager.default.fileExists(atPath: backup))
  }

  @Test func aDatabaseOfALaterVersionIsRefused() throws {
    do {
      let store = try filled()
      store.close()
    }
    let database = try DatabaseQueue(path: path)
    try database.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 the future')")
    }
    try database.close()
    #expect(error { _ = try Store(directory: directory) }.contains("later version"))
  }

  @Test func whatAnotherMachineServesIsNoPlaceForADatabase() {
    let mounts = """
      22 28 0:21 / /sys rw,nosuid shared:7 - sysfs sysfs rw
      28 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
      61 28 0:52 / /srv/a rw,relatime shared:3 - nfs4 server:/a rw,vers=4.2
      62 28 0:53 / /srv/b rw,relatime - fuse.sshfs host:/b rw
      63 28 0:54 / /srv/c rw,relatime - cifs //host/c rw
      """
    #expect(RemoteFileSystem.type(of: "254:1", in: mounts) == nil)
    #expect(RemoteFileSystem.type(of: "0:52", in: mounts) == "nfs4")
    #expect(RemoteFileSystem.type(of: "0:53", in: mounts) == "fuse.sshfs")
    #expect(RemoteFileSystem.type(of: "0:54", in: mounts) == "cifs")
    #expect(RemoteFileSystem.type(of: "0:99", in: mounts) == nil)
  }
}
