import Cadence
import Settings

/// What `import` makes of a file: meetings or tasks of ours, and what is to be said of them.
package struct Importing {
  /// A file of ours; empty if nothing was taken.
  package let yaml: String
  /// FILE:LINE: refused|note: meeting or task: what. what to do.
  package let remarks: [String]
  package let hasRefusals: Bool

  /// - Parameter kind: a raw value of `Import.Kind`; nil to tell it by the content.
  /// - Throws: `CommandDesk.Failure.refused` with every problem if nothing of it can be read.
  package init(
    path: String, as kind: String?, invite: [String], who: [String], today: String?
  ) throws(CommandDesk.Failure) {
    let bytes: [UInt8]
    do throws(FileBytes.Failure) {
      bytes = try FileBytes.read(path, max: Import.bytesMax)
    } catch {
      let problem = Problem(
        file: path.isEmpty ? "\"\"" : path, what: "it cannot be read: \(error.what)",
        fix: Self.fix(error))
      throw .refused(problem.description)
    }
    let date = try CommandDesk.date(today, "today") ?? SystemWallClock().today
    do throws(Problems) {
      let read = try Import(
        SourceFile(name: path, bytes: bytes), as: kind.flatMap(Import.Kind.init), invite: invite,
        who: who, zones: SystemZones().database, today: date)
      (yaml, hasRefusals) = (read.yaml, read.hasRefusals)
      remarks = read.remarks.map(\.description)
    } catch {
      throw .refused(error.description)
    }
  }

  /// Whether this may be the key of a person or a group.
  package static func isName(_ text: String) -> Bool { text.isName }

  private static func fix(_ failure: FileBytes.Failure) -> String {
    switch failure {
    case .call: "check that it is there and that this user may read it"
    case .notAFile: "name a file"
    case .tooLarge: "split it"
    }
  }
}
