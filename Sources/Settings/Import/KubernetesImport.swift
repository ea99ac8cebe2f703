/// Reads `sigs.yaml`: groups, and the meetings of each.
struct KubernetesImport {
  static let sections = ["sigs", "workinggroups", "usergroups", "committees"]

  let context: ImportContext
  var log: ImportLog
  private var meetings: [ImportedMeeting] = []

  init(context: ImportContext, log: ImportLog) { (self.context, self.log) = (context, log) }

  mutating func read(_ tree: Tree) throws(Problems) -> [ImportedMeeting] {
    for section in Self.sections {
      for group in tree[section]?.elements ?? [] {
        let name = group["name"]?.line ?? group["dir"]?.line ?? "unnamed"
        let folder = group["dir"]?.line ?? name
        let hosts = people(group["leadership"]?["chairs"])
        read(group["meetings"], of: name, folder, hosts)
        for project in group["subprojects"]?.elements ?? [] {
          let project = (project, project["name"]?.line ?? "subproject")
          read(project.0["meetings"], of: "\(name), \(project.1)", "\(folder) \(project.1)", hosts)
        }
      }
    }
    if meetings.isEmpty, log.sorted.isEmpty {
      throw Problems([
        Problem(
          file: log.file, line: tree.place.line,
          what: "there is no meeting in it",
          fix: "name a file with groups below `\(Self.sections[0])`, each with `meetings`")
      ])
    }
    return meetings
  }

  private mutating func read(
    _ list: Tree?, of group: String, _ folder: String, _ hosts: [String]
  ) {
    for entry in list?.elements ?? [] {
      let description = entry["description"]?.line ?? "Meeting"
      let title = ImportText.line("\(group): \(description)")
      let line = entry.place.line
      do throws(ImportRefusal) {
        var cells = try cells(entry)
        let cadence = try cells.read()
        var meeting = ImportedMeeting(
          name: "\(folder) \(description)", title: title, cadence: cadence)
        meeting.link = entry["url"]?.line.flatMap(ImportText.link)
        if !hosts.isEmpty { meeting.comments.append("hosts: " + hosts.joined(separator: ", ")) }
        for (key, comment) in [("archive_url", "notes"), ("recordings_url", "recordings")] {
          if let url = entry[key]?.line { meeting.comments.append("\(comment): \(url)") }
        }
        meetings.append(meeting)
        for note in cells.notes { log.note(line, title, note) }
        if let url = entry["url"], meeting.link == nil {
          log.note(url.place.line, title, "url \((url.line ?? "").shown) is no link: left out")
        }
      } catch {
        log.refuse(line, title, error)
      }
    }
  }

  private func cells(_ entry: Tree) throws(ImportRefusal) -> CadenceCells {
    func cell(_ key: String) throws(ImportRefusal) -> [String] {
      guard let tree = entry[key] else { return [] }
      if case .text = tree.content { return tree.line.map { [$0] } ?? [] }
      let texts = tree.elements.compactMap(\.line)
      guard !texts.isEmpty, key == "frequency" || texts.count == 1 else {
        throw ImportRefusal(
          "\(key) is \(tree.kind)", fix: "write one text, as `\(key): \(texts.first ?? "…")`")
      }
      return texts
    }
    let (day, time, zone) = (try cell("day").first, try cell("time").first, try cell("tz").first)
    func reader(_ frequency: String?) -> CadenceCells {
      CadenceCells(frequency: frequency, day: day, time: time, zone: zone, context)
    }
    let frequencies = try cell("frequency")
    guard frequencies.count > 1 else { return reader(frequencies.first) }
    let choices = frequencies.flatMap { frequency in
      var cells = reader(frequency)
      return cells.choices()
    }
    let names = alternatives(frequencies.map(\.shown), "and")
    throw ImportRefusal("frequency says \(names) at once", choices: choices)
  }

  /// "David Eads (deads2k)".
  private func people(_ list: Tree?) -> [String] {
    (list?.elements ?? []).compactMap { person in
      let handle = person["github"]?.line
      guard let name = person["name"]?.line else { return handle }
      return handle.map { "\(name) (\($0))" } ?? name
    }
  }
}
