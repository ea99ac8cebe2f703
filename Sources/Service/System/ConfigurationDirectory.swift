internal import Foundation
import Meetings
import Messages
package import Settings

/// The files of a configuration, as bytes; what they say is for `Settings` to read.
package struct ConfigurationDirectory: Sendable, Hashable {
  package struct File: Sendable, Hashable {
    /// As problems print it: the directory as the user gave it, and the name.
    package let path: String
    package let bytes: [UInt8]
  }

  package struct Contents: Sendable, Hashable {
    /// In name order.
    package var files: [File] = []
    /// All of them; with one, the configuration is not to be used.
    package var problems: [Problem] = []
  }

  /// A directory, or a single file.
  package let path: String

  /// What a package puts there to begin with, which is not read.
  private static let exampleSuffix = ".yaml.example"
  private static let bytesMax = 4 << 20
  private static let filesMax = 1_000
  /// A calendar of one country's holidays has a tenth of it.
  private static let calendarBytesMax = 1 << 20

  package init(path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The directory to watch, and what relative paths of the configuration start from.
  package var directory: String {
    if Self.isDirectory(path) { return path }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Reads every `*.yaml` in name order, or the single file.
  package func contents() -> Contents {
    var contents = Contents()
    guard Self.isDirectory(path) else {
      read(path, into: &contents)
      return contents
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      contents.problems.append(unreadable(path, "the directory cannot be listed"))
      return contents
    }
    // Editors keep their drafts as dot files; those are not meant yet.
    let visible = names.filter { !$0.hasPrefix(".") }
    for name in visible where name.hasSuffix(".yml") {
      contents.problems.append(
        Problem(
          file: "\(path)/\(name)", what: "only *.yaml is read, so this file would be ignored",
          fix: "rename it to \(name.dropLast(3))yaml"))
    }
    let wanted = visible.filter { $0.hasSuffix(".yaml") }
    if wanted.isEmpty {
      let example = visible.first { $0.hasSuffix(Self.exampleSuffix) }
      contents.problems.append(
        Problem(
          file: path, what: "there is no *.yaml in this directory",
          fix: example.map { "copy \($0) to \($0.dropLast(".example".count)) there, and edit it" }
            ?? "write one, or name another directory by --config"))
    } else if wanted.count > Self.filesMax {
      contents.problems.append(
        Problem(
          file: path, what: "\(wanted.count) files are more than \(Self.filesMax)",
          fix: "put several meetings into one file"))
    } else {
      for name in wanted { read("\(path)/\(name)", into: &contents) }
    }
    return contents
  }

  /// The templates in a directory below, in name order.
  ///
  /// - Parameter directory: where the configuration names it, for what concerns it as a whole.
  package func templates(in directory: TemplateDirectory) -> Contents {
    let folder = self.directory + "/" + directory.name
    var contents = Contents()
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      let place = directory.place
      contents.problems.append(
        Problem(
          file: place.file, line: place.line, column: place.column,
          what: "`templates`: \(folder) cannot be listed",
          fix: "make a directory of this name that this user may read, or take the key out"))
      return contents
    }
    for name in names where !name.hasPrefix(".") {
      let stem = String(name.prefix { $0 != "." })
      if name.hasSuffix(Templates.suffix) {
        read("\(folder)/\(name)", into: &contents)
      } else if NoticeKind(rawValue: stem) != nil, !name.hasSuffix("~") {
        contents.problems.append(
          Problem(
            file: "\(folder)/\(name)",
            what: "only *\(Templates.suffix) is read, so this file would be ignored",
            fix: "rename it to \(stem)\(Templates.suffix)"))
      }
    }
    return contents
  }

  /// A calendar of holidays.
  package func calendar(_ file: HolidayFile) -> Contents {
    let path = self.directory + "/" + file.name
    var contents = Contents()
    do throws(FileBytes.Failure) {
      let bytes = try FileBytes.read(path, max: Self.calendarBytesMax)
      contents.files.append(File(path: path, bytes: bytes))
    } catch {
      let place = file.place
      contents.problems.append(
        Problem(
          file: place.file, line: place.line, column: place.column,
          what: "`holidays`: \(path) cannot be read: \(error.what)",
          fix: "export the calendar to this file, or take its name out"))
    }
    return contents
  }

  private func read(_ file: String, into contents: inout Contents) {
    do throws(FileBytes.Failure) {
      contents.files.append(
        File(path: file, bytes: try FileBytes.read(file, max: Self.bytesMax)))
    } catch {
      contents.problems.append(unreadable(file, error.what))
    }
  }

  private func unreadable(_ file: String, _ what: String) -> Problem {
    Problem(
      file: file, what: "it cannot be read: \(what)",
      fix: "check that it is there and that this user may read it (a configuration is mode 0644)")
  }

  private static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }
}
