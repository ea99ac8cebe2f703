import Cadence

/// Items on the agenda, from a command or from a file.
extension Draft {
  mutating func addItem(
    to id: OccurrenceID, by author: PersonID?, text: String, isPrivate: Bool, key: String? = nil
  ) throws(Refusal) -> Proposal {
    let text = try Self.itemText(text)
    if let author, community.people[author] == nil {
      throw .nobody(author, in: community)
    }
    guard let occurrence = self[id] else { throw .unknown(id.description) }
    let name = author?.name ?? ""
    let newID =
      key.map { self.itemID(text, name, key: $0) } ?? newItemID(text, name, on: occurrence)
    if key != nil,
      let there = occurrences(of: id.series).last(where: { $0.items.contains { $0.id == newID } })
    {
      // Sent once more with another wish for who may read it: that is what counts now.
      if there.items.contains(where: { $0.id == newID && $0.isPrivate != isPrivate }) {
        var proposal = try editItem(
          newID, of: there.id, text: nil, isPrivate: isPrivate, own: author)
        proposal.item = newID
        return proposal
      }
      return finished(
        "item \(newID) is on the agenda of \(there.id) already", about: there.id, item: newID)
    }
    try checkRoom(on: landing(of: occurrence), for: author)
    let item = AgendaItem(
      id: newID, author: author, text: text, isPrivate: isPrivate, source: .command,
      receivedAt: now)
    guard let landed = try place(item, on: occurrence) else {
      return finished(
        "\(id) is cancelled and no meeting follows it", about: id, item: item.id)
    }
    let moved = landed == id ? "" : " (\(id) is cancelled)"
    return finished(
      "item \(item.id) is on the agenda of \(landed)\(moved)", about: landed, item: item.id)
  }

  private static func itemText(_ raw: String) throws(Refusal) -> String {
    let text = raw.asOneLine
    guard !AgendaItem.isBlank(text) else {
      throw Refusal("an item needs a text", fix: "say in a few words what it is about")
    }
    return text
  }

  /// Where an item for a meeting goes as things are: after a cancellation, to the next one.
  private func landing(of occurrence: Occurrence) -> Occurrence {
    guard occurrence.state.isCancelled,
      let ruled = nextRuled(after: occurrence, of: series(of: occurrence))
    else { return occurrence }
    return self.occurrence(ruled: ruled.local, of: occurrence.id.series) ?? occurrence
  }

  /// Whoever has a link may write; nobody may fill an agenda up.
  private func checkRoom(
    on occurrence: Occurrence, for author: PersonID?
  ) throws(Refusal) {
    let own = occurrence.items.count { $0.author == author }
    guard occurrence.items.count < AgendaItem.perMeetingMax,
      author == nil || own < AgendaItem.perPersonMax
    else {
      throw Refusal(
        "the agenda of \(occurrence.id) is full",
        fix: "withdraw an item, or bring it to the next meeting")
    }
  }

  /// The item on an agenda that people may change by hand.
  /// - Parameter own: whose it has to be; nil for anybody's.
  private func item(
    _ item: String, of id: OccurrenceID, own: PersonID?, elsewhere: String
  ) throws(Refusal) -> (AgendaItem, Occurrence) {
    guard let occurrence = self[id],
      let found = occurrence.items.first(where: { $0.id == item })
        ?? occurrence.items.first(where: { $0.text == item && own == nil }),
      own == nil || found.author == own
    else {
      throw Refusal(
        "\(id) has no item \(item)", fix: "`convened agenda list \(id)` shows them")
    }
    if case .file(let name, _) = found.source {
      throw Refusal("item \(item) stands in \(name)", fix: elsewhere)
    }
    return (found, occurrence)
  }

  mutating func editItem(
    _ item: String, of id: OccurrenceID, text: String?, isPrivate: Bool?, own: PersonID?
  ) throws(Refusal) -> Proposal {
    let (found, occurrence) = try self.item(item, of: id, own: own, elsewhere: "edit it there")
    var edited = found
    if let text { edited.text = try Self.itemText(text) }
    edited.isPrivate = isPrivate ?? found.isPrivate
    guard edited != found else { return finished("item \(found.id) is as it was", about: id) }
    do { try apply(.itemEdited(edited), to: id) } catch {
      throw Refusal(ignored: error, occurrence)
    }
    touch(id) { row in
      row.items = row.items.map { $0.id == edited.id ? edited : $0 }
    }
    return finished("item \(found.id) of \(id) is changed", about: id)
  }

  mutating func dropItem(
    _ item: String, from id: OccurrenceID, own: PersonID?
  ) throws(Refusal) -> Proposal {
    let (found, occurrence) = try self.item(item, of: id, own: own, elsewhere: "take it out there")
    do { try drop(found, from: occurrence) } catch { throw Refusal(ignored: error, occurrence) }
    return finished("item \(item) is off the agenda of \(id)", about: id)
  }

  /// Makes the agenda of every series that reads `file` what the file says. The same bullet is the
  /// same item however often it is read, wherever it has moved since.
  mutating func adopt(file: String, _ dates: [CivilDate: [FileItem]]) {
    read.insert(file)
    for id in community.series.keys.sorted() {
      guard let series = community.series[id], series.agenda?.reads(file) == true else {
        continue
      }
      adopt(file: file, dates, in: series)
    }
  }

  private mutating func adopt(
    file: String, _ dates: [CivilDate: [FileItem]], in series: Series
  ) {
    var wanted: [String: (CivilDate, FileItem)] = [:]
    var order: [String] = []
    for date in dates.keys.sorted() {
      for item in dates[date] ?? [] {
        let base = "\(date)|\(item.text)|\(item.author ?? "")|\(item.isPrivate)"
        // Two equal bullets are two items.
        var key = base
        var repetition = 2
        while wanted[key] != nil {
          key = "\(base)|\(repetition)"
          repetition += 1
        }
        wanted[key] = (date, item)
        order.append(key)
      }
    }
    var present: Set<String> = []
    for occurrence in occurrences(of: series.id) {
      for item in occurrence.items {
        guard case .file(file, let key) = item.source else { continue }
        present.insert(key)
        if wanted[key] == nil, let current = self[occurrence.id] {
          do { try drop(item, from: current) } catch {
            // The meeting is over or cancelled: its agenda stays as it was.
          }
        }
      }
    }
    for key in order where !present.contains(key) {
      if let (date, item) = wanted[key] {
        adopt(item, key: key, of: file, on: date, in: series)
      }
    }
  }

  private mutating func adopt(
    _ item: FileItem, key: String, of file: String, on date: CivilDate, in series: Series
  ) {
    guard let id = try? resolve("\(series.id)/\(date)"), let occurrence = self[id],
      occurrence.start > now
    else { return }
    _ = try? place(self.item(item, key: key, of: file, on: occurrence), on: occurrence)
  }

  /// What somebody wrote in a file or elsewhere, as an item of an agenda.
  func item(
    _ item: FileItem, key: String, of file: String, on occurrence: Occurrence
  ) -> AgendaItem {
    let author = item.author.flatMap(community.person(called:))
    // Brackets that name nobody belong to the text.
    let rest = author == nil ? item.author.map { " (\($0))" } ?? "" : ""
    return AgendaItem(
      id: newItemID(key, file, on: occurrence), author: author,
      text: item.text + rest, isPrivate: item.isPrivate, source: .file(name: file, key: key),
      receivedAt: now)
  }

  /// Puts an item on an agenda; after a cancellation on the next one, and tells its author.
  /// - Returns: where it landed, nil if nothing follows.
  mutating func place(
    _ item: AgendaItem, on occurrence: Occurrence
  ) throws(Refusal) -> OccurrenceID? {
    guard occurrence.state.isCancelled else {
      do { try apply(.itemAdded(item), to: occurrence.id) } catch {
        throw Refusal(ignored: error, occurrence)
      }
      touch(occurrence.id) {
        $0.items.append(item)
        // Whoever had nothing has something now.
        if let author = item.author { $0.passes.remove(author) }
      }
      return occurrence.id
    }
    let series = series(of: occurrence)
    var landed: OccurrenceID?
    if let ruled = nextRuled(after: occurrence, of: series) {
      let next = self.occurrence(ruled: ruled.local, of: series.id)?.id ?? create(ruled, of: series)
      if let target = self[next] { landed = try place(item, on: target) }
    } else {
      // Kept where it was meant for: there it does no harm, and its author is told once.
      touch(occurrence.id) { $0.items.append(item) }
    }
    announcing(occurrence, of: series).lateItem(
      item, of: occurrence, movedTo: landed.flatMap { self[$0]?.start }, into: &turn)
    return landed
  }

  mutating func drop(_ item: AgendaItem, from occurrence: Occurrence) throws(Ignored) {
    try apply(.itemDropped(item), to: occurrence.id)
    touch(occurrence.id) { $0.items.removeAll { $0.id == item.id } }
  }

  /// The same for the same key and text, whenever and wherever it lands.
  private func itemID(_ text: String, _ author: String, key: String) -> String {
    String(Identity(of: "item", key, author, text).description.prefix(8))
  }

  /// Short enough to type, and the same in every replay.
  func newItemID(_ text: String, _ author: String, on occurrence: Occurrence) -> String {
    let identity = Identity(
      of: occurrence.id.description, text, author, now.description, "\(occurrence.revision)")
    return String(identity.description.prefix(8))
  }
}

extension Community {
  /// The person an agenda's `(name)` means: an id or a full name, whatever the case.
  package func person(called name: String) -> PersonID? {
    var wanted = name.lowercased()
    if wanted.hasPrefix("@") { wanted.removeFirst() }
    return people.values.filter {
      $0.id.name.lowercased() == wanted || $0.name.lowercased() == wanted
    }
    .map(\.id).min()
  }
}
