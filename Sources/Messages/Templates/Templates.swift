import Meetings

/// One file as it was handed in; this room never opens any itself.
package struct TemplateFile: Sendable {
  /// As faults print it; what follows the last `/` is the kind: `templates/invitation.mustache`.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// One thing wrong with a template, where, and what to write instead.
package struct TemplateFault: Sendable, Hashable {
  /// As it was handed in.
  package let file: String
  /// Counted from 1; columns in Unicode scalars.
  package let line: Int
  package let column: Int
  /// A sentence without its full stop.
  package let what: String
  /// An instruction without a full stop.
  package let fix: String
}

/// Why the files are no templates: everything that was found, by place.
package struct TemplateFaults: Error, Sendable, Hashable {
  package let all: [TemplateFault]
}

/// A community's own words, by the kind of mail that they are for.
package struct Templates: Sendable {
  /// Every word is ours.
  package static let none = Templates()
  package static let suffix = ".mustache"
  /// Of one file.
  package static let bytesMax = 8 << 10

  private var all: [NoticeKind: Template] = [:]

  /// Reads all files, or reports everything that is wrong with them. What it returns renders any
  /// notice; docs/templates.md says what is checked.
  package static func read(_ files: [TemplateFile]) throws(TemplateFaults) -> Templates {
    var templates = Templates()
    var faults: [TemplateFault] = []
    for file in files.sorted(by: { $0.name < $1.name }) {
      do throws(TemplateFaults) {
        let kind = try kind(of: file.name)
        templates.all[kind] = try TemplateSource.read(file, kind)
      } catch {
        faults += error.all
      }
    }
    guard faults.isEmpty else { throw TemplateFaults(all: faults) }
    return templates
  }

  /// Nil where our words stand: without a file, for a channel, and for a withdrawn invitation,
  /// of which the words for a cancellation would not be true.
  func template(for notice: Notice) -> Template? {
    notice.facts.isPersonal && !notice.isFarewell ? all[notice.kind] : nil
  }

  /// The kind that a file is named after.
  private static func kind(of file: String) throws(TemplateFaults) -> NoticeKind {
    let name = file.split(separator: "/").last ?? ""
    let stem = String(name.hasSuffix(suffix) ? name.dropLast(suffix.count) : name)
    if let kind = NoticeKind(rawValue: stem) { return kind }
    let names = NoticeKind.allCases.map(\.rawValue)
    let near = TemplateSource.nearest(to: stem, among: names)
    throw TemplateFaults(all: [
      TemplateFault(
        file: file, line: 1, column: 1, what: "no kind of mail is called \(stem.quoted)",
        fix: near.map { "rename it to \($0)\(suffix)" }
          ?? "rename it; the kinds are \(names.listed("and"))")
    ])
  }
}
